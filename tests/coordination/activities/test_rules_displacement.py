"""When a review is needed, what it finds, and what it stops."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coordination.activities.rules.displacement import (
    Answers,
    NeedFacts,
    Result,
    Standing,
    find,
    gate,
    why_needed,
)

PLAIN = NeedFacts("complementary", "cultural_social", "culture")


def codes(**facts) -> list[str]:
    return [reason.code for reason in why_needed(replace(PLAIN, **facts))]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"statutory_class": "unclassified"}, []),
        ({"statutory_class": "statutory"}, ["displacement_class"]),
        ({"statutory_class": "mixed"}, ["displacement_class"]),
        ({"cut_on": date(2026, 9, 30)}, ["displacement_posts_cut"]),
        ({"was_paid_work": True}, ["displacement_paid_work"]),
        ({"was_paid_work": False}, []),
        ({"group": "meals"}, []),
        *(
            ({"group": group, "statutory_class": "unclassified"}, ["displacement_unclassified"])
            for group in ("meals", "practical", "relief")
        ),
        ({"type_code": "transport", "statutory_class": "unclassified", "group": "other"},
         ["displacement_unclassified"]),
        ({"statutory_class": "mixed", "cut_on": date(2026, 9, 30), "was_paid_work": True},
         ["displacement_class", "displacement_posts_cut", "displacement_paid_work"]),
    ],
)  # fmt: skip
def test_every_reason_is_given(facts, expected):
    assert codes(**facts) == expected


GOOD = Answers(
    was_done_by_paid=False,
    has_other_purpose=True,
    would_stop=False,
    were_hours_reduced=False,
    was_in_dispute=False,
    is_budgeted=True,
    staff_consulted_on=date(2026, 1, 1),
    union_consulted_on=date(2026, 1, 1),
)


@pytest.mark.parametrize(
    ("changed", "result", "first"),
    [
        ({}, Result.COMPLEMENTS, None),
        ({"was_done_by_paid": True}, Result.WITH_CONDITIONS, "paid"),
        ({"would_stop": True}, Result.WITH_CONDITIONS, "stops"),
        ({"staff_consulted_on": None}, Result.WITH_CONDITIONS, "staff_not_asked"),
        ({"union_consulted_on": None}, Result.WITH_CONDITIONS, "union_not_asked"),
        ({"is_budgeted": False}, Result.WITH_CONDITIONS, "not_budgeted"),
        ({"were_hours_reduced": True}, Result.RISK, "reduced"),
        ({"has_other_purpose": False}, Result.RISK, "saving"),
        ({"was_done_by_paid": True, "would_stop": True}, Result.RISK, "paid_and_stops"),
        ({"was_done_by_paid": True, "were_hours_reduced": True}, Result.SUBSTITUTES,
         "paid_and_reduced"),
        ({"was_done_by_paid": True, "has_other_purpose": False}, Result.SUBSTITUTES,
         "paid_and_saving"),
        ({"was_in_dispute": True}, Result.SUBSTITUTES, "dispute"),
    ],
)  # fmt: skip
def test_the_result_and_its_weightiest_reason(changed, result, first):
    finding = find([replace(GOOD, **changed)])
    assert finding.result == result
    assert (finding.reasons[0] if finding.reasons else None) == first


@pytest.mark.parametrize("order", [1, -1])
def test_what_speaks_against_counts_from_either_voice(order):
    voices = [GOOD, replace(GOOD, was_in_dispute=True)][::order]
    assert find(voices).result == Result.SUBSTITUTES


def test_each_voice_may_give_half_of_what_replaces():
    voices = [replace(GOOD, was_done_by_paid=True), replace(GOOD, were_hours_reduced=True)]
    assert find(voices).result == Result.SUBSTITUTES


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEEDED = Standing(reasons=tuple(why_needed(replace(PLAIN, was_paid_work=True))))
DONE = replace(NEEDED, result=Result.RISK, review_id=1, done_at=NOW, done_on=NOW.date())


def asks(standing: Standing) -> str:
    reason = gate(standing)
    return reason.code if reason else ""


def test_the_gate():
    assert asks(Standing()) == ""
    assert asks(NEEDED) == "gate_displacement"
    assert asks(replace(NEEDED, waiting_id=2)) == "gate_displacement_waiting"
    assert asks(DONE) == ""
    assert asks(replace(DONE, result=Result.SUBSTITUTES)) == "gate_displacement_substitutes"
    # It replaces paid work, whether or not anything asks for a review today.
    assert asks(Standing(result=Result.SUBSTITUTES)) == "gate_displacement_substitutes"


@pytest.mark.parametrize(
    ("entered", "quarter_ends", "stands"),
    [
        (timedelta(days=-1), date(2026, 12, 31), True),  # known when the review was made
        (timedelta(0), date(2026, 12, 31), True),
        (timedelta(seconds=1), date(2026, 12, 31), False),
        (timedelta(days=1), date(2026, 9, 30), True),  # an old quarter put right
        (timedelta(days=1), date(2026, 11, 23), False),
    ],
)
def test_a_cut_after_the_review_asks_for_a_new_one(entered, quarter_ends, stands):
    standing = replace(DONE, cut_on=quarter_ends, cut_entered_at=NOW + entered)
    assert standing.is_answered is stands


def test_a_day_to_look_again_reminds_and_stops_nothing():
    due = replace(DONE, look_again_on=date(2026, 11, 23))
    assert due.is_due_again(date(2026, 11, 23))
    assert not due.is_due_again(date(2026, 11, 22))
    assert asks(due) == ""
