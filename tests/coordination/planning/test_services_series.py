"""Series in the database: made with exceptions, kept made by the sweep, never twice."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from careshare import clock
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Position, Series, SeriesDate, Shift
from coordination.shifts.rules import ClockChange, DateKind, Recurrence, Wish
from tests.factories import ActivityFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
FRIDAY = date(2026, 11, 6)


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(NOW, tick=False):
        yield


GOES_ON = Recurrence(is_endless=True)


def plan(repeats=GOES_ON, **values) -> Series:
    usual = {"on": FRIDAY, "starts": time(14), "ends": time(16), "minimum": 2, "maximum": 3}
    made = plan_shifts(
        activity=values.pop("activity", None) or ActivityFactory(),
        wish=Wish(**(usual | values), repeats=repeats), user=UserFactory(), now=clock.now(),
        form_uuid=uuid.uuid4(),
    )  # fmt: skip
    return Series.objects.get(pk=made[0].series_id)


def days(series: Series) -> list[date]:
    return list(series.shifts.order_by("series_on").values_list("series_on", flat=True))


def test_without_an_end_it_is_made_to_the_horizon_and_then_week_by_week():
    series = plan()
    assert len(days(series)) == 26
    for _again in range(2):
        extend_series(NOW)
    assert len(days(series)) == 26
    later = NOW + timedelta(weeks=3)
    for _again in range(2):
        extend_series(later)
    found = days(series)
    assert found == [FRIDAY + timedelta(weeks=number) for number in range(29)]
    shifts = list(series.shifts.all())
    assert {one.starts_at.astimezone(series.activity.unit.zone).time() for one in shifts} == {
        time(14)
    }
    places = Position.objects.filter(shift__series=series)
    assert set(places.values_list("minimum", "maximum")) == {(2, 3)}
    assert places.count() == 29


def test_the_database_refuses_a_second_session_on_a_day_of_a_series():
    shift = plan().shifts.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(
            activity=shift.activity, series=shift.series, series_on=shift.series_on,
            starts_at=shift.starts_at, ends_at=shift.ends_at,
        )  # fmt: skip


@pytest.mark.parametrize("what", ["ended series", "ended activity"])
def test_what_has_ended_makes_nothing(what):
    series = plan()
    if what == "ended series":
        Series.objects.update(ended_at=NOW)
    else:
        activity = series.activity
        activity.state = "ended"
        activity.save()
    extend_series(NOW + timedelta(weeks=3))
    assert len(days(series)) == 26


def test_holidays_are_left_out_and_named_now_and_later():
    activity = ActivityFactory()
    area = activity.unit.area
    area.languages = ["nb"]
    area.save()
    area.closing_days.create(month=12, day=18, name="Julebord")
    series = plan(activity=activity, skips_holidays=True)
    off = dict(series.dates.filter(kind=DateKind.HOLIDAY).values_list("on", "name"))
    assert off[date(2026, 12, 18)] == "Julebord"
    assert off[date(2026, 12, 25)] == "Første juledag"
    assert not set(off) & set(days(series))
    with time_machine.travel(NOW + timedelta(weeks=40), tick=False):
        extend_series(clock.now())
    names = SeriesDate.objects.filter(series=series).values_list("on", "name")
    assert date(2027, 3, 26) not in days(series)
    assert (date(2027, 3, 26), "Langfredag") in names


def test_exceptions_and_extra_days_are_kept():
    extra = date(2026, 11, 10)
    series = plan(Recurrence(times=3), not_on=(date(2026, 11, 13),), also_on=(extra,))
    assert days(series) == [FRIDAY, extra, date(2026, 11, 20)]
    assert set(series.dates.values_list("kind", flat=True)) == {"skipped", "extra"}


def test_a_strange_night_is_left_out_for_ever_where_that_was_chosen():
    series = plan(
        on=date(2026, 11, 8), starts=time(2, 30), ends=time(5), clock_change=ClockChange.LEAVE_OUT
    )
    assert date(2027, 3, 28) not in days(series)
    extend_series(NOW + timedelta(weeks=30))
    assert date(2027, 10, 31) not in days(series)


def test_the_sweep_asks_as_little_for_many_as_for_one(django_assert_max_num_queries):
    plan()
    with django_assert_max_num_queries(16):
        extend_series(NOW + timedelta(weeks=1))
    for _number in range(3):
        plan()
    with django_assert_max_num_queries(16):
        extend_series(NOW + timedelta(weeks=2))
    with django_assert_max_num_queries(2):
        extend_series(NOW + timedelta(weeks=2))
