"""Quarters, cuts and the alert, at their borders."""

from datetime import date
from decimal import Decimal

import pytest

from coordination.activities.rules.posts import (
    AlertLimits,
    Crossing,
    Posts,
    Quarter,
    is_alert,
    last_quarters,
    latest_cut,
    months_before,
)


def test_quarters():
    quarter = Quarter.of(date(2026, 12, 31))
    assert (str(quarter), quarter.starts_on, quarter.ends_on) == (
        "2026-4", date(2026, 10, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert quarter.back(4) == Quarter(2025, 4)
    assert Quarter(2026, 1).back(1) == Quarter(2025, 4)
    assert [str(one) for one in last_quarters(date(2026, 2, 1), 3)] == [
        "2025-3", "2025-4", "2026-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-5", "2026-0", "26-1", "0001-1", "²026-1", "x-1"]
)
def test_what_is_no_quarter(text):
    assert Quarter.read(text) is None


def test_months_before_stays_within_the_month():
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
    assert months_before(date(2026, 11, 30), -3) == date(2027, 2, 28)


def row(quarter: str, posts: str, cut: str = "0") -> Posts:
    read = Quarter.read(quarter)
    assert read is not None
    return Posts(read, Decimal(posts), Decimal(cut))


def cut_on(*rows: Posts, today: date) -> date | None:
    found = latest_cut(rows, today, 12)
    return found.on if found else None


def test_a_cut_counts_for_twelve_months_after_its_quarter():
    cut = row("2025-3", "3", "0.5")
    assert cut_on(cut, today=date(2026, 9, 30)) == date(2025, 9, 30)
    assert cut_on(cut, today=date(2026, 10, 1)) is None


def test_fewer_posts_than_the_quarter_before_are_a_cut_too():
    rows = [row("2026-2", "3"), row("2026-3", "2.99")]
    assert cut_on(*rows, today=date(2026, 11, 1)) == date(2026, 9, 30)
    assert cut_on(row("2026-2", "3"), row("2026-3", "3"), today=date(2026, 11, 1)) is None
    # No number in between: nobody knows when.
    assert cut_on(row("2026-1", "3"), row("2026-3", "2"), today=date(2026, 11, 1)) is None


LIMITS = AlertLimits(fall_percent=5, fall_hundredths=50, rise_percent=20)


@pytest.mark.parametrize(
    ("before", "now", "hours_before", "hours_now", "expected"),
    [
        ("10", "9.5", 100, 120, True),  # 5 % and half a post, 20 %: the borders belong to it
        ("10", "9.51", 100, 120, False),
        ("4", "3.8", 100, 120, True),  # 5 % alone
        ("4", "3.81", 100, 120, False),
        ("20", "19.5", 100, 120, True),  # half a post alone
        ("20", "19.51", 100, 120, False),
        ("10", "9", 100, 119, False),
        ("10", "10", 100, 500, False),
        ("10", "11", 100, 500, False),
        ("0", "0", 0, 500, False),
        ("10", "9", 0, 1, True),  # any hour is a rise from none
        ("10", "9", 0, 0, False),
        ("0.5", "0", 100, 120, True),
    ],
)
def test_the_alert(before, now, hours_before, hours_now, expected):
    crossing = Crossing(Decimal(before), Decimal(now), hours_before, hours_now)
    assert is_alert(crossing, LIMITS) is expected
