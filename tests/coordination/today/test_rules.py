"""How pressing something is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordination.today.rules import Group, Later, back_on, group_of

NOW = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # Tuesday, 23:30 in Oslo
OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("hours", "group"),
    [
        (-100, Group.NOW),
        (0.4, Group.NOW),
        (0.6, Group.WEEK),  # past midnight at the unit
        (24 * 7, Group.WEEK),
        (24 * 8, Group.CAN_WAIT),
    ],
)
def test_the_group_follows_the_units_day(hours, group):
    assert group_of(NOW + timedelta(hours=hours), NOW, OSLO) == group


def test_what_has_no_day_can_wait():
    assert group_of(None, NOW, OSLO) == Group.CAN_WAIT


@pytest.mark.parametrize("day", range(23, 30))
def test_next_week_is_always_a_monday_ahead(day):
    today = date(2026, 11, day)
    back = back_on(Later.NEXT_WEEK, today)
    assert back.isoweekday() == 1
    assert timedelta(0) < back - today <= timedelta(days=7)
    assert back_on(Later.TOMORROW, today) == today + timedelta(days=1)
