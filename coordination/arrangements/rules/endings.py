"""A party leaves: when it may, what falls open, and what the record says without it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from careshare.errors import Reason
from coordination.arrangements.rules.record import UNIT_PARTY, Doer, Share, TaskRow, parties_of
from volunteers.memberships.rules import Task


class EndReason(StrEnum):
    """Why a party leaves."""

    TOO_FEW_PEOPLE = "too_few_people"
    NO_CAPACITY = "no_capacity"
    NEED_CHANGED = "need_changed"
    MONEY = "money"
    DOES_NOT_WORK = "does_not_work"
    ACTIVITY_ENDS = "activity_ends"
    OTHER = "other"


@dataclass(frozen=True)
class Notice:
    """One party's last day, as far as reading the record goes.

    It takes the party out of every version that was agreed before notice was given: whoever agrees
    to a later version that names them stays by that.
    """

    party: str
    ends_on: date  # the first day without it
    number: int  # of the version agreed last when notice was given

    def takes_from(self, number: int, day: date) -> bool:
        """Whether the party is out of a version on a day."""
        return self.ends_on <= day and number <= self.number


def left_by(notices: Iterable[Notice], number: int, day: date) -> frozenset[str]:
    """The parties that are out of a version on a day."""
    return frozenset(one.party for one in notices if one.takes_from(number, day))


def without(rows: Iterable[TaskRow], left: frozenset[str]) -> tuple[TaskRow, ...]:
    """What the rows say once some parties have left.

    A task that only they did is nobody's; what was shared or divided falls to those who remain,
    and is theirs alone where only one side remains.
    """
    return tuple(_without(row, left) if _held_by(row) & left else row for row in rows)


def _held_by(row: TaskRow) -> frozenset[str]:
    return frozenset({UNIT_PARTY}) if row.doer == Doer.UNIT else row.parties


def _without(row: TaskRow, left: frozenset[str]) -> TaskRow:
    remaining = tuple(share for share in row.shares if share.party not in left)
    if not remaining:
        return TaskRow(row.task, Doer.NOBODY)
    if row.doer == Doer.DIVIDED and len(remaining) > 1:
        return replace(row, shares=remaining)
    whole = tuple(Share(share.party) for share in remaining)
    parties = {share.party for share in whole}
    if parties == {UNIT_PARTY}:
        return TaskRow(row.task, Doer.UNIT, whole)
    if UNIT_PARTY in parties:
        return TaskRow(row.task, Doer.SHARED, whole)
    return TaskRow(row.task, Doer.ORGANISATION, whole)


@dataclass(frozen=True)
class Fallen:
    """A task of which something falls open when a party leaves."""

    task: Task
    was: Doer
    part: str  # what the leaving party did, where the task was divided
    after: TaskRow

    @property
    def is_gap(self) -> bool:
        """Nobody is left who does it."""
        return self.after.doer == Doer.NOBODY


def falls_open(rows: Iterable[TaskRow], party: str) -> list[Fallen]:
    """The tasks that a party holds, alone, together or in part, in the order of the tasks."""
    order = list(Task)
    found = [row for row in rows if party in _held_by(row)]
    return [
        Fallen(
            row.task,
            row.doer,
            next((share.part for share in row.shares if share.party == party), ""),
            _without(row, frozenset({party})),
        )
        for row in sorted(found, key=lambda row: order.index(row.task))
    ]


@dataclass(frozen=True)
class FallsOpen:
    """What a party leaves behind on its last day. Sessions, sign-ups and approvals stay."""

    tasks: list[Fallen]
    sessions: int  # planned from that day on
    volunteers: int  # of its own, with a place or a wish on one of them
    requests: int  # sign-ups that wait for its answer now
    unrecorded: int  # sessions whose attendance it has not recorded yet
    standing: int = 0  # of its own, who come every time to a series
    uncovered: int = 0  # sessions ahead that need somebody, where it plans or recruits
    hours: int = 0  # times that volunteers added hours and wait for its answer


@dataclass(frozen=True)
class NoticeFacts:
    """What decides whether notice can be given."""

    rows: Sequence[TaskRow]  # of the version agreed last, without those who have left
    leaving: str
    by: str
    today: date
    ends_on: date
    notice_days: int  # as agreed; where the agreement says none, the area's
    months_ahead: int
    is_given: bool = False  # already, and not taken back


def notice_on(
    today: date, *, agreed: int, usual: int, trial_until: date | None, in_trial: int
) -> int:
    """How many days ahead a party leaves when it says so on a day.

    While a trial runs (its last day counts) either side may leave sooner: what is tried out is not
    yet relied on. *Ours*.

    Args:
        agreed: days as the agreement says; 0 where it says nothing.
        usual, in_trial: the area's numbers.
    """
    days = agreed or usual
    is_trial = trial_until is not None and today <= trial_until
    return min(days, in_trial) if is_trial else days


def earliest_end(today: date, notice_days: int) -> date:
    """The first day that can be without a party: notice runs from tomorrow."""
    return today + timedelta(days=max(1, notice_days))


def reasons_against_notice(facts: NoticeFacts) -> list[Reason]:
    """Why notice cannot be given."""
    parties = parties_of(facts.rows)
    if parties == {UNIT_PARTY}:
        return [Reason("nobody_to_leave")]
    reasons = []
    if facts.by not in parties:
        reasons.append(Reason("not_a_party"))
    if facts.leaving not in parties:
        reasons.append(Reason("leaver_takes_no_part"))
    elif facts.leaving == UNIT_PARTY and facts.by != UNIT_PARTY:
        reasons.append(Reason("unit_hosts"))
    if facts.is_given:
        reasons.append(Reason("notice_given_already"))
    earliest = earliest_end(facts.today, facts.notice_days)
    if facts.ends_on < earliest:
        reasons.append(Reason("notice_too_short", {"day": earliest}))
    if facts.ends_on > facts.today + timedelta(days=30 * facts.months_ahead):
        reasons.append(Reason("notice_too_far", {"months": facts.months_ahead}))
    return reasons


def reasons_against_withdrawing_notice(
    *, by: str, given_by: str, today: date, ends_on: date, is_latest: bool
) -> list[Reason]:
    """Why notice can no longer be taken back.

    Args:
        is_latest: nothing was agreed since notice was given.
    """
    reasons = []
    if by != given_by:
        reasons.append(Reason("notice_of_others"))
    if today >= ends_on:
        reasons.append(Reason("notice_took_effect"))
    if not is_latest:
        reasons.append(Reason("agreed_since_notice"))
    return reasons


NOBODY, NOT_NEEDED = Doer.NOBODY.value, Doer.NOT_NEEDED.value


def with_owners(
    rows: Iterable[TaskRow], owners: Mapping[Task, str], reasons: Mapping[Task, str]
) -> tuple[TaskRow, ...]:
    """The rows with a new owner for some tasks; the others stay as they are.

    Args:
        owners: a party key, "nobody" or "not_needed", by task.
        reasons: why a task is not needed.
    """
    kept = {row.task: row for row in rows}
    for task, owner in owners.items():
        if owner == NOBODY:
            kept[task] = TaskRow(task, Doer.NOBODY)
        elif owner == NOT_NEEDED:
            kept[task] = TaskRow(task, Doer.NOT_NEEDED, reason=reasons.get(task, ""))
        else:
            doer = Doer.UNIT if owner == UNIT_PARTY else Doer.ORGANISATION
            kept[task] = TaskRow(task, doer, (Share(owner),))
    return tuple(kept[task] for task in Task if task in kept)
