"""Whom one can name to lead a task."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coordination.activities.rules.leading import LeadingFacts, reasons_against_leading

TODAY = date(2026, 11, 2)
FINE = LeadingFacts(
    task="schedule",
    is_left_to_volunteers=True,
    comes_here=True,
    is_group=False,
    is_on_hold=False,
    from_on=TODAY,
    today=TODAY,
    latest=TODAY + timedelta(days=30),
    has_ended=False,
)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"from_on": TODAY + timedelta(days=30)}, []),
        ({"from_on": TODAY + timedelta(days=31)}, ["leading_too_far"]),
        ({"from_on": TODAY - timedelta(days=1)}, ["leading_in_the_past"]),
        ({"is_left_to_volunteers": False}, ["not_left_to_volunteers"]),
        ({"comes_here": False, "is_on_hold": True}, ["leader_not_here"]),
        ({"is_group": True}, ["leader_is_group"]),
        ({"is_on_hold": True}, ["leader_on_hold"]),
        (
            {"has_ended": True, "is_left_to_volunteers": False, "is_on_hold": True},
            ["activity_ended", "not_left_to_volunteers", "leader_on_hold"],
        ),
    ],
)
def test_every_reason_is_given(changed, codes):
    assert [one.code for one in reasons_against_leading(replace(FINE, **changed))] == codes
