"""The ward's tablet: pair it, tap one's name, say that one is here or has left. No log-in."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial, wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Reason, Refused
from careshare.limits import forgive, is_too_often, limited
from careshare.sentences import say
from coordination.arrangements.access import Verdict
from coordination.planning.access.tablets import (
    COOKIE,
    Guest,
    call_token,
    guest_of,
    may_note,
    press_token,
    pressed,
    sessions_today,
    tablet_of,
)
from coordination.planning.forms.tablets import ColleagueForm, OwnCodeForm, PairForm
from coordination.planning.services.deciding import still_allowed
from coordination.planning.words.tablets import said
from coordination.signups.models import Attendance, PlaceOffer, SignUp, Tablet
from coordination.signups.rules import AttendanceState, CancelledBy, CancelReason
from coordination.signups.rules.attendance import AttendedVia
from coordination.signups.services import (
    cancel,
    check_in,
    check_out,
    record_attendance,
    take_back,
)
from coordination.signups.services.tablets import pair
from volunteers.accounts.models import User
from volunteers.memberships.rules import Capability
from volunteers.people.services import fits, owner_of

KEPT_SECONDS = 60 * 60 * 24 * 400  # the longest that browsers keep a cookie


@login_not_required
@limited("tablet_pair")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: HttpRequest) -> HttpResponse:
    """Today's sessions at a paired tablet; else the form that pairs it."""
    device = tablet_of(request)
    if device is not None:
        sessions = sessions_today(device, clock.now())
        context = {"tablet": device, "sessions": sessions}
        return render(request, "coordination/tablet/today.html", context)
    form = PairForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _device, token = pair(code=form.cleaned_data["code"], now=clock.now())
            return with_cookie(redirect("coordination:tablet"), token)
        except Refused as refused:
            form.add_refusal(refused, "code")
    return render(request, "coordination/tablet/pair.html", {"form": form})


