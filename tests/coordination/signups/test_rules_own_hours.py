"""Which hours a volunteer can add."""

from datetime import UTC, datetime, timedelta

import pytest

from coordination.signups.rules.own_hours import reasons_against_adding

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begun", "lasts", "more", "says"),
    [
        (5, 2, {}, []),
        (2, 2, {}, []),
        (1, 2, {}, ["hours_not_over"]),
        (5, 0, {}, ["hours_end_before_start"]),
        (5, -1, {}, ["hours_end_before_start"]),
        (30, 13, {}, ["hours_too_long"]),
        (24 * 60, 2, {}, []),
        (24 * 60 + 1, 2, {}, ["hours_too_long_ago"]),
        (5, 2, {"is_counted": True}, ["hours_counted_already"]),
        (
            5,
            2,
            {"waits": True, "is_counted": True},
            ["hours_counted_already", "hours_wait_already"],
        ),
    ],
)
def test_every_reason_is_given(begun, lasts, more, says):
    start = NOW - timedelta(hours=begun)
    found = reasons_against_adding(
        starts_at=start, ends_at=start + timedelta(hours=lasts), now=NOW,
        hours_most=12, days_back=60, **{"is_counted": False, "waits": False, **more},
    )  # fmt: skip
    assert [one.code for one in found] == says
