"""Arithmetic of the reports, in plain Python: parts, ties, small numbers, quarters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from coordination.activities.rules.posts import months_before

Key = TypeVar("Key")


@dataclass(frozen=True)
class Part:
    """So many of so many; no per cent where there is nothing to be a part of."""

    n: float
    of: float

    @property
    def percent(self) -> float | None:
        return 100 * self.n / self.of if self.of else None


@dataclass(frozen=True)
class Few:
    """A count of people too small to be shown, or hidden to protect one that is."""

    below: int


class Standing(StrEnum):
    """Where an activity stands in a report that counts arrangements; each stands once."""

    COUNTED = "counted"
    PROVISIONAL = "provisional"
    ASSUMED = "assumed"
    NOT_RECORDED = "not_recorded"


def standing(
    *, is_recorded: bool, is_covered: bool, is_assumed: bool, is_provisional: bool
) -> Standing:
    """Whether an activity counts in headline rates.

    A record in which nobody does any of the tasks says so by itself, however few they are: it is
    counted as such, not as provisional.

    Args:
        is_recorded: the arrangement is another than "not recorded".
        is_covered: somebody does something: the arrangement is another than "uncoordinated".
        is_assumed: a usual pattern that nobody has confirmed.
        is_provisional: fewer core tasks with a doer than the area asks for.
    """
    if not is_recorded:
        return Standing.NOT_RECORDED
    if is_assumed:
        return Standing.ASSUMED
    if is_covered and is_provisional:
        return Standing.PROVISIONAL
    return Standing.COUNTED


def leader(numbers: Mapping[Key, float]) -> Key | None:
    """The key with the most, where one has more than every other; None on a tie or all zero."""
    most = max(numbers.values(), default=0)
    first = [key for key, number in numbers.items() if number == most]
    return first[0] if most and len(first) == 1 else None


def suppress(counts: Sequence[int], below: int) -> list[int | Few]:
    """Counts of people with 1 to `below` - 1 hidden, so that none follows from the total.

    Where just one would be hidden, the smallest of the others that is not zero is hidden too: a
    reader who knows the total could subtract (complementary suppression).
    """
    hidden = {number for number, count in enumerate(counts) if 0 < count < below}
    others = [number for number, count in enumerate(counts) if count >= below]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda number: counts[number]))
    return [Few(below) if number in hidden else count for number, count in enumerate(counts)]


def months_between(since: date, on: date) -> float:
    """How many months a period has, both days counted: whole ones, and the rest by its days."""
    end = on + timedelta(days=1)
    whole = 0
    while months_before(end, whole + 1) >= since:
        whole += 1
    rest = months_before(end, whole)
    length = (rest - months_before(end, whole + 1)).days
    return whole + (rest - since).days / length


def full_time_hours(hours_a_year: int, months: float) -> float:
    """The hours that one person-year has in a period: hours per person-year x months / 12."""
    return hours_a_year * months / 12


def quarter_ends(day: date, quarters: int) -> list[date]:
    """The last days of the quarters before a day, and the day itself, the oldest first."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)  # of the present quarter
    ends = [months_before(first, 3 * back) - timedelta(days=1) for back in range(quarters - 1)]
    return [*reversed(ends), day]


def median(numbers: Sequence[float]) -> float | None:
    """The middle one, or the mean of the two in the middle; None without any."""
    ordered, half = sorted(numbers), len(numbers) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
