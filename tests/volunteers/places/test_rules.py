"""Days of a year."""

import pytest

from volunteers.places.rules import is_day_of_a_year


@pytest.mark.parametrize(
    ("month", "day", "is_one"),
    [(12, 24, True), (2, 29, True), (2, 30, False), (4, 31, False), (13, 1, False), (0, 0, False)],
)
def test_is_a_day(month, day, is_one):
    assert is_day_of_a_year(month, day) is is_one
