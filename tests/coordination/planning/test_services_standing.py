"""Whoever comes every time goes along where a series changes, ends or is made further."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from careshare import clock
from coordination.planning.access.moving import Change, Scope
from coordination.planning.services.moving import cancel_sessions, change_sessions
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import Recurrence, ShiftCancelReason, Wish
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import SignUpState
from coordination.signups.services import keep_standing, stand
from tests.factories import ActivityFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
FIRST, SECOND = date(2026, 11, 6), date(2026, 11, 13)


@pytest.fixture
def series() -> Series:
    """Fridays without an end, made four weeks ahead."""
    with time_machine.travel(NOW, tick=False):
        activity = ActivityFactory(is_published=True, unit__area__policy__horizon_weeks=4)
        wish = Wish(FIRST, time(14), time(16), 1, 3, repeats=Recurrence(is_endless=True))
        plan_shifts(activity=activity, wish=wish, user=UserFactory(), now=NOW)
        return Series.objects.get()


@pytest.fixture
def vera(series):
    person = PersonFactory(name="Vera Vik")
    stand(person=person, series=series, user=None, now=NOW)
    return person


def go_on(now: datetime) -> None:
    """What the sweep does, twice: making it twice makes nothing twice."""
    for _sweep in range(2):
        extend_series(now)
        keep_standing(now)


def test_each_new_stretch_brings_her_sign_ups(series, vera):
    before = SignUp.objects.count()
    assert before == Shift.objects.count()
    go_on(NOW + timedelta(weeks=3))
    assert SignUp.objects.count() == Shift.objects.count() == before + 3
    assert SignUp.objects.confirmed().filter(person=vera).count() == before + 3


def test_where_it_goes_on_as_a_new_series_she_does_too(series, vera):
    second = Shift.objects.get(series_on=SECOND)
    change_sessions(
        shift=second, scope=Scope.FOLLOWING, user=UserFactory(), now=NOW, opened=second.version,
        change=Change(SECOND - timedelta(days=1), time(15), time(17)),
    )  # fmt: skip
    standing, new = Standing.objects.get(), Series.objects.get(continues=series)
    assert (standing.series, standing.person) == (new, vera)
    asked = SignUp.objects.filter(state=SignUpState.AWAITING)
    assert {one.shift.series_id for one in asked} == {new.pk}
    count = SignUp.objects.count()
    go_on(NOW + timedelta(weeks=3))
    made = SignUp.objects.confirmed().filter(shift__series=new)
    assert made.count() == SignUp.objects.count() - count == 3
    zone = new.activity.unit.zone
    assert {one.starts_at.astimezone(zone).hour for one in made} == {15}
    assert {one.starts_at.astimezone(zone).weekday() for one in made} == {3}


def test_where_it_ends_nothing_more_is_made(series, vera):
    cancel_sessions(
        shift=Shift.objects.get(series_on=SECOND), scope=Scope.FOLLOWING, side="unit",
        reason=ShiftCancelReason.PLAN_CHANGED, user=UserFactory(), now=NOW,
    )  # fmt: skip
    go_on(NOW + timedelta(weeks=3))
    assert SignUp.objects.live().get().shift.series_on == FIRST
    assert not Standing.objects.live().exists()


def test_across_the_night_on_which_the_clock_changes_it_stays_14(series, vera):
    zone = series.activity.unit.zone
    with time_machine.travel(datetime(2027, 3, 10, 9, tzinfo=UTC), tick=False):
        go_on(clock.now())
    hours = {one.starts_at.astimezone(zone).hour for one in SignUp.objects.confirmed()}
    assert hours == {14}
    last = SignUp.objects.order_by("starts_at").last()
    assert last.starts_at.astimezone(zone).date() > date(2027, 3, 28)
