"""People at the door of a real site: logged in without a form, many at once, or in a browser."""

import http.client
import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from tests.support.site import Site

T = TypeVar("T")


def session_key(user: Any) -> str:
    """A session of the user's in the test database, which the site shares."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.session.session_key


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: str


class Visitor:
    """One person with one device over plain HTTP; follows no redirects."""

    def __init__(self, site: Site, user: Any = None):
        self.site = site
        self._secret = secrets.token_hex(16)
        cookies = {settings.CSRF_COOKIE_NAME: self._secret}
        if user is not None:
            cookies[settings.SESSION_COOKIE_NAME] = session_key(user)
        self._cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, data: dict[str, Any] | None = None) -> Answer:
        form = {"csrfmiddlewaretoken": self._secret, **(data or {})}
        return self._ask("POST", path, urlencode(form, doseq=True))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": self._cookies}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        client = http.client.HTTPConnection(self.site.host, self.site.port, timeout=60)
        try:
            client.request(method, path, body, headers)
            answer = client.getresponse()
            text = answer.read().decode()
            return Answer(answer.status, answer.headers.get("Location", ""), text)
        finally:
            client.close()


def at_once(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Run every call in a thread of its own, all from the same moment; their results in order.

    The calls must not use Django's database connection: it would be another one in each thread.
    """
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], T]) -> T:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def log_in(page: Any, user: Any) -> None:
    """Give the browser the user's session; for tests that are not about logging in."""
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": session_key(user),
                "domain": "127.0.0.1",
                "path": "/",
            }
        ]
    )
