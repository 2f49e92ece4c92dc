"""What each side says alone: who may answer, when it is shown, how far the answers differ."""

from datetime import date

import pytest

from coordination.arrangements.rules import (
    ARRANGEMENT_OF,
    TASK_ANSWERS,
    Doer,
    Stated,
    StatingFacts,
    everybody_answered,
    perspective_gap,
    reasons_against_keeping,
    reasons_against_stating,
    total_gap,
)
from volunteers.memberships.rules import Task

RED, CHOIR = "organisation:1", "organisation:2"


def test_only_tasks_that_both_answered_are_compared():
    gap = perspective_gap(
        {
            "unit": {Task.RECRUIT: "unit", Task.TRAIN: "shared", Task.MATCH: "dont_know",
                     Task.HOST: "unit"},
            RED: {Task.RECRUIT: "organisation", Task.TRAIN: "shared", Task.MATCH: "unit",
                  Task.ROLE: "unit"},
        }
    )  # fmt: skip
    assert (gap.comparisons, gap.differences) == (2, 1)
    assert gap.tasks == (Task.RECRUIT, Task.TRAIN)
    assert gap.differing == (Task.RECRUIT,)
    assert gap.share == 0.5


def test_the_unit_is_compared_with_each_organisation_but_they_not_with_one_another():
    gap = perspective_gap(
        {
            "unit": {Task.RECRUIT: "shared", Task.TRAIN: "unit"},
            RED: {Task.RECRUIT: "shared", Task.HOST: "unit"},
            CHOIR: {Task.RECRUIT: "unit", Task.TRAIN: "unit", Task.HOST: "organisation"},
        }
    )
    assert (gap.comparisons, gap.differences, gap.differing) == (3, 1, (Task.RECRUIT,))


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"unit": {Task.RECRUIT: "unit"}},
        {RED: {Task.RECRUIT: "unit"}, CHOIR: {Task.RECRUIT: "shared"}},
        {"unit": {Task.RECRUIT: ""}, RED: {Task.RECRUIT: "unit"}},
        {"unit": {Task.RECRUIT: "dont_know"}, RED: {Task.RECRUIT: "dont_know"}},
    ],
)
def test_without_two_answers_there_is_no_share(answers):
    gap = perspective_gap(answers)
    assert (gap.comparisons, gap.share, gap.differing) == (0, None, ())


def test_several_reviews_weigh_by_what_was_compared():
    one = perspective_gap({"unit": {Task.RECRUIT: "unit"}, RED: {Task.RECRUIT: "shared"}})
    many = perspective_gap(
        {key: dict.fromkeys((Task.TRAIN, Task.MATCH, Task.HOST), "shared") for key in ("unit", RED)}
    )
    assert total_gap([one, many, perspective_gap({})]).share == 0.25
    assert total_gap([]).share is None


def facts(**values):
    return StatingFacts(
        **{"party": "unit", "asked": frozenset({"unit", RED}), "user_id": 7} | values
    )


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        ({}, []),
        ({"answered": {"unit": 7}}, []),
        ({"answered": {"unit": 8, RED: 9}}, []),
        ({"is_revealed": True}, ["round_revealed"]),
        ({"party": CHOIR}, ["round_not_asked"]),
        ({"answered": {RED: 7}}, ["round_other_side"]),
        (
            {"is_revealed": True, "party": "", "answered": {RED: 7}},
            ["round_revealed", "round_not_asked", "round_other_side"],
        ),
    ],
)
def test_who_may_answer(case, codes):
    assert [one.code for one in reasons_against_stating(facts(**case))] == codes


def test_answers_are_shown_when_every_side_has_answered():
    assert not everybody_answered(["unit", RED], ["unit"])
    assert everybody_answered(["unit", RED], ["unit", RED])


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        ({}, []),
        ({"is_revealed": False}, ["round_not_revealed"]),
        ({"is_decided": True}, ["round_decided"]),
        ({"is_current": False}, ["agreed_meanwhile"]),
        ({"next_on": date(2026, 11, 24)}, ["next_review_in_past"]),
        ({"next_on": date(9999, 12, 31)}, ["next_review_too_far"]),
    ],
)
def test_when_it_can_stay_as_it_is(case, codes):
    usual = {
        "is_revealed": True, "is_decided": False, "is_current": True, "months_ahead": 24,
        "next_on": date(2027, 5, 1), "today": date(2026, 11, 24),
    }  # fmt: skip
    assert [one.code for one in reasons_against_keeping(**usual | case)] == codes


def test_every_answer_has_its_column_and_every_doer_can_be_said():
    assert set(ARRANGEMENT_OF) == set(Stated)
    assert set(TASK_ANSWERS) == {*Doer, "dont_know"}
