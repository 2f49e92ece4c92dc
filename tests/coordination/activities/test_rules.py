"""What an activity must have before it takes sign-ups."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from careshare.sentences import is_known, say
from coordination.activities.rules import (
    BUILT_IN_TYPES,
    SURVEY_TYPES,
    GateFacts,
    is_over,
    missing_for_publishing,
    reasons_against_ending,
)
from coordination.activities.words import TYPES

READY = GateFacts(
    purpose="Company", does="Sings", does_not="No care", supervisor="Kari", induction="An hour",
    place="The hall", expenses="None", contact="Kari 22 00 00 00",
    are_requirements_settled=True, has_shift=True, uncovered_core=(),
    is_paid_work_answered=True,
)  # fmt: skip
TEXTS = [field.name for field in fields(GateFacts) if field.type == "str" or field.type is str]


def codes(facts):
    return [reason.code for reason in missing_for_publishing(facts)]


def test_nothing_is_missing():
    assert codes(READY) == []


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("text", ["", "  \n"])
def test_each_text_is_asked_for(name, text):
    assert codes(replace(READY, **{name: text})) == [f"gate_{name}"]


def test_publishing_asks_whether_paid_staff_did_it():
    assert codes(replace(READY, is_paid_work_answered=False)) == ["gate_paid_work"]


def test_everything_at_once_and_every_reason_has_its_sentence():
    nothing = GateFacts(
        **dict.fromkeys(TEXTS, ""),
        are_requirements_settled=False,
        has_shift=False,
        uncovered_core=("recruit", "train", "match", "schedule", "supervise"),
        is_paid_work_answered=False,
    )
    reasons = missing_for_publishing(nothing)
    assert len(reasons) == len(TEXTS) + 2 + 5 + 1
    assert all(is_known(reason.code) and say(reason).next_step for reason in reasons)
    assert say(reasons[-2]).says == "Nobody supports the volunteers yet."


def test_every_type_that_comes_with_careshare_has_a_name():
    assert set(TYPES) == set(BUILT_IN_TYPES)
    assert SURVEY_TYPES[0] == "culture"
    assert len(SURVEY_TYPES) == 6


# --- Ending -------------------------------------------------------------------

DAY, LATEST = date(2026, 11, 2), date(2027, 11, 2)


@pytest.mark.parametrize(
    ("state", "ends_on", "last_on", "code"),
    [
        ("published", None, DAY, None),
        ("draft", None, LATEST, None),
        ("published", None, DAY - timedelta(days=1), "end_in_the_past"),
        ("published", None, LATEST + timedelta(days=1), "end_too_far"),
        ("published", DAY, LATEST, "activity_ends_already"),
        ("ended", DAY, LATEST, "activity_ended"),
    ],
)
def test_when_an_activity_can_be_ended(state, ends_on, last_on, code):
    reasons = reasons_against_ending(
        state=state, ends_on=ends_on, last_on=last_on, today=DAY, latest=LATEST
    )
    assert [one.code for one in reasons] == ([code] if code else [])
    assert all(say(one).next_step for one in reasons)


def test_the_last_day_itself_is_not_over():
    assert not is_over(None, DAY)
    assert not is_over(DAY, DAY)
    assert is_over(DAY - timedelta(days=1), DAY)
