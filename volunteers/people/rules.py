"""What a volunteer is, when somebody can come, and how far away somebody lives."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise

from careshare.errors import Reason


class PersonKind(StrEnum):
    """One person, or a group with one contact and a number of heads."""

    INDIVIDUAL = "individual"
    GROUP = "group"


class AffiliationKind(StrEnum):
    """How a volunteer came: through whom, or of one's own accord."""

    ORGANISED = "organised"
    UNIT_DIRECT = "unit_direct"
    UNORGANISED = "unorganised"
    GROUP = "group"


class AskedFor(StrEnum):
    """What somebody agreed to be asked for."""

    THIS_ACTIVITY = "this_activity"
    THIS_UNIT = "this_unit"
    MY_ORGANISATION = "my_organisation"
    ANYONE = "anyone"
    NOBODY = "nobody"


class DayPart(StrEnum):
    """A part of a day, as people say when they can come; the area says where each begins."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True)
class DayBounds:
    """Where the parts of a day meet, in wall time."""

    afternoon_from: time
    evening_from: time


def part_of(starts: datetime, ends: datetime, bounds: DayBounds) -> tuple[date, DayPart]:
    """The day and part in which a session lies: its middle decides (ours).

    Args:
        starts, ends: in the zone of the unit.
    """
    middle = starts + (ends - starts) / 2
    at = middle.time()
    if at < bounds.afternoon_from:
        part = DayPart.MORNING
    else:
        part = DayPart.AFTERNOON if at < bounds.evening_from else DayPart.EVENING
    return middle.date(), part


@dataclass(frozen=True)
class FreeTimes:
    """When somebody says that coming is possible: on a usual week, and on certain days."""

    usual: frozenset[tuple[int, str]] = frozenset()  # (weekday from Monday = 0, part)
    dated: Mapping[tuple[date, str], bool] = field(default_factory=dict)

    def says_on(self, on: date, part: str) -> bool | None:
        """What was said of that very day; None where nothing was."""
        return self.dated.get((on, part))

    def is_free(self, on: date, part: str) -> bool | None:
        """Yes, no, or nothing said. What was said of the very day goes before the usual week, and
        an empty usual week says nothing.
        """
        said = self.says_on(on, part)
        if said is not None:
            return said
        return (on.weekday(), part) in self.usual if self.usual else None


def distance_km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Distance over the ground between two (latitude, longitude) pairs in degrees, in kilometres.

    The haversine formula on a sphere of 6,371 km (R. W. Sinnott, "Virtues of the Haversine",
    Sky and Telescope 68(2), 1984).
    """
    lat_1, lon_1, lat_2, lon_2 = map(math.radians, (*here, *there))
    half = (
        math.sin((lat_2 - lat_1) / 2) ** 2
        + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def told_apart(names: Sequence[str]) -> list[str]:
    """First names as others may read them; of two alike as much of the last name as parts them.

    "Kari", "Jon B", "Jon V"; who carries the same name twice is read in full.
    """
    firsts = [name.partition(" ")[0] for name in names]
    lasts = [name.rpartition(" ")[2] if " " in name else "" for name in names]
    shown = []
    for number, first in enumerate(firsts):
        others = [
            lasts[other] for other, same in enumerate(firsts) if same == first and other != number
        ]
        shown.append(f"{first} {_enough(lasts[number], others)}".strip() if others else first)
    return shown


def _enough(last: str, others: Sequence[str]) -> str:
    """As few letters of a name as no other begins with; all of it where that does not help."""
    for length in range(1, len(last)):
        if not any(other.startswith(last[:length]) for other in others):
            return last[:length]
    return last


class CodeOf(StrEnum):
    """Whose code for a tablet it is."""

    VOLUNTEER = "volunteer"
    COLLEAGUE = "colleague"


DIGITS: Mapping[CodeOf, int] = {CodeOf.VOLUNTEER: 4, CodeOf.COLLEAGUE: 6}
"""How long a code is. A volunteer's is asked beside the name; a colleague's alone says who it is.

Four digits are guessed in ten thousand tries: `careshare.limits` lets five be made in ten minutes.
"""


def reasons_against_code(code: str) -> list[Reason]:
    """Why somebody cannot choose this code."""
    length = DIGITS[CodeOf.VOLUNTEER]
    if len(code) != length or not (code.isascii() and code.isdecimal()):
        return [Reason("code_not_digits", {"length": length})]
    steps = {ord(after) - ord(before) for before, after in pairwise(code)}
    return [Reason("code_too_easy")] if len(steps) == 1 and steps <= {-1, 0, 1} else []
