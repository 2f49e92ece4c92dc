"""Whom to ask first, and why: a table that a coordinator would agree with."""

from dataclasses import replace

import pytest

from coordination.matching.rules import Candidate, Limits, is_asked_at_all, ranked, why

LIMITS = Limits(near_km=5, asked_lately_days=14)
PLAIN = Candidate(person_id=1)


def codes(one: Candidate) -> list[str]:
    return [reason.code for reason in why(one, LIMITS)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"times_here": 3, "times_at_unit": 5}, ["knows_activity", "not_asked_lately"]),
        ({"times_at_unit": 5}, ["knows_unit", "not_asked_lately"]),
        ({"is_free": True}, ["usually_free", "not_asked_lately"]),
        ({"is_free": False}, ["usually_busy", "not_asked_lately"]),
        ({"is_free": True, "is_about_the_day": True}, ["said_yes", "not_asked_lately"]),
        ({"is_free": False, "is_about_the_day": True}, ["said_no", "not_asked_lately"]),
        ({"km": 5.0}, ["lives_near", "not_asked_lately"]),
        ({"km": 5.1}, ["not_asked_lately"]),
        ({"wishes_more": True}, ["wishes_more", "not_asked_lately"]),
        ({"hours_most": 4, "hours_with_this": 4.0}, ["not_asked_lately"]),
        ({"hours_most": 4, "hours_with_this": 4.5}, ["enough_hours", "not_asked_lately"]),
        ({"asked_days_ago": 14}, ["not_asked_lately"]),
        ({"asked_days_ago": 13}, ["asked_lately"]),
        ({"is_something_required": True}, ["not_asked_lately", "meets_requirements"]),
    ],
)
def test_each_reason_is_said(facts, expected):
    assert codes(replace(PLAIN, **facts)) == expected


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"times_here": 1}, {"times_at_unit": 10}),
        ({"times_here": 1}, {"wishes_more": True, "km": 1.0}),
        ({"times_here": 5}, {"times_here": 2}),
        ({"is_free": True}, {"is_free": None}),
        ({"is_free": None}, {"is_free": False}),
        ({}, {"times_here": 9, "hours_most": 1, "hours_with_this": 2.0}),
        ({}, {"asked_days_ago": 2}),
        ({"asked_days_ago": 100}, {"asked_days_ago": 20}),
    ],
)
def test_who_comes_first(better, worse):
    one, other = Candidate(person_id=2, **better), Candidate(person_id=1, **worse)
    assert [found.person_id for found in ranked([other, one], LIMITS)] == [2, 1]


def test_a_no_to_the_day_is_an_answer():
    said_no = replace(PLAIN, is_free=False, is_about_the_day=True)
    assert not is_asked_at_all(said_no)
    assert is_asked_at_all(replace(said_no, is_about_the_day=False))
