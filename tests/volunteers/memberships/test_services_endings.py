"""A role ends, and the last one of a side stays until there is a successor."""

import pytest

from careshare import clock
from careshare.errors import Refused
from tests.factories import MembershipFactory
from volunteers.memberships.rules import Role
from volunteers.memberships.services import end_membership

pytestmark = pytest.mark.django_db


def _end(membership, actor=None):
    return end_membership(actor=actor or membership.user, membership=membership, now=clock.now())


@pytest.mark.parametrize("who", ["lead", "manager", "coordinator"])
def test_the_last_who_decides_cannot_leave(here, who):
    with pytest.raises(Refused) as refused:
        _end(getattr(here, who))
    assert [reason.code for reason in refused.value.reasons] == ["last_member"]


def test_with_a_successor_one_can(here):
    MembershipFactory(role=Role.UNIT_MANAGER, unit=here.unit)
    assert _end(here.manager).ended_at


def test_somebody_with_another_role_is_no_successor(here):
    MembershipFactory(role=Role.UNIT_STAFF, unit=here.unit)
    with pytest.raises(Refused):
        _end(here.manager)


def test_staff_can_leave_at_any_time(here):
    ended = _end(here.staff, actor=here.manager.user)
    assert ended.ended_by == here.manager.user


def test_an_ended_role_does_not_end_again(here):
    _end(here.staff)
    with pytest.raises(Refused) as refused:
        _end(here.staff)
    assert [reason.code for reason in refused.value.reasons] == ["membership_ended"]
