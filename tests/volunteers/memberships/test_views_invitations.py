"""The page behind an invitation's link (S9, S10)."""

import hashlib

import pytest
from django.urls import reverse

from tests.factories import InvitationFactory, UserFactory
from volunteers.accounts.models import User
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role

TOKEN = "a-token"


@pytest.fixture
def invitation(here):
    return InvitationFactory(
        role=Role.UNIT_MANAGER,
        unit=here.unit,
        email="new@example.org",
        name="Kari",
        token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(),
    )


@pytest.fixture
def link(invitation) -> str:
    return reverse("volunteers:invitation-accept", args=[TOKEN])


def test_opening_the_link_changes_nothing(client, link):
    """Mail scanners open every link."""
    users = User.objects.count()
    page = client.get(link)
    assert page.status_code == 200
    assert "Take the invitation" in page.text
    assert "Solbakken" in page.text
    assert (
        User.objects.count(),
        Membership.objects.filter(user__email="new@example.org").count(),
    ) == (users, 0)
    assert "_auth_user_id" not in client.session


def test_the_button_makes_the_log_in_and_opens_the_place(client, link, here):
    answer = client.post(link)
    assert answer.status_code == 302
    membership = Membership.objects.get(user__email="new@example.org")
    assert client.session["hat"] == f"membership:{membership.pk}"
    assert client.session["_auth_user_id"] == str(membership.user_id)


def test_the_link_alone_never_opens_an_existing_account(client, link):
    UserFactory(email="new@example.org")
    answer = client.post(link)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert "next=" in answer["Location"]
    assert "_auth_user_id" not in client.session
    assert not Membership.objects.filter(user__email="new@example.org").exists()


def test_logged_in_with_the_address_it_takes_the_role(enter, link):
    user = UserFactory(email="new@example.org")
    assert enter(user).post(link).status_code == 302
    assert user.memberships.count() == 1


def test_logged_in_with_another_address_it_says_so(enter, link):
    user = UserFactory()
    page = enter(user).post(link)
    assert page.status_code == 200
    assert "another e-mail address" in page.text
    assert user.memberships.count() == 0


@pytest.mark.parametrize("column", ["accepted_at", "withdrawn_at", "expires_at"])
def test_what_no_longer_holds_says_why_and_what_next(client, link, invitation, column):
    setattr(invitation, column, invitation.created_at)
    invitation.save()
    for page in (client.get(link), client.post(link)):
        assert page.status_code == 200
        assert "This invitation" in page.text
        assert "Take the invitation" not in page.text
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_unknown_link_says_so(client, db):
    page = client.get(reverse("volunteers:invitation-accept", args=["guess"]))
    assert page.status_code == 404
    assert "This link does not work" in page.text


def test_the_second_press_says_that_it_is_used(client, link):
    client.post(link)
    assert "has been used" in client.post(link).text
