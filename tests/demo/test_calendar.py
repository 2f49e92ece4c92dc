"""Norway's days off, against dates that are known."""

from datetime import date

import pytest

from demo.calendar import holiday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 24), "Christmas Eve"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2027, 5, 6), "Ascension Day"),
        (date(2027, 5, 17), "Constitution Day"),
        (date(2026, 11, 24), ""),
    ],
)
def test_days_off(day, name):
    assert holiday(day) == name
