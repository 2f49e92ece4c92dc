"""What was planned by mistake goes, unless somebody has to do with it."""

from datetime import timedelta

import pytest

from careshare import clock
from careshare.errors import Refused, Stale
from careshare.outbox.models import Event
from coordination.planning.services.cancelling import cancel_shift
from coordination.planning.services.restoring import Before, restore_sessions
from coordination.planning.services.unplanning import take_plan_back
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftCancelReason, ShiftState
from coordination.signups.rules import SignUpState
from tests.factories import SeriesFactory, ShiftFactory, SignUpFactory


@pytest.fixture
def planned(db):
    """A series of two sessions, and one beside it."""
    first = ShiftFactory()
    series = SeriesFactory(activity=first.activity)
    days = [first.starts_at + timedelta(days=number) for number in (1, 8)]
    own = [ShiftFactory(activity=first.activity, series=series, series_on=day.date(),
                        starts_at=day) for day in days]  # fmt: skip
    return first, own, series


def take_back(shift):
    return take_plan_back(shift=shift, user=None, side="unit", now=clock.now())


def states(shifts):
    return [Shift.objects.get(pk=one.pk).state for one in shifts]


def test_a_series_goes_and_nothing_beside_it(planned):
    first, own, series = planned
    assert take_back(own[1]) == 2
    assert states([first, *own]) == ["planned", "cancelled", "cancelled"]
    series.refresh_from_db()
    assert (series.ended_at is not None, series.version) == (True, 2)
    assert not Event.objects.exists()
    assert take_back(own[0]) == 0
    assert take_back(first) == 1


@pytest.mark.parametrize("state", [SignUpState.CONFIRMED, SignUpState.CANCELLED])
def test_not_with_anybody_on_it_also_who_left_again(planned, state):
    _first, own, series = planned
    SignUpFactory(shift=own[1], position=own[1].positions.get(), state=state)
    with pytest.raises(Refused) as refused:
        take_back(own[0])
    assert [one.code for one in refused.value.reasons] == ["plan_in_use"]
    assert states(own) == [ShiftState.PLANNED] * 2
    series.refresh_from_db()
    assert series.ended_at is None


def test_not_where_the_series_goes_on_as_another_one(planned):
    _first, own, series = planned
    SeriesFactory(activity=series.activity, continues=series)
    with pytest.raises(Refused):
        take_back(own[0])


def test_no_undo_of_an_earlier_press_brings_it_back(planned):
    """A part of it was cancelled, which ended the series; its undo would let it make more."""
    _first, own, series = planned
    before = Before()
    before.keep([own[1]])
    before.keep_series(series)
    cancel_shift(shift=own[1], reason=ShiftCancelReason.WEATHER, user=None, side="unit",
                 now=clock.now())  # fmt: skip
    take_back(own[0])
    with pytest.raises(Stale):
        restore_sessions(before=before, user=None, now=clock.now())
    assert states(own) == [ShiftState.CANCELLED] * 2
    series.refresh_from_db()
    assert series.ended_at is not None
