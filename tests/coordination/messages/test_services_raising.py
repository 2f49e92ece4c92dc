"""Whoever a concern comes to has a letter of it, also where the side that had one is gone since."""

from datetime import timedelta

import pytest

from careshare import clock
from careshare.outbox.models import Delivery
from careshare.outbox.rules import DeliveryState
from careshare.outbox.services.events import record_event
from coordination.arrangements.rules import Doer
from coordination.signups.models import Raised
from coordination.signups.rules.raised import RaisedKind, RaisedReason
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    OrganisationFactory,
    RaisedFactory,
    ShiftFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task

DAY = timedelta(days=1)
KINDS = {
    RaisedKind.CONCERN: ("concern.raised", RaisedReason.PLACE),
    RaisedKind.HARD_DAY: ("hard_day.raised", RaisedReason.SAD),
}


@pytest.fixture
def red_cross(db):
    return OrganisationFactory(name="Red Cross")


@pytest.fixture
def activity(red_cross):
    """Red Cross supports the volunteers and sees to safety."""
    found = ActivityFactory(name="Walking group", state="published", unit__name="Solbakken")
    rows = [one for one in core_rows() if one.task != Task.SUPERVISE]
    own = [task_row(one, Doer.ORGANISATION, red_cross) for one in (Task.SUPERVISE, Task.SAFEGUARD)]
    VersionFactory(activity=found, rows=[*rows, *own])
    return found


@pytest.fixture
def manager(activity):
    return MembershipFactory(unit=activity.unit)


def coordinates(red_cross, **more):
    return MembershipFactory(role=Role.COORDINATOR, organisation=red_cross, **more)


def somebody_tells(activity, kind=RaisedKind.CONCERN):
    """Somebody has told just now, and the letter of it has left."""
    name, reason = KINDS[kind]
    shift = ShiftFactory(activity=activity, starts_at=clock.now() - DAY)
    row = RaisedFactory(activity=activity, shift=shift, kind=kind, reason=reason)
    record_event(name=name, cause="raised", cause_id=row.pk, now=clock.now())
    return row


def days_pass(days):
    Raised.objects.update(raised_at=clock.now() - days * DAY)


def is_gone(membership):
    type(membership).objects.filter(pk=membership.pk).update(ended_at=clock.now())


def to():
    return [one.to[0] for one in letters()]


@pytest.mark.parametrize("days", [0.2, 1.5, 30])
@pytest.mark.parametrize("kind", RaisedKind)
def test_where_the_only_one_told_is_gone_the_other_side_has_its_letter_once(
    activity, manager, red_cross, kind, days
):
    kari = coordinates(red_cross)
    row = somebody_tells(activity, kind)
    assert to() == [kari.user.email]
    is_gone(kari)
    days_pass(days)
    (letter,) = letters()
    assert letter.to == [manager.user.email]
    assert f"/{row.pk}/" in letter.body
    assert "Nobody at Red Cross can see to it just now. Solbakken may step in this once." in (
        " ".join(letter.body.split())
    )
    assert "all of you" not in letter.body
    assert to() == []


def test_where_it_was_a_deputy_whose_days_are_over(activity, manager, red_cross):
    kari, today = coordinates(red_cross), clock.today(activity.unit.zone)
    deputy = coordinates(red_cross, deputy_for=kari, starts_on=today, ends_on=today)
    is_gone(kari)
    somebody_tells(activity)
    assert to() == [deputy.user.email]
    type(deputy).objects.filter(pk=deputy.pk).update(starts_on=today - DAY, ends_on=today - DAY)
    assert to() == [manager.user.email]
    assert to() == []


def test_whoever_had_the_first_letter_needs_no_second(activity, manager, red_cross):
    somebody_tells(activity)
    assert to() == [manager.user.email]  # nobody is there
    colleague = MembershipFactory(unit=activity.unit)
    assert to() == [colleague.user.email]
    assert to() == []


def test_what_came_to_both_sides_long_ago_is_not_told_anew(activity, manager, red_cross):
    kari = coordinates(red_cross)
    somebody_tells(activity)
    days_pass(20)
    assert sorted(set(to())) == sorted([kari.user.email, manager.user.email])
    is_gone(kari)
    assert to() == []


def test_of_two_one_is_gone_and_the_other_side_is_not_forgotten(activity, manager, red_cross):
    kari, per = coordinates(red_cross), coordinates(red_cross)
    somebody_tells(activity)
    days_pass(3.9)
    assert set(to()) == {kari.user.email, per.user.email}
    is_gone(kari)  # and the other side may step in since the second day
    assert sorted(to()) == sorted([per.user.email, manager.user.email])
    assert to() == []


def test_where_the_first_letter_came_too_late_for_its_reader(activity, manager, red_cross):
    """It was written and never left: nobody has had one."""
    kari, row = coordinates(red_cross), somebody_tells(activity)
    assert to() == [kari.user.email]
    Delivery.objects.filter(cause="raised", cause_id=row.pk).update(state=DeliveryState.SKIPPED)
    is_gone(kari)
    assert to() == [manager.user.email]
