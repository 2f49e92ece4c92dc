"""A deputy has the role on some days, and its messages; before and after, nothing."""

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from careshare import clock
from careshare.errors import Refused
from coordination.messages.access import speakers
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    OrganisationFactory,
)
from volunteers.memberships.access import active_memberships
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role, reasons_against_deputy
from volunteers.memberships.services import StandIn, accept_invitation, end_membership, invite

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")  # where the factories' areas lie


def ask(here, *, hat=None, of=None, first=0, last=6, email="ida@example.org"):
    today = clock.today(OSLO)
    of = of or here.manager
    return invite(
        actor=(hat or here.manager).user, hat=hat or here.manager, scope=of.scope, role=of.role,
        email=email, name="Ida", language="en", form_uuid=uuid.uuid4(), now=clock.now(),
        stand_in=StandIn(of, today + timedelta(days=first), today + timedelta(days=last)),
    )  # fmt: skip


def take(invitation) -> Membership:
    return accept_invitation(invitation=invitation, user=None, now=clock.now())


def spoken_for(here, day) -> set[int]:
    activity = ActivityFactory(unit=here.unit)
    return {user.pk for user in speakers({"unit"}, activity, day)}


def test_the_deputy_acts_and_is_told_on_these_days_alone(here):
    deputy = take(ask(here, first=2, last=4))
    today = clock.today(OSLO)
    assert active_memberships(deputy.user) == []
    for day, counts in ((1, False), (2, True), (4, True), (5, False)):
        on = today + timedelta(days=day)
        assert (deputy in Membership.objects.on(on)) == counts
        assert (deputy.user_id in spoken_for(here, on)) == counts
        assert here.manager.user_id in spoken_for(here, on)


def test_the_role_is_the_same_and_the_invitation_counts_once(here):
    invitation = ask(here)
    deputy = take(invitation)
    assert (deputy.role, deputy.unit, deputy.deputy_for) == (
        Role.UNIT_MANAGER,
        here.unit,
        here.manager,
    )
    assert active_memberships(deputy.user) == [deputy]
    with pytest.raises(Refused):
        take(invitation)


def test_a_colleague_and_the_area_lead_may_name_one_too(here):
    second = MembershipFactory(role=Role.UNIT_MANAGER, unit=here.unit)
    assert ask(here, hat=second)
    assert ask(here, hat=here.lead, email="per@example.org")
    with pytest.raises(Refused) as refused:
        ask(here, hat=here.staff, email="siv@example.org")
    assert [one.code for one in refused.value.reasons] == ["role_not_yours_to_give"]


def test_it_can_end_early_and_ends_with_whom_it_stands_for(here):
    deputy = take(ask(here))
    end_membership(actor=here.manager.user, membership=deputy, now=clock.now())
    assert not Membership.objects.on(clock.today(OSLO)).filter(pk=deputy.pk).exists()
    MembershipFactory(role=Role.UNIT_MANAGER, unit=here.unit)
    other = take(ask(here, email="per@example.org"))
    end_membership(actor=here.manager.user, membership=here.manager, now=clock.now())
    other.refresh_from_db()
    assert other.ended_at


def test_a_deputy_is_no_successor_and_has_no_deputy(here):
    deputy = take(ask(here))
    with pytest.raises(Refused) as refused:
        end_membership(actor=here.manager.user, membership=here.manager, now=clock.now())
    assert [one.code for one in refused.value.reasons] == ["last_member"]
    with pytest.raises(Refused) as refused:
        ask(here, of=deputy, email="per@example.org")
    assert [one.code for one in refused.value.reasons] == ["deputy_of_deputy"]


def test_a_second_time_the_new_days_count(here):
    take(ask(here, first=-3, last=0))
    user = Membership.objects.get(deputy_for=here.manager).user
    Membership.objects.filter(user=user).update(ended_at=clock.now())
    again = ask(here, first=5, last=6, email=user.email)
    made = accept_invitation(invitation=again, user=user, now=clock.now())
    assert made.starts_on == clock.today(OSLO) + timedelta(days=5)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(3, 2, "deputy_backwards"), (-9, -1, "deputy_past"), (0, 99999, "deputy_too_far")],
)
def test_days_that_cannot_be(first, last, code):
    today = clock.today(OSLO)
    reasons = reasons_against_deputy(
        starts_on=today + timedelta(days=first),
        ends_on=today + timedelta(days=last),
        today=today,
        latest=today + timedelta(days=700),
    )
    assert [one.code for one in reasons] == [code]


@pytest.mark.parametrize(
    ("hour", "zone", "counts"),
    [
        ("2026-11-24T22:30", "Europe/Oslo", (True, False)),  # 23:30 there: still the 24th
        ("2026-11-24T23:30", "Europe/Oslo", (False, True)),  # half past midnight on the 25th
        ("2026-11-24T23:30", "Europe/London", (True, False)),
        ("2026-11-25T00:30", "Europe/London", (False, True)),
    ],
)
def test_a_day_begins_at_midnight_where_the_role_is(hour, zone, counts, db):
    area = AreaFactory(time_zone=zone)
    ends = MembershipFactory(
        role=Role.UNIT_MANAGER, unit=CareUnitFactory(area=area), ends_on=date(2026, 11, 24)
    )
    begins = MembershipFactory(
        role=Role.COORDINATOR,
        organisation=OrganisationFactory(home_area=area),
        starts_on=date(2026, 11, 25),
    )
    with time_machine.travel(datetime.fromisoformat(hour).replace(tzinfo=UTC), tick=False):
        found = tuple(active_memberships(one.user) == [one] for one in (ends, begins))
    assert found == counts
