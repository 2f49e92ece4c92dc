"""Which step follows which, and the middle of some spans."""

from datetime import UTC, datetime, timedelta

import pytest

from coordination.initiatives.rules import (
    Answer,
    InitiativeState,
    Median,
    PublicFacts,
    Step,
    acknowledge_by,
    answers_by_unit,
    answers_of,
    is_overdue,
    median_days,
    reasons_against,
    reasons_against_deciding,
    reasons_against_suggesting,
    usual_tasks,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ALLOWED = {
    Step.ACKNOWLEDGE: {"proposed"},
    Step.DECIDE: {"proposed", "acknowledged"},
    Step.WITHDRAW: {"proposed", "acknowledged", "accepted"},
    Step.BECOME: {"accepted"},
}


def codes(reasons):
    return [reason.code for reason in reasons]


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("state", list(InitiativeState))
def test_each_step_from_each_state(step, state):
    found = codes(reasons_against(step, state))
    if state in ALLOWED[step]:
        assert found == []
    elif step == Step.BECOME and state in ("proposed", "acknowledged"):
        assert found == ["initiative_undecided"]
    else:
        assert found == [f"initiative_{state}"]


@pytest.mark.parametrize(
    ("decision", "reason", "text", "expected"),
    [
        ("yes", "needed", "", []),
        ("differently", "fits_partly", " ", ["decision_needs_text"]),
        ("differently", "fits_partly", "On Mondays instead.", []),
        ("no", "other", "", ["decision_needs_text"]),
        ("no", "capacity", "", []),
    ],
)
def test_some_answers_need_words(decision, reason, text, expected):
    found = reasons_against_deciding("proposed", decision=decision, reason=reason, text=text)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("is_allowed", "waiting", "expected"),
    [
        (True, 19, []),
        (True, 20, ["too_many_suggestions"]),
        (False, 0, ["unit_takes_no_suggestions"]),
        (False, 20, ["unit_takes_no_suggestions"]),
    ],
)
def test_what_the_public_may(is_allowed, waiting, expected):
    facts = PublicFacts(is_allowed=is_allowed, waiting=waiting, most=20)
    assert codes(reasons_against_suggesting(facts)) == expected


def test_only_what_nobody_read_is_overdue():
    by = acknowledge_by(NOW - timedelta(days=5), 5)
    assert is_overdue("proposed", by, NOW)
    assert not is_overdue("proposed", by, NOW - timedelta(seconds=1))
    assert not is_overdue("acknowledged", by, NOW)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], Median(None, 0)),
        ([3], Median(3.0, 1)),
        ([1, 4], Median(2.5, 2)),
        ([2, 2, 2, 9], Median(2.0, 4)),
        ([30, 1, 2], Median(2.0, 3)),
        ([0.25], Median(0.2, 1)),
    ],
)
def test_the_median_with_ties_and_small_numbers(days, expected):
    assert median_days(timedelta(days=one) for one in days) == expected


def answer(unit_id, state, *, read=None, decided=None):
    def at(days):
        return None if days is None else NOW - timedelta(days=10 - days)

    sent = NOW - timedelta(days=10)
    by = sent + timedelta(days=5)
    return Answer(unit_id, f"Unit {unit_id}", state, sent, by, at(read), at(decided))


def test_answers_are_counted_by_state_and_unit():
    rows = [
        answer(2, "proposed"),
        answer(1, "declined", read=1, decided=4),
        answer(1, "accepted", read=3, decided=6),
        answer(1, "withdrawn"),
    ]
    first, second = answers_by_unit(rows, NOW)
    assert (first.unit, first.total, first.overdue) == ("Unit 1", 3, 0)
    assert (first.to_acknowledgement, first.to_decision) == (Median(2.0, 2), Median(5.0, 2))
    assert (second.total, second.overdue, second.to_decision) == (1, 1, Median(None, 0))
    together = answers_of(rows, NOW)
    assert together.by_state[InitiativeState.DECLINED] == 1
    assert sum(together.by_state.values()) == together.total == 4


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], set()),
        ([["recruit"]], {"recruit"}),
        ([["recruit", "train"], ["recruit"]], {"recruit", "train"}),
        ([["recruit", "train"], ["recruit"], ["recruit"]], {"recruit"}),
        ([["recruit", "recruit"], ["train"], ["train"]], {"train"}),
    ],
)
def test_what_an_organisation_usually_takes(records, expected):
    assert usual_tasks(records) == expected
