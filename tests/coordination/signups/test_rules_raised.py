"""Concerns and hard days: which reasons there are, when words are needed, and whose they are."""

import pytest

from coordination.signups.rules import SignUpState
from coordination.signups.rules.raised import (
    REASONS,
    RaisedKind,
    RaisedReason,
    reasons_against_raising,
    reasons_against_telling,
    task_of,
)
from volunteers.memberships.rules import Task

CONCERN, HARD_DAY = RaisedKind.CONCERN, RaisedKind.HARD_DAY


def codes(kind, reason, text="", *, has_begun=True, is_cancelled=False):
    found = reasons_against_raising(
        kind, reason, text, has_begun=has_begun, is_cancelled=is_cancelled
    )
    return [one.code for one in found]


def test_every_reason_belongs_to_one_kind():
    assert sorted(one for few in REASONS.values() for one in few) == sorted(RaisedReason)


@pytest.mark.parametrize(
    ("kind", "reason", "text", "expected"),
    [
        (CONCERN, RaisedReason.ACCIDENT, "", []),
        (CONCERN, RaisedReason.CONCERN_OTHER, " ", ["raised_needs_words"]),
        (CONCERN, RaisedReason.CONCERN_OTHER, "The door", []),
        (HARD_DAY, RaisedReason.HARD_DAY_OTHER, "", []),
        (HARD_DAY, RaisedReason.ACCIDENT, "", ["raised_other_kind"]),
    ],
)
def test_what_can_be_told(kind, reason, text, expected):
    assert codes(kind, reason, text) == expected


def test_only_of_a_session_that_has_begun_and_takes_place():
    assert codes(CONCERN, RaisedReason.PLACE, has_begun=False) == ["raised_not_begun"]
    assert codes(CONCERN, RaisedReason.PLACE, is_cancelled=True) == ["raised_not_begun"]


def test_a_volunteer_tells_of_where_she_had_a_place():
    assert reasons_against_telling(SignUpState.CONFIRMED, has_begun=True) == []
    assert reasons_against_telling(SignUpState.CONFIRMED, has_begun=False)
    assert reasons_against_telling(SignUpState.CANCELLED, has_begun=True)


def test_whose_they_are():
    assert (task_of(CONCERN), task_of(HARD_DAY)) == (Task.SAFEGUARD, Task.SUPERVISE)
