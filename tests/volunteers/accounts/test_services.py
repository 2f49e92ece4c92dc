"""Log-in letters go through the letterbox, and tell nobody who is known (S6)."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from careshare.outbox.models import Delivery
from careshare.outbox.rules import Priority
from tests.factories import UserFactory
from volunteers.accounts.services import (
    create_verified_user,
    is_known_address,
    set_language,
    verified_emails,
)

pytestmark = pytest.mark.django_db
CODE = reverse("account_request_login_code")


def test_a_code_is_a_secret_letter_of_the_highest_priority(client):
    user = UserFactory(email="vera@example.org")
    client.post(CODE, {"email": "vera@example.org"})
    letter = Delivery.objects.get()
    assert (letter.priority, letter.is_secret, letter.user) == (Priority.CODE, True, user)
    assert (letter.useless_after - letter.due_at).total_seconds() == pytest.approx(600, abs=5)
    assert "works for 10 minutes" in letter.body
    assert not mail.outbox


def test_the_code_opens_the_door(client):
    UserFactory(email="vera@example.org")
    page = client.post(CODE, {"email": "vera@example.org"}, follow=True)
    code = re.search(r"^([A-Z0-9-]{6,})$", Delivery.objects.get().body, flags=re.MULTILINE)[1]
    client.post(page.redirect_chain[-1][0], {"code": code})
    assert "_auth_user_id" in client.session


def test_it_speaks_the_users_language(client):
    UserFactory(email="vera@example.org", language="nb")
    client.post(CODE, {"email": "vera@example.org"}, headers={"Accept-Language": "en"})
    from django.utils import translation

    with translation.override("nb"):
        expected = translation.gettext("Your code for CareShare")
    assert Delivery.objects.get().subject == expected


def test_known_and_unknown_addresses_get_the_same_answer(client):
    UserFactory(email="known@example.org")
    answers = []
    for email in ("known@example.org", "unknown@example.org"):
        answer = client.post(CODE, {"email": email}, follow=True)
        text = re.sub(r'csrf[^>]*value="[^"]*"|"X-CSRFToken": "[^"]*"', "", answer.text)
        answers.append((answer.redirect_chain, text.replace(email, "EMAIL")))
        client.logout()
    assert answers[0] == answers[1]
    assert Delivery.objects.count() == 2


def test_signing_up_with_a_known_address_looks_as_with_a_new_one(client):
    UserFactory(email="known@example.org")
    chains = []
    for email in ("known@example.org", "unknown@example.org"):
        answer = client.post(reverse("account_signup"), {"email": email})
        chains.append((answer.status_code, answer["Location"]))
        client.logout()
    assert chains[0] == chains[1]
    known = Delivery.objects.get(address="known@example.org")
    assert "has a log-in already" in known.body


def test_no_letter_of_log_in_names_another_site_or_a_stock_greeting(client):
    UserFactory(email="known@example.org")
    for url in (CODE, reverse("account_signup"), reverse("account_reset_password")):
        for email in ("known@example.org", "unknown@example.org"):
            client.post(url, {"email": email})
            client.logout()
    assert Delivery.objects.count() >= 4
    for letter in Delivery.objects.all():
        assert letter.subject.strip()
        assert "example.com" not in letter.body
        assert letter.body.startswith("Hello,")
        assert letter.body.rstrip().endswith("http://testserver")


def test_no_open_redirect_after_log_in(client):
    """S11."""
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("account_login") + "?next=https://evil.example.org/")
    assert "evil" not in answer.get("Location", "")


def test_addresses():
    user = create_verified_user(email="New@Example.org", language="nb")
    assert verified_emails(user) == {"new@example.org"}
    assert is_known_address("NEW@example.org")
    assert not is_known_address("other@example.org")
    assert verified_emails(UserFactory(verified=False)) == set()


def test_the_language_is_kept():
    user = UserFactory(language="")
    set_language(user=user, language="nb")
    user.refresh_from_db()
    assert user.language == "nb"
