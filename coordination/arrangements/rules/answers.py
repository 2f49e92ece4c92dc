"""When a version applies: answers, and what differs from the version before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from careshare.errors import Reason
from coordination.arrangements.rules.dates import reasons_against_starting
from coordination.arrangements.rules.record import Doer, Share, TaskRow
from volunteers.memberships.rules import Task


class VersionState(StrEnum):
    """Where a version stands. Nothing applies until it is agreed."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    ASSUMED = "assumed"  # what a unit usually does with an organisation that nobody has asked yet


class DeclineReason(StrEnum):
    """Why a proposal is declined."""

    NOT_NOW = "not_now"
    OTHER_PARTNER = "other_partner"
    TASKS_DIFFER = "tasks_differ"
    NOT_SUITABLE = "not_suitable"
    CAPACITY = "capacity"
    OTHER = "other"


@dataclass(frozen=True)
class AnswerFacts:
    """What decides whether a party may agree to a version now."""

    state: str
    party: str
    needed: frozenset[str]  # parties of this version and of the one that it replaces
    agreed: Mapping[str, int] = field(default_factory=dict)  # party -> user id
    user_id: int = 0
    is_base_current: bool = True
    is_expired: bool = False
    is_notice_newer: bool = False  # somebody gave notice after it was proposed
    drops_unasked: bool = False  # it leaves out a party that it never asked
    starts_on: date | None = None  # its first day, where the last side agrees now
    review_on: date | None = None
    trial_until: date | None = None


def reasons_against_agreeing(facts: AnswerFacts) -> list[Reason]:
    """Why this user cannot agree for this party."""
    reasons = reasons_against_answering(facts)
    if facts.user_id in facts.agreed.values():
        reasons.append(Reason("own_proposal"))
    overtaken = reason_overtaken(
        is_base_current=facts.is_base_current, is_notice_newer=facts.is_notice_newer
    )
    if overtaken is not None:
        reasons.append(overtaken)
    elif facts.drops_unasked:
        reasons.append(Reason("ending_instead"))
    if not reasons and facts.starts_on is not None:
        reasons += reasons_against_starting(
            starts_on=facts.starts_on, review_on=facts.review_on, trial_until=facts.trial_until
        )
    return reasons


def reason_overtaken(*, is_base_current: bool, is_notice_newer: bool) -> Reason | None:
    """Why nobody can agree to a proposal any more, whoever asks; None where it fits the record.

    Args:
        is_base_current: whether nothing was agreed since it was written.
        is_notice_newer: whether somebody gave notice since.
    """
    if not is_base_current:
        return Reason("agreed_meanwhile")
    return Reason("notice_meanwhile") if is_notice_newer else None


def reasons_against_answering(facts: AnswerFacts) -> list[Reason]:
    """Why this party cannot answer a proposal, with yes or with no."""
    reasons = []
    if facts.state != VersionState.PROPOSED:
        reasons.append(Reason(f"version_{facts.state}"))
    elif facts.is_expired:
        reasons.append(Reason("version_expired"))
    if facts.party not in facts.needed:
        reasons.append(Reason("not_a_party"))
    elif facts.party in facts.agreed:
        reasons.append(Reason("party_has_agreed"))
    return reasons


def is_agreed(needed: frozenset[str], agreed: Iterable[str]) -> bool:
    """Whether everybody whose consent a version needs has given it."""
    return needed <= set(agreed)


@dataclass(frozen=True)
class Change:
    """One task that two sets of rows see differently; None is not recorded."""

    task: Task
    before: TaskRow | None
    after: TaskRow | None


def changes(before: Iterable[TaskRow], after: Iterable[TaskRow]) -> list[Change]:
    """What differs from one set of rows to another, in the order of the tasks."""
    old = {row.task: row for row in before}
    new = {row.task: row for row in after}
    return [
        Change(task, old.get(task), new.get(task))
        for task in Task
        if _content(old.get(task)) != _content(new.get(task))
    ]


def _content(row: TaskRow | None) -> tuple[Doer, frozenset[Share], str] | None:
    return None if row is None else (row.doer, frozenset(row.shares), row.reason)
