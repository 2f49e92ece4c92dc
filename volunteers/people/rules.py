"""What a volunteer is, and how far away somebody lives."""

import math
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
