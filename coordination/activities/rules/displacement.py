"""Does this replace paid work? When it is asked, and what follows from the answers.

Both rules are ours: no source states them. Their result is printed together with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from careshare.errors import Reason
from coordination.activities.rules.activities import StatutoryClass, TypeGroup

WATCHED_GROUPS = frozenset({TypeGroup.MEALS, TypeGroup.PRACTICAL, TypeGroup.RELIEF})
WATCHED_TYPES = frozenset({"transport"})
"""Where an activity that nobody has classified is looked at all the same."""


class Result(StrEnum):
    """What a review finds, the mildest first."""

    COMPLEMENTS = "complements"
    WITH_CONDITIONS = "complements_with_conditions"
    RISK = "risk"
    SUBSTITUTES = "substitutes"


class ReviewState(StrEnum):
    """Where a review stands. One that is done is never changed."""

    WAITING = "waiting"  # for the second voice
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Voice(StrEnum):
    """Who answers."""

    MANAGER = "manager"
    REPRESENTATIVE = "representative"


@dataclass(frozen=True)
class NeedFacts:
    """What decides whether an activity needs a review."""

    statutory_class: str
    group: str
    type_code: str
    was_paid_work: bool | None = None  # as the manager says; None: nobody has said by then
    cut_on: date | None = None  # last day of the latest quarter with a cut that still counts


def why_needed(facts: NeedFacts) -> list[Reason]:
    """Every reason for which an activity needs a review; none: it needs none."""
    reasons = []
    if facts.statutory_class in (StatutoryClass.STATUTORY, StatutoryClass.MIXED):
        reasons.append(Reason("displacement_class", {"class": facts.statutory_class}))
    if facts.cut_on is not None:
        reasons.append(Reason("displacement_posts_cut", {"group": facts.group}))
    if facts.was_paid_work:
        reasons.append(Reason("displacement_paid_work"))
    is_watched = facts.group in WATCHED_GROUPS or facts.type_code in WATCHED_TYPES
    if facts.statutory_class == StatutoryClass.UNCLASSIFIED and is_watched:
        reasons.append(Reason("displacement_unclassified", {"group": facts.group}))
    return reasons


@dataclass(frozen=True)
class Standing:
    """How an activity stands: why it needs a review, and what the latest one found."""

    reasons: tuple[Reason, ...] = ()
    result: str = ""  # of the latest review that is done
    review_id: int | None = None
    done_at: datetime | None = None
    done_on: date | None = None  # the same at the unit
    look_again_on: date | None = None
    waiting_id: int | None = None
    cut_on: date | None = None
    cut_entered_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        """A review is done, and no post was cut after it.

        A cut came after a review where it was entered later and its quarter had not ended before.
        """
        if self.done_at is None or self.done_on is None:
            return False
        if self.cut_on is None or self.cut_entered_at is None:
            return True
        return self.cut_entered_at <= self.done_at or self.cut_on < self.done_on

    @property
    def is_missing(self) -> bool:
        """A review is needed and not there."""
        return bool(self.reasons) and not self.is_answered

    def is_due_again(self, today: date) -> bool:
        """The day has come on which the last review asked to look again. It still stands."""
        return self.look_again_on is not None and self.look_again_on <= today


def gate(standing: Standing) -> Reason | None:
    """What stands between an activity and its volunteers, if anything does.

    Work that replaces paid work is not offered; a new review that finds otherwise opens it again.
    """
    if standing.result == Result.SUBSTITUTES:
        return Reason("gate_displacement_substitutes")
    if not standing.is_missing:
        return None
    return Reason("gate_displacement_waiting" if standing.waiting_id else "gate_displacement")


@dataclass(frozen=True)
class Answers:
    """The seven questions as one voice answers them."""

    was_done_by_paid: bool
    has_other_purpose: bool  # than saving
    would_stop: bool
    were_hours_reduced: bool
    was_in_dispute: bool
    is_budgeted: bool
    staff_consulted_on: date | None = None
    union_consulted_on: date | None = None


@dataclass(frozen=True)
class Finding:
    """A result with every reason for it, the weightiest first."""

    result: Result
    reasons: tuple[str, ...]


def find(voices: Sequence[Answers]) -> Finding:
    """What the answers of one voice or both come to.

    What speaks against counts where either voice says it, what speaks for where all say it: the
    second voice can therefore only make a result graver.

    - SUBSTITUTES: used during a dispute; or paid staff did it and their contracts or hours were
      reduced; or paid staff did it and the only purpose is to save.
    - RISK: contracts or hours were reduced; or the only purpose is to save; or paid staff did it
      and the service would stop without volunteers.
    - COMPLEMENTS_WITH_CONDITIONS: paid staff did it; or the service would stop; or staff or union
      were not consulted; or the costs are not budgeted.
    - else COMPLEMENTS.
    """
    paid = any(one.was_done_by_paid for one in voices)
    reduced = any(one.were_hours_reduced for one in voices)
    saves = not all(one.has_other_purpose for one in voices)
    stops = any(one.would_stop for one in voices)
    ladder = (
        (
            Result.SUBSTITUTES,
            {
                "dispute": any(one.was_in_dispute for one in voices),
                "paid_and_reduced": paid and reduced,
                "paid_and_saving": paid and saves,
            },
        ),
        (
            Result.RISK,
            {"reduced": reduced, "saving": saves, "paid_and_stops": paid and stops},
        ),
        (
            Result.WITH_CONDITIONS,
            {
                "paid": paid,
                "stops": stops,
                "staff_not_asked": not all(one.staff_consulted_on for one in voices),
                "union_not_asked": not all(one.union_consulted_on for one in voices),
                "not_budgeted": not all(one.is_budgeted for one in voices),
            },
        ),
    )
    found = [(result, code) for result, codes in ladder for code, holds in codes.items() if holds]
    if not found:
        return Finding(Result.COMPLEMENTS, ())
    return Finding(found[0][0], tuple(code for _result, code in found))
