"""Which days a roster shows, and how a session stands. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
WEEKS_AT_ONCE = 4  # of the longer view
PARTS_AHEAD = 3  # of four weeks each: twelve weeks to leaf through
EARLIEST = date(2000, 1, 1)
LARGE_TODAY = 5  # sessions that a screen of 1080 lines shows in its largest type
LARGE_LATER = 11  # rows of the coming days, with their heads, likewise
MOST_LATER = 17  # rows that it shows at all: nobody can scroll a wall


class View(StrEnum):
    """How much stands on one page, and in which shape."""

    WEEK = "week"
    WEEKS = "weeks"


class Standing(StrEnum):
    """How a session stands: what colour and word follow from."""

    CLOSED = "closed"
    OVER = "over"
    EMPTY = "empty"  # over, and nobody was signed up
    FULL = "full"
    SOME = "some"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Window:
    """Whole weeks, each from Monday to Sunday."""

    monday: date
    weeks: int
    earliest: date
    latest: date

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=number) for number in range(7 * self.weeks)]

    @property
    def mondays(self) -> list[date]:
        return [self.monday + WEEK * number for number in range(self.weeks)]

    @property
    def last(self) -> date:
        """Its last Sunday."""
        return self.monday + WEEK * self.weeks - timedelta(days=1)

    @property
    def before(self) -> date | None:
        """The Monday on which the weeks before begin; None where nothing can lie there."""
        first = self.monday - WEEK * self.weeks
        return first if self.monday > self.earliest else None

    @property
    def after(self) -> date | None:
        """The Monday on which the next weeks begin; None where nothing can be planned there."""
        first = self.monday + WEEK * self.weeks
        return first if first <= self.latest else None


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def window_of(view: View, on: date, *, latest: date) -> Window:
    """The weeks that show a day; a day beyond what can be planned is brought to the nearest.

    Args:
        on: a day within the first week.
        latest: the last day on which anything can be planned.
    """
    day = min(max(on, EARLIEST), latest)
    weeks = WEEKS_AT_ONCE if view == View.WEEKS else 1
    return Window(monday_of(day), weeks, EARLIEST, latest)


def parts_ahead(today: date) -> list[date]:
    """The Mondays of twelve weeks from this one on, four weeks at a time."""
    return [monday_of(today) + WEEK * WEEKS_AT_ONCE * number for number in range(PARTS_AHEAD)]


def standing(level: str, taken: int, *, is_closed: bool, is_over: bool) -> Standing:
    """How a session stands: a closed place first, then what is over, then how full it is.

    Args:
        level: of its coverage, "full", "some" or "nobody".
        taken: heads that hold a place.
    """
    if is_closed:
        return Standing.CLOSED
    if is_over:
        return Standing.OVER if taken else Standing.EMPTY
    return Standing(level)


def days_that_fit(rows: Iterable[int], most: int = MOST_LATER) -> int:
    """How many of the coming days stand on a wall: whole days as long as they fit, at least one.

    Args:
        rows: of each day, with its head.
    """
    taken = days = 0
    for count in rows:
        taken += count
        if days and taken > most:
            break
        days += 1
    return days
