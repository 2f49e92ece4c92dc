"""Which days a series has: a rule (RFC 5545) on dates alone, so that wall times stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as nth_weekday
from dateutil.rrule import rrule, rrulestr

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS_A_WEEK = 7
LAST = -1


class Rhythm(StrEnum):
    """How a series repeats."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"  # on the same weekday of the month: the second Tuesday
    MONTHLY_LAST = "monthly_last"


class ClockChange(StrEnum):
    """What was chosen for a time that a night does not name exactly once."""

    LEAVE_OUT = "leave_out"
    HOLD = "hold"  # the first of two such hours; an hour later where there is none


@dataclass(frozen=True)
class Recurrence:
    """A rule as it was asked for. At most one of `times`, `until` and `is_endless`."""

    rhythm: Rhythm = Rhythm.WEEKLY
    every: int = 1
    weekdays: frozenset[int] = frozenset()  # beside the first day's own
    times: int | None = None
    until: date | None = None
    is_endless: bool = False

    @property
    def ends(self) -> int:
        """How many ends it was given; it needs exactly one."""
        return (self.times is not None) + (self.until is not None) + self.is_endless

    def text(self, first: date) -> str:
        """The RRULE of a series that starts on a day."""
        parts = ["FREQ=WEEKLY" if self.rhythm == Rhythm.WEEKLY else "FREQ=MONTHLY"]
        if self.every != 1:
            parts.append(f"INTERVAL={self.every}")
        if self.rhythm == Rhythm.WEEKLY:
            days = sorted({first.weekday(), *self.weekdays})
            parts.append("BYDAY=" + ",".join(WEEKDAYS[day] for day in days))
        else:
            nth = LAST if self.rhythm == Rhythm.MONTHLY_LAST else nth_in_month(first)
            parts.append(f"BYDAY={nth:+d}{WEEKDAYS[first.weekday()]}")
        if self.times is not None:
            parts.append(f"COUNT={self.times}")
        elif self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


def nth_in_month(day: date) -> int:
    """Which of its weekday a day is in its month; a fifth counts as the last."""
    number = (day.day - 1) // DAYS_A_WEEK + 1
    return LAST if number * DAYS_A_WEEK > 28 else number


def is_endless(text: str) -> bool:
    """Whether a rule never ends by itself."""
    return "COUNT=" not in text and "UNTIL=" not in text


def days_of(text: str, first: date, after: date, through: date, most: int) -> list[date]:
    """The days of a rule in a window, both ends included; at most so many and one more."""
    rule = _rule(text, first)
    found = rule.xafter(datetime.combine(after, time()), inc=True)
    return [
        moment.date()
        for moment in islice(_until(found, datetime.combine(through, time())), most + 1)
    ]


def _rule(text: str, first: date) -> rrule:
    found = rrulestr(text, dtstart=datetime.combine(first, time()))
    if not isinstance(found, rrule):
        raise TypeError(text)
    return found


def _until(moments: Iterable[datetime], last: datetime) -> Iterable[datetime]:
    for moment in moments:
        if moment > last:
            return
        yield moment


@dataclass(frozen=True)
class Dates:
    """The days on which sessions are held, and those left out, each with the reason's name."""

    held: tuple[date, ...]
    left_out: Mapping[date, str]


def choose(days: Iterable[date], *, off: Mapping[date, str], not_on: Iterable[date],
           also_on: Iterable[date]) -> Dates:  # fmt: skip
    """A rule's days without holidays and exceptions, with the extra ones.

    A day that somebody asked for by name is held on a holiday, too.
    """
    also, excepted = set(also_on), set(not_on)
    days = set(days)
    left_out = dict.fromkeys(days & excepted - also, "")
    left_out |= {day: off[day] for day in days if day in off and day not in also}
    return Dates(tuple(sorted(days - set(left_out) | also)), dict(sorted(left_out.items())))


class Parts(NamedTuple):
    """What a rule says, read back."""

    weekdays: tuple[int, ...]  # Monday is 0
    every: int
    nth: int | None  # of its weekday in the month; None for a weekly rule


