"""A volunteer leads a task that the record leaves to the volunteers. Plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from careshare.errors import Reason


class WhyNoLonger(StrEnum):
    """Why somebody leads no longer."""

    UNIT = "unit"  # the unit said so, and named nobody
    SUCCESSOR = "successor"
    PUT_DOWN = "put_down"  # would rather not
    LEFT = "left"  # has left altogether, or was erased
    RECORD = "record"  # who does what was agreed anew
    ON_HOLD = "on_hold"
    ACTIVITY_ENDED = "activity_ended"


OF_ONES_OWN = frozenset({WhyNoLonger.PUT_DOWN, WhyNoLonger.LEFT})
"""Not the unit's doing, so the unit is told and the log names the volunteer."""

TOLD_TO_UNIT = OF_ONES_OWN | {WhyNoLonger.ON_HOLD}
"""Nobody leads from then on unless the unit names somebody; a hold can be another side's."""


@dataclass(frozen=True)
class LeadingFacts:
    """What decides whether somebody can be named for a task."""

    task: str
    is_left_to_volunteers: bool  # the record of the first day says so
    comes_here: bool  # and the one who names may see them
    is_group: bool
    is_on_hold: bool
    from_on: date
    today: date
    latest: date
    has_ended: bool  # the activity


def reasons_against_leading(facts: LeadingFacts) -> list[Reason]:
    """Every reason why somebody cannot be named."""
    values = {"task": facts.task}
    reasons = []
    if facts.has_ended:
        reasons.append(Reason("activity_ended"))
    if facts.from_on < facts.today:
        reasons.append(Reason("leading_in_the_past"))
    elif facts.from_on > facts.latest:
        reasons.append(Reason("leading_too_far", {"day": facts.latest}))
    elif not facts.is_left_to_volunteers:
        reasons.append(Reason("not_left_to_volunteers", values))
    if not facts.comes_here:
        reasons.append(Reason("leader_not_here"))
    elif facts.is_group:
        reasons.append(Reason("leader_is_group"))
    elif facts.is_on_hold:
        reasons.append(Reason("leader_on_hold"))
    return reasons
