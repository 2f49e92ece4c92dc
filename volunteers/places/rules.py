"""Kinds of places and what holds for them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


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


_EMERGENCY = {Country.NORWAY: "113", Country.ENGLAND: "999", Country.WALES: "999"}


def emergency_number(country: str) -> str:
    """What one rings first where somebody is in danger.

    Sources: Norway 113, medical emergencies (helsenorge.no); the United Kingdom 999 (nhs.uk);
    elsewhere 112, the European number (Directive (EU) 2018/1972, article 109), which mobile
    telephones pass on in most other countries, too.
    """
    return _EMERGENCY.get(Country(country), "112")


def is_day_of_a_year(month: int, day: int) -> bool:
    """Whether a month has such a day; 29 February counts."""
    try:
        date(2024, month, day)  # a leap year
    except ValueError:
        return False
    return True


_HOLIDAYS = {
    Country.NORWAY: ("NO", None),
    Country.ENGLAND: ("GB", "ENG"),
    Country.WALES: ("GB", "WLS"),
}
_HOLIDAY_NAMES = {(Country.NORWAY, "nb"): "no"}


@lru_cache(maxsize=64)
def public_holidays(country: str, year: int, language: str) -> Mapping[date, str]:
    """A country's public holidays of a year with their names; none where we know of none.

    Named in the area's language where the source has it, else in English.
    """
    import holidays  # half a second: only whoever plans around them waits for it

    if country not in _HOLIDAYS:
        return {}
    code, part = _HOLIDAYS[Country(country)]
    name = _HOLIDAY_NAMES.get((Country(country), language), "en_US")
    return dict(holidays.country_holidays(code, subdiv=part, years=year, language=name).items())


def days_off(
    country: str,
    language: str,
    closing: Iterable[tuple[int, int, str]],
    first: date,
    last: date,
) -> dict[date, str]:
    """Public holidays and an area's closing days in a window, with their names.

    Args:
        closing: month, day and name of each closing day, of every year.
    """
    closed = {(month, day): name for month, day, name in closing}
    found = {}
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        name = public_holidays(country, on.year, language).get(on)
        name = name or closed.get((on.month, on.day))
        if name is not None:
            found[on] = name
    return found
