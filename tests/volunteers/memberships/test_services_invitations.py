"""Invitations: single use, a few days, bound to the address, hashed (attack S9)."""

import hashlib
import re
import uuid
from datetime import timedelta

import pytest
from django.utils import translation

from careshare import clock
from careshare.errors import Refused
from careshare.outbox.models import Delivery
from tests.factories import UserFactory
from volunteers.accounts.models import User
from volunteers.memberships.models import Invitation, Membership
from volunteers.memberships.rules import Role
from volunteers.memberships.services import (
    accept_invitation,
    invitation_by_token,
    invite,
    withdraw_invitation,
)

pytestmark = pytest.mark.django_db


def _invite(here, hat=None, scope=None, **values) -> Invitation:
    hat = hat or here.lead
    asked = {
        "role": Role.UNIT_MANAGER,
        "email": "New@Example.org",
        "name": "Kari",
        "language": "en",
        "form_uuid": uuid.uuid4(),
        "now": clock.now(),
    }
    return invite(actor=hat.user, hat=hat, scope=scope or here.unit, **{**asked, **values})


def _token() -> str:
    return re.search(r"/invitation/([\w-]+)/", Delivery.objects.latest("pk").body)[1]


def _codes(refused) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_the_letter_has_the_only_copy_of_the_token(here):
    invitation = _invite(here)
    letter = Delivery.objects.get()
    assert letter.address == invitation.email == "new@example.org"
    assert "Solbakken" in letter.subject
    assert letter.is_secret
    assert letter.useless_after == invitation.expires_at
    assert invitation.token_hash == hashlib.sha256(_token().encode()).hexdigest()


def test_it_speaks_the_language_of_the_invited_and_not_of_the_inviter(here):
    with translation.override("nb"):
        _invite(here, language="en")
    assert "You are invited" in Delivery.objects.get().subject


def test_it_holds_as_long_as_the_area_says(here):
    here.area.policy.invitation_days = 3
    here.area.policy.save()
    here.unit.refresh_from_db()
    now = clock.now()
    assert _invite(here, now=now).expires_at == now + timedelta(days=3)


def test_the_same_form_twice_is_one_invitation_and_one_letter(here):
    form = uuid.uuid4()
    assert _invite(here, form_uuid=form) == _invite(here, form_uuid=form)
    assert Delivery.objects.count() == Invitation.objects.count() == 1


def test_one_open_invitation_for_one_address_and_role(here):
    _invite(here)
    with pytest.raises(Refused) as refused:
        _invite(here, email="new@example.org")
    assert _codes(refused) == ["invitation_open"]


def test_somebody_with_the_role_is_not_invited_to_it_again(here):
    with pytest.raises(Refused) as refused:
        _invite(here, email=here.manager.user.email.upper())
    assert _codes(refused) == ["already_member"]


@pytest.mark.parametrize(
    ("hat", "role"),
    [
        ("manager", Role.AREA_LEAD),
        ("manager", Role.COORDINATOR),
        ("staff", Role.UNIT_STAFF),
        ("coordinator", Role.UNIT_MANAGER),
    ],
)
def test_only_roles_that_the_matrix_gives(here, hat, role):
    with pytest.raises(Refused) as refused:
        _invite(here, hat=getattr(here, hat), role=role)
    assert "role_not_yours_to_give" in _codes(refused)
    assert not Delivery.objects.exists()


def test_accepting_makes_a_log_in_with_a_verified_address_and_the_role(here):
    _invite(here)
    membership = accept_invitation(
        invitation=invitation_by_token(_token()), user=None, now=clock.now()
    )
    assert membership.user.email == "new@example.org"
    assert membership.user.emailaddress_set.get().verified
    assert not membership.user.has_usable_password()
    assert (membership.role, membership.scope, membership.name) == (
        Role.UNIT_MANAGER,
        here.unit,
        "Kari",
    )


def test_it_counts_once(here):
    _invite(here)
    invitation = invitation_by_token(_token())
    accept_invitation(invitation=invitation, user=None, now=clock.now())
    with pytest.raises(Refused) as refused:
        accept_invitation(invitation=invitation, user=UserFactory(), now=clock.now())
    assert _codes(refused) == ["invitation_used"]


def test_too_old(here):
    _invite(here)
    invitation, users = invitation_by_token(_token()), User.objects.count()
    with pytest.raises(Refused) as refused:
        accept_invitation(invitation=invitation, user=None, now=invitation.expires_at)
    assert _codes(refused) == ["invitation_expired"]
    assert User.objects.count() == users


def test_taken_back(here):
    invitation = _invite(here)
    for _press in range(2):
        withdraw_invitation(actor=here.lead.user, invitation=invitation, now=clock.now())
    with pytest.raises(Refused) as refused:
        accept_invitation(invitation=invitation, user=None, now=clock.now())
    assert _codes(refused) == ["invitation_withdrawn"]


def test_a_used_one_cannot_be_taken_back(here):
    invitation = _invite(here)
    accept_invitation(invitation=invitation, user=None, now=clock.now())
    with pytest.raises(Refused) as refused:
        withdraw_invitation(actor=here.lead.user, invitation=invitation, now=clock.now())
    assert _codes(refused) == ["invitation_used"]


def test_another_address_cannot_take_it(here):
    with pytest.raises(Refused) as refused:
        accept_invitation(invitation=_invite(here), user=UserFactory(), now=clock.now())
    assert _codes(refused) == ["invitation_other_address"]


def test_an_address_that_was_never_verified_cannot_take_it(here):
    user = UserFactory(email="new@example.org", verified=False)
    with pytest.raises(Refused) as refused:
        accept_invitation(invitation=_invite(here), user=user, now=clock.now())
    assert _codes(refused) == ["invitation_other_address"]


def test_a_second_verified_address_can(here):
    user = UserFactory()
    user.emailaddress_set.create(email="new@example.org", verified=True)
    accept_invitation(invitation=_invite(here), user=user, now=clock.now())
    assert Membership.objects.filter(user=user, unit=here.unit).count() == 1


def test_an_unknown_token_is_nobodys(here):
    _invite(here)
    assert invitation_by_token("guess") is None
