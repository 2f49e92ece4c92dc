"""What every page says to the browser."""

import pytest
from django.test import Client
from django.urls import reverse

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
