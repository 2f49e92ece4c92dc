"""How often an address, device or user may do what costs others something: one table for all.

Counts stand in the shared cache, so every process counts together; while it is away, each counts
by itself (`careshare/cache.py`). Log-in has its own limits, which allauth keeps.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from allauth.account.adapter import get_adapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from careshare import clock
from careshare.errors import Reason, Refused

P = ParamSpec("P")
Response = TypeVar("Response", bound=HttpResponseBase)


class Limit(NamedTuple):
    """So many requests of some methods within so many seconds, for one address."""

    most: int
    seconds: int
    methods: frozenset[str]


_ANY = frozenset({"GET", "HEAD", "POST"})

LIMITS: Mapping[str, Limit] = {
    # A town hall's offices share one address; somebody who guesses tokens needs far more.
    "token_link": Limit(120, 60, _ANY),
    # Several screens behind one address, each asking every few minutes.
    "wall_screen": Limit(120, 60, _ANY),
    "invitation_link": Limit(60, 60, _ANY),
    "export": Limit(60, 600, frozenset({"GET", "HEAD"})),
    "public_suggestion": Limit(10, 3600, frozenset({"POST"})),
    "tablet_pair": Limit(10, 600, frozenset({"POST"})),
    # Tries of a short code: at one tablet, for one volunteer, and of colleagues at one tablet.
    "tablet": Limit(60, 600, frozenset({"POST"})),
    "own_code": Limit(5, 600, frozenset({"POST"})),
    "colleague_code": Limit(10, 600, frozenset({"POST"})),
    # What one user sends to many. Somebody who fills a busy week by hand stays far below.
    "message_many": Limit(30, 3600, frozenset({"POST"})),
    "ask_people": Limit(120, 3600, frozenset({"POST"})),
    "invite": Limit(60, 3600, frozenset({"POST"})),
}


def limited(
    name: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], Response]],
    Callable[Concatenate[HttpRequest, P], Response | HttpResponse],
]:
    """Answer 429 with a plain page where one address comes too often; see `LIMITS`.

    Two cache calls a counted request, no query.
    """
    limit = LIMITS[name]

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], Response],
    ) -> Callable[Concatenate[HttpRequest, P], Response | HttpResponse]:
        @wraps(view)
        def counted(
            request: HttpRequest, *args: P.args, **kwargs: P.kwargs
        ) -> Response | HttpResponse:
            if request.method in limit.methods and _count(name, limit, request) > limit.most:
                return _too_many(request, limit)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def is_too_often(name: str, who: str) -> bool:
    """Count one try by something other than an address, such as a device; two cache calls."""
    limit = LIMITS[name]
    return _count_of(name, limit, who) > limit.most


def refuse_too_often(name: str, user: AbstractBaseUser | AnonymousUser) -> None:
    """Count one sending by a user, before it is done; two cache calls.

    A form shows the refusal as any other, so that what was typed stands there still.

    Raises:
        Refused: too_often, with the minutes after which it works again at the latest.
    """
    if is_too_often(name, f"user:{user.pk}"):
        raise Refused(Reason("too_often", {"minutes": LIMITS[name].seconds // 60}))


def forgive(name: str, who: str) -> None:
    """The try that was just counted was no guess: it counts no longer. One cache call."""
    with suppress(ValueError):  # the window ended meanwhile
        cache.decr(_key(name, LIMITS[name], who))


def _count(name: str, limit: Limit, request: HttpRequest) -> int:
    """The how-manieth request of this address in the running window. Keeps no address."""
    return _count_of(name, limit, get_adapter(request).get_client_ip(request))


def _count_of(name: str, limit: Limit, whose: str) -> int:
    key = _key(name, limit, whose)
    if cache.add(key, 1, timeout=limit.seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out, or the cache came back, between the two calls
        cache.set(key, 1, timeout=limit.seconds)
        return 1


def _key(name: str, limit: Limit, whose: str) -> str:
    window = int(clock.now().timestamp()) // limit.seconds
    who = salted_hmac("careshare.limits", whose, algorithm="sha256").hexdigest()[:32]
    return f"limit:{name}:{window}:{who}"


def _too_many(request: HttpRequest, limit: Limit) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(limit.seconds)
    return response
