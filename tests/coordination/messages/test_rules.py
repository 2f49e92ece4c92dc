"""Which change is news, and when a reminder is due."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordination.messages.rules import NEVER_TOLD, Change, is_news, remind_at, told_before

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")
UNDO = timedelta(seconds=45)


def history(*changes):
    """Changes as (name, seconds after the start), numbered from 1."""
    return [
        Change(name, number, START + timedelta(seconds=at), START + timedelta(seconds=at) + UNDO)
        for number, (name, at) in enumerate(changes, 1)
    ]


@pytest.mark.parametrize(
    ("changes", "news"),
    [
        ([("in", 0)], True),
        ([("in", 0), ("out", 10)], False),  # undone in time: nobody hears of either
        ([("in", 0), ("out", 60)], True),
        ([("in", 0), ("out", 10), ("in", 20)], True),  # never told so far
        ([("in", 0), ("out", 60), ("in", 70)], False),  # cancelled and taken back in time
        ([("in", 0), ("out", 60), ("in", 120)], True),
        ([("asked", 0), ("in", 10)], True),
        ([("asked", 0), ("in", 600)], True),
    ],
)
def test_an_undo_in_time_is_silent_both_ways(changes, news):
    assert is_news(history(*changes), len(changes), cancelled="out") is news


def test_a_sign_up_from_before_the_events_counts_as_told():
    known = [Change("out", 2, START, START + UNDO)]
    assert told_before(known, 2) is None
    assert is_news(known, 2, cancelled="out")


def test_nothing_was_told_before_the_first_change():
    assert told_before(history(("in", 0)), 1) == NEVER_TOLD


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime(2026, 10, 24, 14, tzinfo=OSLO), datetime(2026, 10, 23, 8, tzinfo=UTC)),
        (datetime(2026, 10, 25, 14, tzinfo=OSLO), datetime(2026, 10, 24, 8, tzinfo=UTC)),
        (datetime(2026, 10, 26, 14, tzinfo=OSLO), datetime(2026, 10, 25, 9, tzinfo=UTC)),
        (datetime(2027, 3, 28, 14, tzinfo=OSLO), datetime(2027, 3, 27, 9, tzinfo=UTC)),
        (datetime(2027, 3, 29, 14, tzinfo=OSLO), datetime(2027, 3, 28, 8, tzinfo=UTC)),
    ],
)
def test_reminders_come_at_the_same_wall_time_whatever_the_clock_does(day, expected):
    assert remind_at(day, zone=OSLO, days_before=1, at=time(10)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 10, 26, 14, tzinfo=OSLO), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2027, 3, 29, 14, tzinfo=OSLO), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_time_that_is_missing_or_doubled_that_night_is_still_one_moment(at, expected):
    assert remind_at(at, zone=OSLO, days_before=1, at=time(2, 30)) == expected
