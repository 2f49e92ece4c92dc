"""The shared cache may be away: log-in and its limits go on."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from careshare import clock, limits
from careshare.outbox.models import Heartbeat
from tests.factories.who import UserFactory

pytestmark = pytest.mark.django_db
WRONG = "not the right phrase"


@pytest.fixture(autouse=True)
def _away(settings):
    """Nobody listens on port 1."""
    settings.REDIS_URL = "redis://127.0.0.1:1"
    settings.CACHES = {
        "default": {"BACKEND": "careshare.cache.PatientCache", "LOCATION": settings.REDIS_URL}
    }
    yield
    cache._alone.clear()
    del settings.CACHES  # the shared clean-up clears the usual one


def test_nobody_is_kept_from_logging_in(client):
    user = UserFactory()
    for name, data in (
        ("account_login", {"login": user.email, "password": WRONG}),
        ("account_request_login_code", {"email": user.email}),
        ("account_signup", {"email": "new@example.org"}),
    ):
        assert client.post(reverse(name), data).status_code in (200, 302), name


def test_limits_still_count_in_this_process(client):
    data = {"login": UserFactory().email, "password": WRONG}
    answers = {client.post(reverse("account_login"), data).status_code for _ in range(40)}
    assert (
        429 in answers or "Too many" in client.post(reverse("account_login"), data).content.decode()
    )


def test_our_own_limits_count_too(rf):
    limit = limits.LIMITS["token_link"]._replace(seconds=10**9)
    assert [limits._count("here", limit, rf.get("/")) for _time in range(3)] == [1, 2, 3]


def test_ready_says_that_it_is_away(client):
    Heartbeat.objects.create(name="sweep", at=clock.now())
    assert client.get(reverse("readyz")).json()["broker"] is False
