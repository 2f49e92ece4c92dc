"""When somebody can come: which part of a day, and what goes before what."""

from datetime import date, datetime, time

import pytest

from volunteers.people.rules import DayBounds, DayPart, FreeTimes, part_of

BOUNDS = DayBounds(time(12), time(17))
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("10:00", "12:00", DayPart.MORNING),
        ("11:00", "13:00", DayPart.AFTERNOON),
        ("10:30", "12:30", DayPart.MORNING),
        ("16:30", "17:30", DayPart.EVENING),
        ("14:00", "16:00", DayPart.AFTERNOON),
    ],
)
def test_the_middle_decides(starts, ends, expected):
    window = [datetime.combine(MONDAY, time.fromisoformat(one)) for one in (starts, ends)]
    assert part_of(*window, BOUNDS) == (MONDAY, expected)


def test_the_very_day_goes_before_the_usual_week():
    said = FreeTimes(
        frozenset({(0, "morning")}), {(MONDAY, "morning"): False, (MONDAY, "evening"): True}
    )
    assert said.is_free(MONDAY, "morning") is False
    assert said.is_free(MONDAY, "evening") is True
    assert said.is_free(MONDAY, "afternoon") is False
    assert FreeTimes().is_free(MONDAY, "morning") is None
