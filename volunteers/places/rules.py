"""Kinds of places and what holds for them."""

from datetime import date
from enum import StrEnum


class Country(StrEnum):
    """Where an area lies; law and holidays follow from it."""

    NORWAY = "NO"
    ENGLAND = "ENG"
    WALES = "WAL"
    OTHER = "OTHER"


class UnitKind(StrEnum):
    """What sort of care unit it is."""

    NURSING_HOME = "nursing_home"
    HOME_CARE = "home_care"
    SHELTERED_HOUSING = "sheltered_housing"
    DAY_CENTRE = "day_centre"
    HOSPITAL = "hospital"
    HOSPICE = "hospice"
    AMBULANCE_SERVICE = "ambulance_service"
    COMMUNITY_SERVICE = "community_service"


PHONE_REGIONS = {Country.NORWAY: "NO", Country.ENGLAND: "GB", Country.WALES: "GB"}
"""How a telephone number without its country code is read in an area."""


def is_day_of_a_year(month: int, day: int) -> bool:
    """Whether a month has such a day; 29 February counts."""
    try:
        date(2024, month, day)  # a leap year
    except ValueError:
        return False
    return True
