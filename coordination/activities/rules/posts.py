"""Paid posts by quarter: what counts as a cut, and when posts and volunteer hours cross.

The alert is ours: no source states it. Its numbers stand in the area's policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

MONTHS_A_QUARTER = 3
SHOWN = 8  # quarters in a table: two years
HUNDRED = 100


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of the calendar; written 2026-4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month - 1) // MONTHS_A_QUARTER + 1)

    @classmethod
    def read(cls, text: str) -> Quarter | None:
        """The quarter that a text names, or None."""
        year, _dash, number = text.partition("-")
        if not (len(year) == 4 and year.isdecimal() and number in ("1", "2", "3", "4")):
            return None
        return cls(int(year), int(number)) if int(year) > 1 else None

    @property
    def starts_on(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS_A_QUARTER + 1, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.back(-1).starts_on - timedelta(days=1)

    def back(self, quarters: int) -> Quarter:
        """So many quarters earlier."""
        count = self.year * 4 + self.number - 1 - quarters
        return Quarter(count // 4, count % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


def last_quarters(today: date, count: int = SHOWN) -> list[Quarter]:
    """The quarters up to today's, the oldest first."""
    now = Quarter.of(today)
    return [now.back(back) for back in reversed(range(count))]


@dataclass(frozen=True)
class Posts:
    """Full-time equivalents of one function at one unit in one quarter."""

    quarter: Quarter
    posts: Decimal
    cut: Decimal = Decimal(0)  # posts that were cut or left vacant in it
    entered_at: datetime | None = None


@dataclass(frozen=True)
class Cut:
    """The latest cut of a function."""

    on: date  # last day of its quarter
    entered_at: datetime | None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or that month's last day."""
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (following - first).days) - 1)


def latest_cut(rows: Iterable[Posts], today: date, months: int) -> Cut | None:
    """The latest quarter in which a post was cut or left vacant, as long as it counts.

    A quarter counts where its last day lies within so many months. A number below that of the
    quarter before is a cut too, whether or not somebody called it one.
    """
    since = months_before(today, months)
    by_quarter = {row.quarter: row for row in rows}
    for quarter in sorted(by_quarter, reverse=True):
        row, before = by_quarter[quarter], by_quarter.get(quarter.back(1))
        fell = before is not None and row.posts < before.posts
        if (row.cut > 0 or fell) and quarter.ends_on >= since and quarter.starts_on <= today:
            return Cut(quarter.ends_on, row.entered_at)
    return None


@dataclass(frozen=True)
class AlertLimits:
    """The area's numbers."""

    fall_percent: int
    fall_hundredths: int  # of a post
    rise_percent: int


@dataclass(frozen=True)
class Crossing:
    """Posts and volunteer hours at both ends of the time that is looked at."""

    posts_before: Decimal
    posts_now: Decimal
    minutes_before: int
    minutes_now: int


def posts_fell(one: Crossing, limits: AlertLimits) -> bool:
    """By at least the percentage, or by at least the part of a post."""
    fall = one.posts_before - one.posts_now
    if fall <= 0:
        return False
    by_share = fall * HUNDRED >= one.posts_before * limits.fall_percent
    return by_share or fall * HUNDRED >= limits.fall_hundredths


def hours_rose(one: Crossing, limits: AlertLimits) -> bool:
    """By at least the percentage; any hour is a rise from none."""
    rise = one.minutes_now - one.minutes_before
    return rise > 0 and rise * HUNDRED >= one.minutes_before * limits.rise_percent


def is_alert(one: Crossing, limits: AlertLimits) -> bool:
    """Whether paid posts fell while volunteer hours rose."""
    return posts_fell(one, limits) and hours_rose(one, limits)
