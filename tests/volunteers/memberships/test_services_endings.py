"""A role ends, and the last one of a side stays until there is a successor."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careshare import clock
from careshare.errors import Refused
from tests.factories import MembershipFactory
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role
from volunteers.memberships.services import end_membership
from volunteers.memberships.services.endings import reasons_against_end

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


@pytest.mark.parametrize(
    ("zone", "hour"),  # the day after in UTC in the one place, the day before in the other
    [("America/Los_Angeles", "2026-06-02T03:00"), ("Pacific/Auckland", "2026-06-01T13:00")],
)
def test_a_colleague_counts_on_the_days_of_the_place(here, zone, hour):
    """Not on UTC's: west of it the last day goes on, east of it the first has begun."""
    here.area.time_zone = zone
    here.area.save()
    now = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    there = now.astimezone(ZoneInfo(zone)).date()
    assert there != now.date()
    MembershipFactory(role=Role.UNIT_MANAGER, unit=here.unit, starts_on=there, ends_on=there)
    manager = Membership.objects.get(pk=here.manager.pk)
    assert reasons_against_end(manager, now) == []
    assert reasons_against_end(manager, now + timedelta(days=1)) != []