def with_cookie(response: HttpResponse, token: str) -> HttpResponse:
    """The token goes to the tablet's own pages alone, and no script reads it."""
    response.set_cookie(
        COOKIE, token, max_age=KEPT_SECONDS, path="/tablet/", secure=settings.HTTPS,
        httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def at_tablet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the tablet; a browser that is none goes to the form that pairs it."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, **address: object) -> HttpResponse:
        device = tablet_of(request)
        if device is None:
            return redirect("coordination:tablet")
        return view(request, device, **address)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@at_tablet
def tablet_person(request: HttpRequest, device: Tablet, public_id: uuid.UUID) -> HttpResponse:
    """One's own name: the code, then "I am here" or "I am leaving"; or a colleague notes it."""
    found = guest_of(device, public_id, clock.now())
    if found is None:
        raise Http404
    sign_up, guest = found
    is_colleague = request.POST.get("act") in ("colleague", "rang_no")
    own = OwnCodeForm(None if is_colleague else request.POST or None, prefix="own")
    colleague = ColleagueForm(request.POST if is_colleague else None, prefix="colleague")
    status = 200
    if request.method == "POST":
        form = colleague if is_colleague else own
        if form.is_valid():
            try:
                code, act = form.cleaned_data["code"], request.POST.get("act")
                return _act(act, device, sign_up, guest, code)
            except Refused as refused:
                form.add_refusal(refused, "code")
                status = 429 if was_too_often(refused) else 200
    context = {"tablet": device, "guest": guest, "own": own, "colleague": colleague,
               "title": sign_up.shift.activity.name, "is_colleague": is_colleague}  # fmt: skip
    return render(request, "coordination/tablet/person.html", context, status=status)


def was_too_often(refused: Refused) -> bool:
    return any(reason.code == "own_code_too_often" for reason in refused.reasons)


def _done(device: Tablet, row: Attendance) -> HttpResponse:
    return redirect("coordination:tablet-done", token=press_token(device, row))


def _come_or_leave(device: Tablet, sign_up: SignUp, guest: Guest, code: str) -> HttpResponse:
    """Check in, or out where one is in; tries are counted before the code is looked at."""
    often = [
        is_too_often("tablet", f"tablet:{device.pk}"),
        is_too_often("own_code", f"person:{sign_up.person_id}"),
    ]
    if any(often):
        raise Refused(Reason("own_code_too_often"))
    if not fits(sign_up.person, code):
        raise Refused(Reason("own_code_wrong"))
    forgive("own_code", f"person:{sign_up.person_id}")
    act = check_out if guest.came else check_in
    row = act(sign_up=sign_up, via=AttendedVia.TABLET, user=sign_up.person.user,
              tablet=device, now=clock.now())  # fmt: skip
    return _done(device, row)


@contextmanager
def noted_by(
    device: Tablet, code: str, capability: Capability, about: SignUp | PlaceOffer
) -> Iterator[tuple[User, Verdict]]:
    """Write under the activity's lock as whose code it is: who, and as which side they may.

    Tries are counted beforehand.

    Raises:
        Refused: no such code, too many tries, or the role may not.
    """
    often = [
        is_too_often("tablet", f"tablet:{device.pk}"),
        is_too_often("colleague_code", f"tablet:{device.pk}"),
    ]
    if any(often):
        raise Refused(Reason("own_code_too_often"))
    user = owner_of(code)
    if user is None:
        raise Refused(Reason("own_code_wrong"))
    forgive("colleague_code", f"tablet:{device.pk}")
    try:
        with still_allowed(about.shift.activity, partial(may_note, user, capability)) as verdict:
            yield user, verdict
    except PermissionDenied as no:
        raise Refused(*no.args) from no


def _note(device: Tablet, sign_up: SignUp, guest: Guest, code: str) -> HttpResponse:
    """A colleague notes that somebody came; who it was is kept."""
    with noted_by(device, code, Capability.RECORD_ATTENDANCE, sign_up) as (user, verdict):
        row = record_attendance(
            sign_up=sign_up, state=AttendanceState.CAME, user=user, side=verdict.party,
            tablet=device, now=clock.now(),
        )  # fmt: skip
    return _done(device, row)


def _rang_no(device: Tablet, sign_up: SignUp, guest: Guest, code: str) -> HttpResponse:
    """A colleague notes that somebody rang and cannot come; the place is free at once."""
    hours = sign_up.shift.activity.unit.area.policy.call_note_hours
    with noted_by(device, code, Capability.NOTE_CALL, sign_up) as (user, verdict):
        row = cancel(
            sign_up=sign_up, by=CancelledBy.VOLUNTEER, reason=CancelReason.RANG, user=user,
            may_be_late=timedelta(hours=hours), side=verdict.party, now=clock.now(),
        )  # fmt: skip
    return redirect("coordination:tablet-called", token=call_token(device, row))


def _act(act: str | None, device: Tablet, sign_up: SignUp, guest: Guest, code: str) -> HttpResponse:
    match act:
        case "colleague":
            return _note(device, sign_up, guest, code)
        case "rang_no":
            return _rang_no(device, sign_up, guest, code)
    return _come_or_leave(device, sign_up, guest, code)


@require_http_methods(["GET", "HEAD", "POST"])
@at_tablet
def tablet_done(request: HttpRequest, device: Tablet, token: str) -> HttpResponse:
    """What was noted, and the way back, for as long as the area says."""
    minutes = device.unit.area.policy.check_in_undo_minutes
    found = pressed(device, token, minutes=minutes)
    if found is None:
        return redirect("coordination:tablet")
    row, version = found
    context = {"tablet": device, "row": row, "is_fresh": row.version == version}
    if request.method == "POST":
        try:
            take_back(attendance=row, opened=version, user=None, tablet=device, now=clock.now())
            return redirect("coordination:tablet")
        except Refused as refused:
            context["reasons"] = [say(one) for one in refused.reasons]
    context |= said(row)
    return render(request, "coordination/tablet/done.html", context)
