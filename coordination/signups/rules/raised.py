"""Concerns and hard days: what they can be about, what must be written, and how they are closed."""

from collections.abc import Mapping
from enum import StrEnum

from careshare.errors import Reason
from coordination.signups.rules import SignUpState
from volunteers.memberships.rules import TASK_OF, Capability, Task


class RaisedKind(StrEnum):
    """What somebody tells of."""

    CONCERN = "concern"
    HARD_DAY = "hard_day"


class RaisedReason(StrEnum):
    """What it is about; a list, so that little about anybody is written."""

    SAFETY = "safety"
    ACCIDENT = "accident"
    TREATMENT = "treatment"
    PLACE = "place"
    CONCERN_OTHER = "concern_other"
    ALONE = "alone"
    SAD = "sad"
    BADLY_RECEIVED = "badly_received"
    HARD_DAY_OTHER = "hard_day_other"


REASONS: Mapping[RaisedKind, tuple[RaisedReason, ...]] = {
    RaisedKind.CONCERN: (
        RaisedReason.SAFETY,
        RaisedReason.ACCIDENT,
        RaisedReason.TREATMENT,
        RaisedReason.PLACE,
        RaisedReason.CONCERN_OTHER,
    ),
    RaisedKind.HARD_DAY: (
        RaisedReason.ALONE,
        RaisedReason.SAD,
        RaisedReason.BADLY_RECEIVED,
        RaisedReason.HARD_DAY_OTHER,
    ),
}


class HowClosed(StrEnum):
    """What came of it."""

    TALKED = "talked"
    PUT_RIGHT = "put_right"
    PASSED_ON = "passed_on"
    NOTHING = "nothing"


CLOSES: Mapping[RaisedKind, Capability] = {
    RaisedKind.CONCERN: Capability.CLOSE_CONCERN,
    RaisedKind.HARD_DAY: Capability.SUPPORT,
}
"""What lets somebody read and close one, asked of the record as it is at that moment."""


def task_of(kind: RaisedKind) -> Task:
    """Whose holders read it."""
    return TASK_OF[CLOSES[kind]]


def reasons_against_raising(
    kind: RaisedKind,
    reason: RaisedReason,
    text: str,
    *,
    has_begun: bool,
    is_cancelled: bool,
    is_form_used: bool = False,
) -> list[Reason]:
    """Why it cannot be told like this.

    Args:
        text: what was written beside the reason.
        has_begun: whether the session has begun.
        is_cancelled: whether it did not take place.
        is_form_used: whether this very form told of something else already, or is another's.
    """
    reasons = [Reason("raised_form_used")] if is_form_used else []
    if reason not in REASONS[kind]:
        reasons.append(Reason("raised_other_kind"))
    if reason == RaisedReason.CONCERN_OTHER and not text.strip():
        reasons.append(Reason("raised_needs_words"))
    if is_cancelled or not has_begun:
        reasons.append(Reason("raised_not_begun"))
    return reasons


def reasons_against_telling(state: str, *, has_begun: bool) -> list[Reason]:
    """Why a volunteer cannot tell of a session: she had no place there, or it has not begun."""
    return [] if state == SignUpState.CONFIRMED and has_begun else [Reason("raised_not_begun")]
