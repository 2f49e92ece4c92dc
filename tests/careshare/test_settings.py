"""What every page says to the browser."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

pytestmark = pytest.mark.django_db


@pytest.fixture
def headers(client):
    return client.get(reverse("account_login")).headers


def test_nothing_from_elsewhere_and_nothing_inline(headers):
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_address_reaches_another_site(headers):
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_form_of_ones_own_page_is_taken():
    """A browser names its origin; "no-referrer" would make it `null`, which is refused."""
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("account_login"))
    data = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "language": "nb"}
    own = client.post(reverse("set_language"), data, headers={"origin": "http://testserver"})
    null = client.post(reverse("set_language"), data, headers={"origin": "null"})
    assert (own.status_code, null.status_code) == (302, 403)


def test_english_days_are_written_as_in_britain():
    day = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
    with translation.override("en"):
        assert date_format(day, "DATE_FORMAT") == "24 November 2026"
        assert date_format(day, "TIME_FORMAT") == "17:05"
    with translation.override("nb"):
        assert date_format(day, "DATE_FORMAT") == "24. november 2026"
