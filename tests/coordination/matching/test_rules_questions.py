"""What may be asked about days, until when, and when somebody is reminded."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordination.matching.rules.questions import (
    closing_moment,
    days_between,
    reasons_against_answering,
    reasons_against_asking,
    remind_from,
    usual_closing,
)

TODAY = date(2026, 11, 24)
GOOD = {
    "first_on": date(2026, 12, 20),
    "last_on": date(2027, 1, 2),
    "closes_on": date(2026, 12, 6),
    "today": TODAY,
    "most": 31,
    "furthest": date(2028, 11, 24),
    "people": 3,
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"last_on": date(2026, 12, 19)}, {"question_backwards"}),
        ({"last_on": date(2027, 1, 19)}, set()),
        ({"last_on": date(2027, 1, 20)}, {"question_too_long"}),
        ({"first_on": TODAY, "last_on": TODAY, "closes_on": TODAY}, {"question_past"}),
        ({"closes_on": date(2026, 11, 23)}, {"question_closes_wrong"}),
        ({"closes_on": date(2027, 1, 3)}, {"question_closes_wrong"}),
        ({"first_on": date.max, "last_on": date.max}, {"question_too_far"}),
        ({"people": 0}, {"nobody_chosen"}),
    ],
)
def test_every_reason_against_asking(changes, expected):
    assert {reason.code for reason in reasons_against_asking(**GOOD | changes)} == expected


def test_christmas_has_fourteen_days():
    assert len(days_between(GOOD["first_on"], GOOD["last_on"])) == 14


def test_it_closes_at_the_end_of_the_day_of_the_unit():
    closes = closing_moment(date(2026, 12, 6), ZoneInfo("Europe/Oslo"))
    assert closes == datetime(2026, 12, 6, 23, tzinfo=UTC)
    assert not reasons_against_answering(closes, closes - timedelta(seconds=1))
    assert reasons_against_answering(closes, closes)


@pytest.mark.parametrize(
    ("first_on", "expected"),
    [
        (date(2026, 12, 20), date(2026, 12, 4)),
        (date(2026, 11, 30), date(2026, 11, 29)),
        (date(2026, 11, 25), date(2026, 11, 25)),
    ],
)
def test_it_usually_closes_before_what_it_asks_about(first_on, expected):
    assert usual_closing(TODAY, first_on, 10) == expected


def test_a_reminder_leaves_half_of_the_time_alone():
    asked = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert remind_from(asked, asked + timedelta(days=10), days=3) == asked + timedelta(days=7)
    assert remind_from(asked, asked + timedelta(days=2), days=3) == asked + timedelta(days=1)