def rule_parts(text: str, first: date) -> Parts:
    """A rule read back; one without weekdays repeats its first day's."""
    parts = dict(part.split("=", 1) for part in text.split(";"))
    codes = [code for code in parts.get("BYDAY", "").split(",") if code]
    days = tuple(WEEKDAYS.index(code[-2:]) for code in codes) or (first.weekday(),)
    nth = int(codes[0][:-2]) if codes and codes[0][:-2] else None
    return Parts(days, int(parts.get("INTERVAL", 1)), nth)


# --- Series that go on as others ------------------------------------------------------------------


def chains(pairs: Iterable[tuple[int, int | None]]) -> dict[int, frozenset[int]]:
    """Each series with all that it goes on from or as, itself among them.

    Args:
        pairs: each series once, with the one that it continues (it may be any that is named).
    """
    together: dict[int, set[int]] = {}
    for one, before in sorted(pairs):
        joined = {one} | together.get(one, set())
        if before is not None:
            joined |= {before} | together.get(before, set())
        together |= dict.fromkeys(joined, joined)
    return {one: frozenset(found) for one, found in together.items()}


# --- Moving the days of a rule --------------------------------------------------------------------


def single_weekday(text: str, first: date) -> int | None:
    """The one weekday of a rule; None where it has several, whose days cannot be moved at once."""
    days = rule_parts(text, first).weekdays
    return days[0] if len(days) == 1 else None


def moved(day: date, text: str, first: date, weekday: int) -> date:
    """Where a day of a rule lies once the rule names another weekday: in the same week, or the
    same place in the month.
    """
    nth = rule_parts(text, first).nth
    if nth is not None:
        wanted = nth_weekday(weekday, nth)
        return day + relativedelta(day=31 if nth < 0 else 1, weekday=wanted)
    return day + timedelta(days=weekday - day.weekday())


def with_weekday(text: str, weekday: int) -> str:
    """The rule on another weekday; it has a single one."""
    parts = [part for part in text.split(";") if not part.startswith("BYDAY=")]
    codes = [part[6:-2] for part in text.split(";") if part.startswith("BYDAY=")]
    nth = codes[0] if codes else ""
    return ";".join([parts[0], f"BYDAY={nth}{WEEKDAYS[weekday]}", *parts[1:]])


def until(text: str, first: date, last: date) -> str:
    """The rule with this as its last day, unless it ends earlier by itself."""
    if not is_endless(text):
        held = days_of(text, first, first, last, (last - first).days + 1)
        last = held[-1] if held else last
    kept = [part for part in text.split(";") if not part.startswith(("COUNT=", "UNTIL="))]
    return ";".join([*kept, f"UNTIL={last:%Y%m%d}"])


def last_day(text: str, first: date, through: date | None = None) -> date | None:
    """The last day of a rule, or the last one through a day; one without an end needs that day."""
    rule = _rule(text, first)
    if through is not None:
        found = rule.before(datetime.combine(through, time()), inc=True)
        return found.date() if found is not None else None
    days = list(rule)
    return days[-1].date() if days else None


def first_day(text: str, first: date, after: date) -> date | None:
    """The first day of a rule on or after a day; None where it has ended."""
    found = _rule(text, first).after(datetime.combine(after, time()), inc=True)
    return found.date() if found is not None else None


def going_on(text: str, first: date, weekday: int | None) -> str:
    """The rule as a series goes on that starts on a later day: with the same end, as a day.

    Args:
        weekday: the other weekday on which it is held from then on; the rule has a single one.
    """
    ends = None if is_endless(text) else last_day(text, first)
    if ends is not None:
        ends = ends if weekday is None else moved(ends, text, first, weekday)
        kept = [part for part in text.split(";") if not part.startswith(("COUNT=", "UNTIL="))]
        text = ";".join([*kept, f"UNTIL={ends:%Y%m%d}"])
    return text if weekday is None else with_weekday(text, weekday)
