"""What a volunteer reads about an own sign-up: every state has it."""

import pytest

from coordination.signups.models import SignUp
from coordination.signups.rules import LIVE, CancelledBy, CancelReason, OwnAct, SignUpState
from coordination.signups.words import OWN, for_volunteer
from coordination.signups.words.own_hours import hours_text


@pytest.mark.parametrize("state", SignUpState)
def test_every_state_has_a_heading_and_a_mark(state):
    shown = for_volunteer(SignUp(state=state))
    assert shown == OWN[state]
    assert all(str(part) for part in (shown.heading, shown.label, shown.color, shown.icon))
    assert (shown.act != OwnAct.NONE) is (state in LIVE)


@pytest.mark.parametrize(
    ("by", "before", "heading", "act"),
    [
        (CancelledBy.VOLUNTEER, SignUpState.CONFIRMED, "You are not coming", OwnAct.TAKE_BACK),
        (CancelledBy.VOLUNTEER, SignUpState.WAITLISTED, "You are not coming", OwnAct.QUEUE_AGAIN),
        (CancelledBy.UNIT, SignUpState.CONFIRMED, "This was cancelled", OwnAct.NONE),
        (CancelledBy.SYSTEM, SignUpState.OFFERED, "The place went to the next", OwnAct.NONE),
    ],
)
def test_what_is_gone_says_whose_decision_it_was(by, before, heading, act):
    gone = SignUp(state=SignUpState.CANCELLED, cancelled_by=by, state_before=before)
    shown = for_volunteer(gone)
    assert str(shown.heading).startswith(heading)
    assert shown.act == act


def test_a_swapped_place_says_that_somebody_else_comes():
    """By whomever it was written: the volunteer asked for it, and has no way back alone."""
    gone = SignUp(
        state=SignUpState.CANCELLED, cancelled_by=CancelledBy.VOLUNTEER,
        state_before=SignUpState.CONFIRMED, cancel_reason=CancelReason.SWAPPED,
    )  # fmt: skip
    shown = for_volunteer(gone)
    assert (str(shown.heading), shown.act) == ("Somebody else comes instead", OwnAct.FIND)


@pytest.mark.parametrize("state", [SignUpState.CONFIRMED, SignUpState.AWAITING])
def test_what_is_over_offers_nothing(state):
    shown = for_volunteer(SignUp(state=state), is_over=True)
    assert (str(shown.heading), shown.act) == ("You had a place", OwnAct.NONE)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(60, "1 hour"), (105, "1.8 hours"), (120, "2 hours"), (335, "5.6 hours"), (119, "2 hours")],
)
def test_hours_are_rounded_and_not_cut(minutes, said):
    assert hours_text(minutes) == said
