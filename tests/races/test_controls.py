"""The controls: each race again, at a site whose guards are taken out. Here it must go wrong.

If one of these cannot be made to go wrong, the races beside it prove nothing. One site serves them
all; the control of agreeing needs none and stands beside its race.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from careshare import clock
from coordination.shifts.models import Position, Series, Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from coordination.signups.rules import HOLDING
from tests.factories.when import PlaceOfferFactory, SeriesFactory
from tests.factories.who import MembershipFactory
from tests.support import site
from tests.support.visitors import Answer, Visitor, at_once

pytestmark = [pytest.mark.race, pytest.mark.xdist_group("unguarded")]

ROUNDS = 25
"""So often at most: the first of them that goes wrong is enough."""
CROWD = 7


@pytest.fixture(scope="module")
def _unguarded(django_db_setup, django_db_blocker) -> Iterator[site.Site]:
    """On PostgreSQL the CHECK on places goes too, until the rows that broke it are gone again."""
    name = "position_not_overbooked"
    checks = [one for one in Position._meta.constraints if one.name == name]
    assert checks
    if connection.vendor != "postgresql":
        checks = []
    with django_db_blocker.unblock():
        for check in checks:
            with connection.schema_editor() as editor:
                editor.remove_constraint(Position, check)
        try:
            with site.running(threads=8, **site.NO_LOCKS) as running:
                yield running
        finally:
            for check in checks:
                with connection.schema_editor() as editor:
                    editor.add_constraint(Position, check)


@pytest.fixture
def unguarded(_unguarded: site.Site, transactional_db) -> site.Site:
    _unguarded.forget()
    return _unguarded


@pytest.fixture
def planner(unguarded, unit) -> Visitor:
    return Visitor(unguarded, MembershipFactory(unit=unit).user)


@pytest.fixture
def crowd(unguarded, visitors):
    return visitors(unguarded, CROWD)


def goes_wrong(a_round: Callable[[int], bool]) -> None:
    """Until it does; a round gets its number, so that its day is its own."""
    assert any(a_round(number) for number in range(ROUNDS)), "it never went wrong"


def on_day(number: int, **values) -> dict:
    starts = clock.now() + timedelta(days=4 + number)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=2), **values}


def series_of(shift_with, number: int, *, weeks: int, places: int) -> list[Shift]:
    """The sessions of a weekly series that is made as far as it goes."""
    series = SeriesFactory(activity=shift_with(1).activity, rrule=f"FREQ=WEEKLY;COUNT={weeks}")
    first = clock.now() + timedelta(days=4 + number)
    days = [first + timedelta(weeks=week) for week in range(weeks)]
    shifts = [
        shift_with(places, activity=series.activity, series=series, starts_at=day,
                   series_on=day.date())
        for day in days
    ]  # fmt: skip
    Series.objects.filter(pk=series.pk).update(starts_on=days[0].date(), made_until=days[-1].date())
    return shifts


def held(**which) -> int:
    return SignUp.objects.filter(state__in=HOLDING, **which).count()


def come(visitor: Visitor, shift: Shift) -> Callable[[], Answer]:
    return partial(visitor.post, f"/find/{shift.public_id}/come/")


def every_time(visitor: Visitor, shift: Shift) -> Callable[[], Answer]:
    return partial(visitor.post, f"/find/{shift.public_id}/every-time/")


def test_signing_up_overbooks(crowd, shift_with):
    def overbooks(number: int) -> bool:
        shift = shift_with(3, **on_day(number))
        at_once([come(one, shift) for _person, one in crowd])
        return held(shift=shift) > 3

    goes_wrong(overbooks)


def test_a_wave_gives_one_place_to_two(crowd, shift_with):
    def gives_it_twice(number: int) -> bool:
        shift = shift_with(1, **on_day(number))
        calls = [
            partial(
                one.post,
                f"/offers/{PlaceOfferFactory(shift=shift, person=person).public_id}/answer/",
                {"answer": "yes"},
            )
            for person, one in crowd
        ]
        at_once(calls)
        return held(shift=shift) > 1

    goes_wrong(gives_it_twice)


def test_a_regular_time_goes_to_two(crowd, shift_with):
    def goes_to_two(number: int) -> bool:
        shifts = series_of(shift_with, number, weeks=3, places=1)
        at_once([every_time(one, shifts[0]) for _person, one in crowd])
        return any(held(shift=shift) > 1 for shift in shifts)

    goes_wrong(goes_to_two)


def test_cancelling_leaves_people_behind(crowd, planner, shift_with):
    def leaves_somebody(number: int) -> bool:
        shift = shift_with(3, **on_day(number))
        form = {"scope": "this", "reason": "weather", "confirm": "1"}
        cancel = partial(planner.post, f"/shifts/{shift.pk}/cancel/", form)
        at_once([cancel, *(come(one, shift) for _person, one in crowd)])
        shift.refresh_from_db()
        live = SignUp.objects.live().filter(shift=shift)
        return shift.state == ShiftState.CANCELLED and live.exists()

    goes_wrong(leaves_somebody)


def test_taking_a_plan_back_leaves_people_behind(crowd, planner, shift_with):
    def leaves_somebody(number: int) -> bool:
        (shift,) = series_of(shift_with, number, weeks=1, places=3)
        back = partial(planner.post, f"/shifts/{shift.pk}/plan/take-back/")
        at_once([back, *(come(one, shift) for _person, one in crowd)])
        ended = Series.objects.get(pk=shift.series_id).ended_at is not None
        return ended and held(shift=shift) > 0

    goes_wrong(leaves_somebody)


def test_ending_leaves_people_behind(crowd, planner, shift_with):
    def leaves_somebody(number: int) -> bool:
        shifts = series_of(shift_with, number, weeks=3, places=3)
        form = {"last_on": shifts[0].starts_at.date(), "why": "done", "confirm": "1"}
        end = partial(planner.post, f"/activities/{shifts[0].activity_id}/end/", form)
        at_once([end, *(every_time(one, shifts[1]) for _person, one in crowd)])
        cancelled = Shift.objects.filter(pk=shifts[1].pk, state=ShiftState.CANCELLED)
        live = SignUp.objects.live().filter(shift__in=shifts[1:])
        return cancelled.exists() and live.exists()

    goes_wrong(leaves_somebody)
