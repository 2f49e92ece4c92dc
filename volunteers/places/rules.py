"""Kinds of places and what holds for them."""

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
