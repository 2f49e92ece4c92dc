"""What a volunteer is, when somebody can come, and how far away somebody lives."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


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
