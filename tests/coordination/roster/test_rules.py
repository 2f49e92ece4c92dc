"""Which days a roster shows, and how a session stands."""

from datetime import date

import pytest

from coordination.roster.rules import (
    EARLIEST,
    Standing,
    View,
    days_that_fit,
    parts_ahead,
    standing,
    window_of,
)

LATEST = date(2028, 11, 24)
TUESDAY = date(2026, 12, 22)


def test_a_week_begins_on_its_monday():
    window = window_of(View.WEEK, TUESDAY, latest=LATEST)
    assert (window.days[0], window.last, len(window.days)) == (
        date(2026, 12, 21), date(2026, 12, 27), 7,
    )  # fmt: skip
    assert (window.before, window.after) == (date(2026, 12, 14), date(2026, 12, 28))


def test_four_weeks_go_on_by_four():
    window = window_of(View.WEEKS, TUESDAY, latest=LATEST)
    assert [one.isoformat() for one in window.mondays] == [
        "2026-12-21", "2026-12-28", "2027-01-04", "2027-01-11",
    ]  # fmt: skip
    assert (window.before, window.after) == (date(2026, 11, 23), date(2027, 1, 18))


def test_twelve_weeks_are_three_parts():
    assert parts_ahead(TUESDAY) == [date(2026, 12, 21), date(2027, 1, 18), date(2027, 2, 15)]


@pytest.mark.parametrize("day", [date.min, date.max, date(1066, 10, 14)])
def test_a_day_beyond_all_plans_is_brought_back_and_leads_no_further(day):
    window = window_of(View.WEEKS, day, latest=LATEST)
    assert EARLIEST.year - 1 <= window.monday.year <= LATEST.year
    assert (window.before is None) != (window.after is None)


@pytest.mark.parametrize(
    ("level", "taken", "closed", "over", "expected"),
    [
        ("full", 2, False, False, Standing.FULL),
        ("some", 1, False, False, Standing.SOME),
        ("nobody", 0, False, False, Standing.NOBODY),
        ("some", 1, False, True, Standing.OVER),
        ("nobody", 0, False, True, Standing.EMPTY),
        ("nobody", 0, True, False, Standing.CLOSED),
        ("full", 2, True, True, Standing.CLOSED),
    ],
)
def test_closed_comes_before_over_and_over_before_coverage(level, taken, closed, over, expected):
    assert standing(level, taken, is_closed=closed, is_over=over) == expected


@pytest.mark.parametrize(
    ("rows", "most", "days"),
    [([], 5, 0), ([3], 5, 1), ([9], 5, 1), ([9, 1], 5, 1), ([3, 2, 1], 5, 2), ([3, 3, 1], 5, 1)],
)
def test_a_wall_shows_whole_days_while_they_fit_and_at_least_one(rows, most, days):
    assert days_that_fit(rows, most) == days
