"""Two-step log-in: in our words, with a way back, and its change ends every other session (S8)."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse
from django.utils import translation

from careshare.outbox.models import Delivery
from tests.factories import UserFactory
from volunteers.accounts.services import log_in

pytestmark = pytest.mark.django_db(transaction=True)
ME, INDEX = reverse("volunteers:me"), reverse("mfa_index")
ON, OFF = reverse("mfa_activate_totp"), reverse("mfa_deactivate_totp")
PASSWORD = "a long enough phrase"


@pytest.fixture
def user():
    made = UserFactory(email="ida@example.org", language="en")
    made.set_password(PASSWORD)
    made.save()
    return made


def logged_in() -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": "ida@example.org", "password": PASSWORD})
    assert is_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def is_in(client) -> bool:
    return client.get(ME).status_code == 200


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def turn_on(client) -> None:
    secret = client.get(ON).context["form"].secret
    assert client.post(ON, {"code": code_for(secret)}).status_code == 302


def test_each_change_ends_all_other_sessions(user):
    here = logged_in()
    for change in (
        lambda: turn_on(here),
        lambda: here.post(reverse("mfa_generate_recovery_codes")),
        lambda: here.post(OFF),
    ):
        with_a_link = Client()
        open_by_link(with_a_link, user)
        change()
        assert is_in(here)
        assert not is_in(with_a_link)


def open_by_link(client, user) -> None:
    """As an invitation's link does: without the log-in page."""
    request = client.get(reverse("account_login")).wsgi_request
    log_in(request, user)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    assert is_in(client)


def test_a_session_of_somebody_else_stays(user):
    other = UserFactory(email="odd@example.org")
    client = Client()
    open_by_link(client, other)
    turn_on(logged_in())
    assert is_in(client)


def test_each_change_is_told_by_letter_in_the_readers_language(user):
    user.language = "nb"
    user.save()
    here = logged_in()
    turn_on(here)
    here.post(OFF)
    letters = Delivery.objects.filter(address=user.email).order_by("pk")
    with translation.override("nb"):
        assert [one.subject.strip() for one in letters][-2:] == [
            translation.gettext("Two-step log-in is on"),
            translation.gettext("Two-step log-in is off"),
        ]
    assert "Two-step" not in "".join(one.subject for one in letters)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_pages_speak_our_words_and_lead_back(user, language):
    user.language = language
    user.save()
    here = logged_in()
    pages = [here.get(INDEX), here.get(ON)]
    turn_on(here)
    urls = (INDEX, OFF, reverse("mfa_view_recovery_codes"), reverse("mfa_generate_recovery_codes"))
    pages += [here.get(url) for url in urls]
    for page in pages:
        assert page.status_code == 200
        text = page.content.decode()
        assert 'href="' + ME in text or 'href="' + INDEX in text
        for word in ("Two-Factor", "Authenticator App", "Tofaktor", "Sign In"):
            assert word not in text, word
    assert ("Two-step log-in" in pages[0].content.decode()) == (language == "en")


def test_the_second_step_is_asked_for_and_a_wrong_code_is_said(user):
    turn_on(logged_in())
    client = Client()
    data = {"login": "ida@example.org", "password": PASSWORD}
    page = client.post(reverse("account_login"), data, follow=True)
    assert "Open the app on your telephone" in page.content.decode()
    assert not is_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert "Incorrect code" in wrong.content.decode()
