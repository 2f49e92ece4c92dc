"""Days of a year, and what one rings in danger."""

import pytest

from volunteers.places.rules import Country, emergency_number, is_day_of_a_year


@pytest.mark.parametrize(
    ("month", "day", "is_one"),
    [(12, 24, True), (2, 29, True), (2, 30, False), (4, 31, False), (13, 1, False), (0, 0, False)],
)
def test_is_a_day(month, day, is_one):
    assert is_day_of_a_year(month, day) is is_one


@pytest.mark.parametrize(
    ("country", "number"),
    [
        (Country.NORWAY, "113"),
        (Country.ENGLAND, "999"),
        (Country.WALES, "999"),
        (Country.OTHER, "112"),
    ],
)
def test_every_country_has_an_emergency_number(country, number):
    assert emergency_number(country.value) == number


def test_the_countries_of_that_test_are_all():
    assert {one.value for one in Country} == {"NO", "ENG", "WAL", "OTHER"}
