"""What each side says when asked alone: who coordinates, who does each task, where they differ.

The stated arrangement is an answer, never derived; only it compares with a survey that asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from careshare.errors import Reason
from coordination.arrangements.rules.record import (
    ACTING_TASKS,
    UNIT_PARTY,
    Arrangement,
    Doer,
    TaskRow,
    parties_of,
)
from volunteers.memberships.rules import Task


class Occasion(StrEnum):
    """Why the sides are asked: once when an activity begins, and whenever it is reviewed."""

    START = "start"
    REVIEW = "review"


class Stated(StrEnum):
    """One side's answer to "who coordinates?"."""

    UNIT = "unit"
    ORGANISATION = "organisation"
    TOGETHER = "together"  # the same tasks together
    DIFFERENT = "different"  # different tasks
    BOTH = "both"
    VOLUNTEERS = "volunteers"
    DONT_KNOW = "dont_know"


ARRANGEMENT_OF: Mapping[Stated, Arrangement] = {
    Stated.UNIT: Arrangement.UNIT_ALONE,
    Stated.ORGANISATION: Arrangement.ORGANISATION_ALONE,
    Stated.TOGETHER: Arrangement.SHARED,
    Stated.DIFFERENT: Arrangement.DIVIDED,
    Stated.BOTH: Arrangement.SHARED_AND_DIVIDED,
    Stated.VOLUNTEERS: Arrangement.VOLUNTEER_LED,
    Stated.DONT_KNOW: Arrangement.NOT_RECORDED,
}
"""The column in which a stated answer stands beside the derived arrangement."""

DONT_KNOW = Stated.DONT_KNOW.value
TASK_ANSWERS: tuple[str, ...] = (*(doer.value for doer in Doer), DONT_KNOW)
"""The answers to "who does it in fact?"."""

ASKED_TASKS = ACTING_TASKS
"""The tasks that a review asks about: the core ones and the others that the software acts on."""


@dataclass(frozen=True)
class Gap:
    """How far the sides see the tasks differently.

    A *comparison* is one task that the unit and one organisation have both answered.
    """

    comparisons: int = 0
    differences: int = 0
    tasks: tuple[Task, ...] = ()  # compared at least once
    differing: tuple[Task, ...] = ()  # seen differently at least once

    @property
    def share(self) -> float | None:
        """Differences among comparisons; None where nothing could be compared."""
        return self.differences / self.comparisons if self.comparisons else None


def perspective_gap(answers: Mapping[str, Mapping[Task, str]]) -> Gap:
    """Where the sides, asked blind, see the tasks differently.

    Denominator: the tasks that both answered. "Don't know" and what was left out do not count.
    Where several organisations take part (*ours*): the unit is compared with each of them by
    itself, so a task counts once for each; organisations are not compared with one another.

    Args:
        answers: for each party key its answers, task by task.
    """
    unit = _known(answers.get(UNIT_PARTY, {}))
    compared: list[tuple[Task, bool]] = []
    for party in sorted(set(answers) - {UNIT_PARTY}):
        theirs = _known(answers[party])
        compared += [(task, theirs[task] != unit[task]) for task in theirs if task in unit]
    seen = {task for task, _differs in compared}
    differing = {task for task, differs in compared if differs}
    return Gap(
        comparisons=len(compared),
        differences=sum(differs for _task, differs in compared),
        tasks=tuple(task for task in Task if task in seen),
        differing=tuple(task for task in Task if task in differing),
    )


def _known(answers: Mapping[Task, str]) -> dict[Task, str]:
    return {task: said for task, said in answers.items() if said and said != DONT_KNOW}


def total_gap(gaps: Iterable[Gap]) -> Gap:
    """Several reviews together: comparisons and differences are summed, so that a review weighs as
    much as was compared in it.
    """
    found = list(gaps)
    tasks = {task for gap in found for task in gap.tasks}
    differing = {task for gap in found for task in gap.differing}
    return Gap(
        comparisons=sum(gap.comparisons for gap in found),
        differences=sum(gap.differences for gap in found),
        tasks=tuple(task for task in Task if task in tasks),
        differing=tuple(task for task in Task if task in differing),
    )


@dataclass(frozen=True)
class StatingFacts:
    """What decides whether somebody may answer in a round now."""

    party: str
    asked: frozenset[str]
    is_revealed: bool = False
    answered: Mapping[str, int | None] = field(default_factory=dict)  # party -> user id
    user_id: int = 0


def reasons_against_stating(facts: StatingFacts) -> list[Reason]:
    """Why this user cannot answer for this side: the answers are out, or would not be blind."""
    reasons = []
    if facts.is_revealed:
        reasons.append(Reason("round_revealed"))
    if facts.party not in facts.asked:
        reasons.append(Reason("round_not_asked"))
    others = {user for party, user in facts.answered.items() if party != facts.party}
    if facts.user_id in others:
        reasons.append(Reason("round_other_side"))
    return reasons


def reasons_against_opening(*, rows: Iterable[TaskRow], is_ended: bool) -> list[Reason]:
    """Why there is nothing to look at together."""
    reasons = []
    if is_ended:
        reasons.append(Reason("round_activity_ended"))
    if not list(rows):
        reasons.append(Reason("round_nothing_recorded"))
    return reasons


def everybody_answered(asked: Iterable[str], answered: Iterable[str]) -> bool:
    """Whether the answers may be shown to all: each side that was asked has given its own."""
    return set(asked) <= set(answered)


def asked_parties(rows: Iterable[TaskRow]) -> frozenset[str]:
    """Whom a round asks: the unit, and every organisation that the record names."""
    return parties_of(rows)


def reasons_against_keeping(
    *,
    is_revealed: bool,
    is_decided: bool,
    is_current: bool,
    next_on: date,
    today: date,
    months_ahead: int,
) -> list[Reason]:
    """Why "it stays as it is, next review on a day" cannot be recorded.

    Args:
        is_current: the version that was looked at is still the one agreed last.
        months_ahead: how far ahead anything can be planned (area policy).
    """
    reasons = []
    if not is_revealed:
        reasons.append(Reason("round_not_revealed"))
    if is_decided:
        reasons.append(Reason("round_decided"))
    if not is_current:
        reasons.append(Reason("agreed_meanwhile"))
    if next_on <= today:
        reasons.append(Reason("next_review_in_past"))
    if next_on > today + timedelta(days=30 * months_ahead):
        reasons.append(Reason("next_review_too_far", {"months": months_ahead}))
    return reasons
