"""A night on which the clock changes, over real HTTP: planning, coming and reminders (F6)."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from careshare import clock
from careshare.outbox.services.sweeping import sweep
from coordination.shifts.models import Shift
from coordination.signups.models import SignUp
from tests.factories.what import ActivityFactory
from tests.factories.who import AffiliationFactory, MembershipFactory, PersonFactory
from tests.support.visitors import Visitor

pytestmark = pytest.mark.race

AT = time(14)
MINUTE = timedelta(minutes=1)
FAR = 14  # days from now, so that there is a week before it; nothing is in the past


def next_change(zone: ZoneInfo, *, to_summer: bool) -> date:
    """The next Sunday of the year on which the clock goes forward, or back."""
    day = clock.today(zone) + timedelta(days=FAR)
    while True:
        ahead = timedelta(hours=-1 if to_summer else 1)
        if length_of(day, zone) == timedelta(days=1) + ahead:
            return day
        day += timedelta(days=1)


def length_of(day: date, zone: ZoneInfo) -> timedelta:
    begin, end = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    return end.astimezone(UTC) - begin.astimezone(UTC)


@pytest.fixture
def planning(web, unit):
    """An activity, its manager at the site, and the form that plans two weeks of it."""
    unit.area.policy.plan_ahead_months = 24
    unit.area.policy.undo_seconds = 0
    unit.area.policy.save()
    activity = ActivityFactory(unit=unit, is_published=True)
    manager = Visitor(web, MembershipFactory(unit=unit).user)

    def _plan(on, starts, ends, **values):
        form = {"form_uuid": uuid.uuid4(), "on": on, "starts": starts, "ends": ends,
                "minimum": 1, "maximum": 2, "weeks": 2, **values}  # fmt: skip
        return manager.post(f"/activities/{activity.pk}/shifts/new/", form)

    return _plan


@pytest.mark.parametrize("to_summer", [True, False], ids=["spring", "autumn"])
def test_each_week_is_at_its_wall_time_and_each_reminder_comes_once(
    web, unit, smtp, planning, to_summer
):
    zone = unit.zone
    change = next_change(zone, to_summer=to_summer)
    before = change - timedelta(days=6)  # the next one is the day after the change
    assert planning(before, "14:00", "16:00").status == 302
    shifts = list(Shift.objects.order_by("starts_at"))
    assert [one.starts_at.astimezone(zone).time() for one in shifts] == [AT, AT]
    assert shifts[1].starts_at - shifts[0].starts_at != timedelta(weeks=1)
    vera = PersonFactory(name="Vera Vik", email="vera@example.org", has_login=True)
    AffiliationFactory(person=vera, unit=unit)
    visitor = Visitor(web, vera.user)
    for one in shifts:
        form = {"form_uuid": uuid.uuid4()}
        assert visitor.post(f"/find/{one.public_id}/come/", form).status == 302
    SignUp.objects.update(made_at=clock.now() - timedelta(days=1))
    sweep()
    smtp.messages.clear()
    policy = unit.area.policy
    for one in shifts:
        day = one.starts_at.astimezone(zone).date() - timedelta(days=policy.reminder_days_before)
        due = datetime.combine(day, policy.reminder_at, zone).astimezone(UTC)
        assert reminders_at(smtp, due - MINUTE) == 0
        assert reminders_at(smtp, due + MINUTE) == 1
        assert reminders_at(smtp, due + MINUTE * 90) == 0


def reminders_at(sink, moment) -> int:
    """How many reminders a sweep at a moment sends."""
    sink.messages.clear()
    with time_machine.travel(moment, tick=False):
        sweep()
    return sum(str(one["Subject"]).strip().startswith("Tomorrow") for one in sink.messages)


@pytest.mark.parametrize("to_summer", [True, False], ids=["is missing", "is there twice"])
def test_a_time_that_is_missing_or_there_twice_is_asked_about(unit, planning, to_summer):
    night = next_change(unit.zone, to_summer=to_summer)
    asked = planning(night, "02:30", "05:00", weeks=1)
    assert (asked.status, Shift.objects.count()) == (200, 0)
    assert "clock_change" in asked.body
    assert planning(night, "02:30", "05:00", weeks=1, clock_change="hold").status == 302
    assert Shift.objects.count() == 1
