"""Ideas from outside: which step follows which, and how long an answer takes. Plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from careshare.errors import Reason


class InitiativeState(StrEnum):
    """Where an initiative stands."""

    PROPOSED = "proposed"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    BECAME_ACTIVITY = "became_activity"


WAITING = frozenset({InitiativeState.PROPOSED, InitiativeState.ACKNOWLEDGED})
"""The unit owes an answer."""


class ProposerKind(StrEnum):
    """Who had the idea."""

    ORGANISATION = "organisation"
    VOLUNTEER = "volunteer"
    PUBLIC = "public"


class Decision(StrEnum):
    """What a unit answers."""

    YES = "yes"
    DIFFERENTLY = "differently"
    NOT_NOW = "not_now"
    NO = "no"


YES = frozenset({Decision.YES, Decision.DIFFERENTLY})


class DecisionReason(StrEnum):
    """Why, from a list."""

    NEEDED = "needed"
    FITS = "fits"
    FITS_PARTLY = "fits_partly"
    CAPACITY = "capacity"
    HAVE_IT = "have_it"
    NOT_SUITABLE = "not_suitable"
    STAFF_WORK = "staff_work"
    SAFETY = "safety"
    OTHER = "other"


class Step(StrEnum):
    """What can happen to an initiative."""

    ACKNOWLEDGE = "acknowledge"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    BECOME = "become"


_FROM: Mapping[Step, frozenset[InitiativeState]] = {
    Step.ACKNOWLEDGE: frozenset({InitiativeState.PROPOSED}),
    Step.DECIDE: WAITING,
    Step.WITHDRAW: WAITING | {InitiativeState.ACCEPTED},
    Step.BECOME: frozenset({InitiativeState.ACCEPTED}),
}


def reasons_against(step: Step, state: str) -> list[Reason]:
    """Why a step cannot be taken from a state; deciding at once acknowledges too."""
    if InitiativeState(state) in _FROM[step]:
        return []
    if step == Step.BECOME and InitiativeState(state) in WAITING:
        return [Reason("initiative_undecided")]
    return [Reason(f"initiative_{state}")]


def reasons_against_deciding(state: str, *, reason: str, decision: str, text: str) -> list[Reason]:
    """Why a decision cannot be taken like this."""
    reasons = reasons_against(Step.DECIDE, state)
    needs_text = decision == Decision.DIFFERENTLY or reason == DecisionReason.OTHER
    if needs_text and not text.strip():
        reasons.append(Reason("decision_needs_text"))
    return reasons


@dataclass(frozen=True)
class PublicFacts:
    """What decides whether somebody whom nobody knows may suggest something to a unit."""

    is_allowed: bool
    waiting: int  # suggestions from the public that still wait there
    most: int  # area policy


def reasons_against_suggesting(facts: PublicFacts) -> list[Reason]:
    """Why the unit takes no suggestion from the public now."""
    if not facts.is_allowed:
        return [Reason("unit_takes_no_suggestions")]
    return [Reason("too_many_suggestions")] if facts.waiting >= facts.most else []


def acknowledge_by(proposed_at: datetime, days: int) -> datetime:
    """Until when the unit must have said that it has read it; the promise is kept as it was made,
    also where the area changes the number afterwards.
    """
    return proposed_at + timedelta(days=days)


def is_overdue(state: str, by: datetime, now: datetime) -> bool:
    """Whether nobody has acknowledged it in time."""
    return state == InitiativeState.PROPOSED and by <= now


@dataclass(frozen=True)
class Median:
    """A median in days, and of how many; None of none."""

    days: float | None
    count: int


def median_days(spans: Iterable[timedelta]) -> Median:
    """The middle of some spans, in days with one decimal.

    Of an even number the mean of the two in the middle; of one it is that one. How many it rests on
    stands beside it, so that a median of two is not read as a habit.
    """
    days = sorted(span / timedelta(days=1) for span in spans)
    return Median(round(median(days), 1) if days else None, len(days))


@dataclass(frozen=True)
class Answer:
    """One initiative as R21 counts it. Whoever proposed it is no part of it."""

    unit_id: int
    unit: str
    state: str
    proposed_at: datetime
    acknowledge_by: datetime
    acknowledged_at: datetime | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Answers:
    """How a unit, or all of some units, answered the initiatives of a period."""

    unit_id: int | None  # None: all together
    unit: str
    total: int
    by_state: Mapping[InitiativeState, int]
    overdue: int
    to_acknowledgement: Median
    to_decision: Median


def answers_of(
    rows: Sequence[Answer], now: datetime, unit_id: int | None = None, unit: str = ""
) -> Answers:
    """R21 over some initiatives: counts by state, the overdue, medians from the proposal on.

    One that was withdrawn before an answer counts, but in no median.
    """
    return Answers(
        unit_id=unit_id,
        unit=unit,
        total=len(rows),
        by_state={state: sum(row.state == state for row in rows) for state in InitiativeState},
        overdue=sum(is_overdue(row.state, row.acknowledge_by, now) for row in rows),
        to_acknowledgement=median_days(
            row.acknowledged_at - row.proposed_at for row in rows if row.acknowledged_at
        ),
        to_decision=median_days(row.decided_at - row.proposed_at for row in rows if row.decided_at),
    )


def answers_by_unit(rows: Iterable[Answer], now: datetime) -> list[Answers]:
    """One line a unit, by name."""
    found: dict[tuple[str, int], list[Answer]] = {}
    for row in rows:
        found.setdefault((row.unit, row.unit_id), []).append(row)
    return [answers_of(found[key], now, key[1], key[0]) for key in sorted(found)]


def usual_tasks(records: Sequence[Iterable[str]]) -> frozenset[str]:
    """The tasks that an organisation takes in at least half of some records. (Ours.)"""
    counts: dict[str, int] = {}
    for tasks in records:
        for task in set(tasks):
            counts[task] = counts.get(task, 0) + 1
    return frozenset(task for task, count in counts.items() if 2 * count >= len(records))
