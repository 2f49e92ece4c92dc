"""What a certificate says of somebody's time: from the days on which she came, and nothing else."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Presence(NamedTuple):
    """First and last day, how many times, and the minutes of all who came."""

    first: date
    last: date
    times: int
    minutes: int


def presence(days: Iterable[tuple[date, int]], since: date | None, until: date) -> Presence | None:
    """What was given in a period, both ends included; None where nobody came in it.

    Args:
        days: the day at the care unit and the minutes of each time, in any order.
        since: from the first time on, where it is None.
    """
    found = [(day, minutes) for day, minutes in days if (since or day) <= day <= until]
    if not found:
        return None
    on = [day for day, _minutes in found]
    return Presence(min(on), max(on), len(found), sum(minutes for _day, minutes in found))
