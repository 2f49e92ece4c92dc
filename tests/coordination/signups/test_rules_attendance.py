"""Coming and leaving: the hours that follow."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.signups.rules import AttendanceState, SignUpState
from coordination.signups.rules.attendance import (
    asked_when_left_at,
    off_by,
    reasons_against_check_in,
    reasons_against_leaving,
    stayed,
)

TEN, NOON = datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    """So many minutes after ten."""
    return TEN + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("came", "left", "state", "minutes"),
    [
        (0, 120, "came", 120),
        (-20, 120, "came", 120),  # early coming is no hour
        (15, 105, "came", 90),  # late and early within the grace: all of it, by the clock
        (16, 120, "partly", 104),
        (0, 104, "partly", 104),
        (0, 150, "came", 150),  # who stays longer gave more
        (-30, -10, "partly", 0),
    ],
)
def test_hours_run_from_coming_but_not_before_the_start(came, left, state, minutes):
    found = stayed(at(came), at(left), starts_at=TEN, ends_at=NOON, grace_minutes=15)
    assert found == (AttendanceState(state), minutes)


@given(st.integers(-60, 119), st.integers(1, 300), st.integers(0, 60))
def test_nobody_gets_more_than_the_time_between_coming_and_leaving(came, stay, grace):
    _state, minutes = stayed(
        at(came), at(came + stay), starts_at=TEN, ends_at=NOON, grace_minutes=grace
    )
    assert 0 <= minutes <= stay


def _check_in(now=TEN, state=SignUpState.CONFIRMED, noted=""):
    reasons = reasons_against_check_in(
        state=state, noted=noted, starts_at=TEN, ends_at=NOON, now=now, early_minutes=60
    )
    return [one.code for one in reasons]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, []),
        ({"now": at(-60)}, []),
        ({"now": at(-61)}, ["check_in_too_early"]),
        ({"now": at(119)}, []),
        ({"now": NOON}, ["check_in_too_late"]),
        ({"noted": "not_yet_known"}, []),
        ({"noted": "absent"}, ["attendance_noted_already"]),
        (
            {"state": "waitlisted", "now": at(-61)},
            ["attendance_needs_confirmed", "check_in_too_early"],
        ),
    ],
)
def test_when_one_can_check_in(facts, why):
    assert _check_in(**facts) == why


@pytest.mark.parametrize(
    ("came", "left", "why"),
    [
        (TEN, NOON, []),
        (None, NOON, ["nobody_to_check_out"]),
        (NOON, TEN, ["left_before_coming"]),
        (TEN, at(181), ["left_in_future"]),
        (TEN - timedelta(hours=13), NOON, ["stayed_too_long"]),
    ],
)
def test_when_one_can_have_left(came, left, why):
    reasons = reasons_against_leaving(came_at=came, left_at=left, now=at(180), hours_most=14)
    assert [one.code for one in reasons] == why


@pytest.mark.parametrize(
    ("left", "minutes"), [(-20, -20), (0, 0), (90, 0), (180, 0), (181, 61), (330, 210)]
)
def test_a_time_that_may_be_a_slip(left, minutes):
    """Before the start, or more than an hour after the end; two hours here."""
    off = off_by(at(left), starts_at=TEN, ends_at=NOON)
    assert off == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("ends_at", "asked"),
    [
        (datetime(2026, 10, 24, 18, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC)),
        (datetime(2027, 3, 27, 18, tzinfo=UTC), datetime(2027, 3, 28, 7, tzinfo=UTC)),
    ],
)
def test_one_is_asked_the_morning_after_by_the_clock_of_the_place(ends_at, asked):
    assert asked_when_left_at(ends_at, zone=ZoneInfo("Europe/Oslo"), at=time(9)) == asked
