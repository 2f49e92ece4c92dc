"""The record's rules: who may act on a task, what arrangement follows, when a version applies.

Plain Python. The derivation is *ours*, after the question of Andfossen (2020, Primary Health Care
Research & Development 21:e33, doi 10.1017/S1463423620000341): do care units and voluntary
organisations share tasks, divide them, or both?
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from careshare.errors import Reason
from volunteers.memberships.rules import Task

CORE_TASKS = (Task.RECRUIT, Task.TRAIN, Task.MATCH, Task.SCHEDULE, Task.SUPERVISE)
ACTING_TASKS = (*CORE_TASKS, Task.ROLE, Task.HOST, Task.RECORD, Task.SAFEGUARD, Task.INFORM)

UNIT_PARTY = "unit"


class Doer(StrEnum):
    """Who sees to one task of one activity."""

    UNIT = "unit"
    ORGANISATION = "organisation"
    SHARED = "shared"
    DIVIDED = "divided"
    VOLUNTEERS = "volunteers"
    NOBODY = "nobody"
    NOT_NEEDED = "not_needed"


COVERED = frozenset({Doer.UNIT, Doer.ORGANISATION, Doer.SHARED, Doer.DIVIDED, Doer.VOLUNTEERS})
"""Somebody sees to it."""


class Arrangement(StrEnum):
    """Who coordinates, derived and never typed; a label for reading, never a permission."""

    UNIT_ALONE = "unit_alone"
    ORGANISATION_ALONE = "organisation_alone"
    SHARED = "shared"
    DIVIDED = "divided"
    SHARED_AND_DIVIDED = "shared_and_divided"
    VOLUNTEER_LED = "volunteer_led"
    UNCOORDINATED = "uncoordinated"
    NOT_RECORDED = "not_recorded"


class VersionState(StrEnum):
    """Where a version stands. Nothing applies until it is agreed."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class DeclineReason(StrEnum):
    """Why a proposal is declined."""

    NOT_NOW = "not_now"
    OTHER_PARTNER = "other_partner"
    TASKS_DIFFER = "tasks_differ"
    NOT_SUITABLE = "not_suitable"
    CAPACITY = "capacity"
    OTHER = "other"


class Pattern(StrEnum):
    """Who does most of it: the question that the board asks first."""

    UNIT = "unit"
    ORGANISATION = "organisation"
    TOGETHER = "together"


@dataclass(frozen=True)
class Share:
    """One party's part in a task. `party` is a party key: "unit" or "organisation:7"."""

    party: str
    part: str = ""
    weekdays: str = ""  # "135" for fixed Mondays, Wednesdays and Fridays; empty where by part


@dataclass(frozen=True)
class TaskRow:
    """One task's responsibility, as proposed or agreed."""

    task: Task
    doer: Doer
    shares: tuple[Share, ...] = ()
    reason: str = ""  # why a task is not needed

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(share.party for share in self.shares)


def organisation_party(organisation_id: int) -> str:
    """The party key of an organisation."""
    return f"organisation:{organisation_id}"


def organisation_id(party: str) -> int | None:
    """The organisation's id in a party key; None for the unit."""
    return None if party == UNIT_PARTY else int(party.partition(":")[2])


def arrangement(doers: Iterable[Doer]) -> Arrangement:
    """The arrangement of a set of tasks, by the one rule (domain: "Arrangement").

    shares: any task SHARED. divides: any task DIVIDED, or at least one task UNIT and at least one
    ORGANISATION. Total and independent of order.
    """
    found = set(doers)
    shares = Doer.SHARED in found
    divides = Doer.DIVIDED in found or {Doer.UNIT, Doer.ORGANISATION} <= found
    if shares and divides:
        return Arrangement.SHARED_AND_DIVIDED
    if shares:
        return Arrangement.SHARED
    if divides:
        return Arrangement.DIVIDED
    for doer, alone in (
        (Doer.UNIT, Arrangement.UNIT_ALONE),
        (Doer.ORGANISATION, Arrangement.ORGANISATION_ALONE),
        (Doer.VOLUNTEERS, Arrangement.VOLUNTEER_LED),
        (Doer.NOBODY, Arrangement.UNCOORDINATED),
    ):
        if doer in found:
            return alone
    return Arrangement.NOT_RECORDED


@dataclass(frozen=True)
class Derived:
    """What follows from a set of task rows."""

    core: Arrangement  # the headline: the five core tasks
    all_tasks: Arrangement  # beside it: with sixteen tasks "any" would inflate collaboration
    is_provisional: bool
    gaps: tuple[Task, ...]  # needed, but nobody does it
    uncovered_core: tuple[Task, ...]  # NOBODY or no row: these block publishing


def derive(rows: Iterable[TaskRow], *, settled_core_tasks: int) -> Derived:
    """Everything that is read from a record.

    Args:
        rows: at most one row a task.
        settled_core_tasks: how many core tasks need a doer before the arrangement counts
            (area policy; three unless set).
    """
    doers = {row.task: row.doer for row in rows}
    core = {task: doers[task] for task in CORE_TASKS if task in doers}
    settled = sum(doer in COVERED for doer in core.values())
    return Derived(
        core=arrangement(core.values()),
        all_tasks=arrangement(doers.values()),
        is_provisional=settled < settled_core_tasks,
        gaps=tuple(task for task in Task if doers.get(task) == Doer.NOBODY),
        uncovered_core=tuple(
            task for task in CORE_TASKS if doers.get(task, Doer.NOBODY) == Doer.NOBODY
        ),
    )


def reasons_against_rows(rows: Iterable[TaskRow], *, allowed: frozenset[str]) -> list[Reason]:
    """Why a set of rows cannot be a version.

    Args:
        rows: the rows as filled in.
        allowed: party keys that may be named: the unit and organisations of its area.
    """
    reasons: list[Reason] = []
    seen: set[Task] = set()
    for row in rows:
        values = {"task": row.task.value}
        if row.task in seen:
            reasons.append(Reason("task_twice", values))
        seen.add(row.task)
        if not row.parties <= allowed:
            reasons.append(Reason("party_not_here", values))
        reasons += [Reason(code, values) for code in _row_problems(row)]
    if not seen:
        reasons.append(Reason("no_task_recorded"))
    return reasons


def _row_problems(row: TaskRow) -> list[str]:
    parties = row.parties
    organisations = parties - {UNIT_PARTY}
    if len(parties) != len(row.shares):
        return ["party_twice"]
    match row.doer:
        case Doer.UNIT:
            return [] if parties <= {UNIT_PARTY} else ["unit_alone_names_others"]
        case Doer.ORGANISATION:
            if UNIT_PARTY in parties:
                return ["organisation_alone_names_unit"]
            return [] if organisations else ["organisation_missing"]
        case Doer.SHARED:
            return [] if UNIT_PARTY in parties and organisations else ["shared_needs_both"]
        case Doer.DIVIDED:
            problems = [] if len(parties) > 1 else ["divided_needs_two"]
            if any(not share.part.strip() and not share.weekdays for share in row.shares):
                problems.append("divided_needs_parts")
            return problems
        case Doer.NOT_NEEDED:
            return [] if row.reason.strip() else ["not_needed_needs_reason"]
    return ["nobody_names_parties"] if parties else []


def parties_of(rows: Iterable[TaskRow]) -> frozenset[str]:
    """Every party that a set of rows names; the unit is always one, for it hosts."""
    return frozenset({UNIT_PARTY}).union(*(row.parties for row in rows))


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


def reasons_against_agreeing(facts: AnswerFacts) -> list[Reason]:
    """Why this user cannot agree for this party."""
    reasons = reasons_against_answering(facts)
    if facts.user_id in facts.agreed.values():
        reasons.append(Reason("own_proposal"))
    if not facts.is_base_current:
        reasons.append(Reason("agreed_meanwhile"))
    return reasons


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


def reasons_against_dates(
    *,
    valid_from: date,
    agreed_on: date,
    is_first: bool,
    review_on: date | None,
    trial_until: date | None = None,
    months_ahead: int | None = None,
) -> list[Reason]:
    """Why a version cannot hold from a day.

    Never before the day of the last agreement, except a first recording, which is then marked
    *recorded afterwards*.

    Args:
        months_ahead: how far ahead anything can be planned (area policy); None does not limit.
    """
    reasons = []
    if valid_from < agreed_on and not is_first:
        reasons.append(Reason("valid_from_too_early", {"day": agreed_on}))
    if months_ahead is not None and valid_from > agreed_on + timedelta(days=30 * months_ahead):
        reasons.append(Reason("valid_from_too_far", {"months": months_ahead}))
    if review_on is not None and review_on <= valid_from:
        reasons.append(Reason("review_before_start"))
    if trial_until is not None and trial_until < valid_from:
        reasons.append(Reason("trial_before_start"))
    return reasons


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


@dataclass(frozen=True)
class Holder:
    """Who may act on a task, and for whom that is news.

    `parties` may act and are told. `own_first` holds where the task is divided.
    """

    task: Task
    doer: Doer | None
    parties: frozenset[str]
    is_by_default: bool = False  # no row, NOBODY, NOT_NEEDED or no valid version: the unit acts


def holder(task: Task, row: TaskRow | None) -> Holder:
    """Who holds a task under the version that is valid now (domain: "The record acts").

    VOLUNTEERS: the named volunteer leads, and the unit acts and is told for the software.
    """
    if row is None or row.doer in (Doer.NOBODY, Doer.NOT_NEEDED):
        doer = row.doer if row else None
        return Holder(task, doer, frozenset({UNIT_PARTY}), is_by_default=True)
    if row.doer in (Doer.UNIT, Doer.VOLUNTEERS):
        return Holder(task, row.doer, frozenset({UNIT_PARTY}))
    return Holder(task, row.doer, row.parties)


def from_pattern(pattern: Pattern, organisation: str | None) -> tuple[TaskRow, ...]:
    """The rows that "who does most of this?" starts the board with, for the acting tasks.

    Args:
        pattern: the answer.
        organisation: the party key of the partner; the unit does it all where there is none.
    """
    unit = (Share(UNIT_PARTY),)
    if pattern == Pattern.UNIT or organisation is None:
        return tuple(TaskRow(task, Doer.UNIT, unit) for task in ACTING_TASKS)
    partner = (Share(organisation),)
    if pattern == Pattern.TOGETHER:
        return tuple(TaskRow(task, Doer.SHARED, unit + partner) for task in ACTING_TASKS)
    kept = {Task.HOST, Task.SAFEGUARD}  # the place and its safety stay with the unit
    return tuple(
        TaskRow(task, Doer.UNIT, unit)
        if task in kept
        else TaskRow(task, Doer.ORGANISATION, partner)
        for task in ACTING_TASKS
    )


def claim_rows(record: Iterable[TaskRow], organisation: str) -> tuple[TaskRow, ...]:
    """What an organisation's offer to help starts with: take the gaps, else share the core tasks.

    Where nothing is recorded yet, the core tasks are offered to be done together.

    Args:
        record: today's rows.
        organisation: the party key of whoever offers.
    """
    rows = {row.task: row for row in record}
    gaps = [task for task, row in rows.items() if row.doer == Doer.NOBODY]
    if rows:
        gaps += [task for task in CORE_TASKS if task not in rows]
    for task in gaps:
        rows[task] = TaskRow(task, Doer.ORGANISATION, (Share(organisation),))
    if not gaps:
        for task in CORE_TASKS:
            rows[task] = _joined(rows.get(task), task, organisation)
    return tuple(rows[task] for task in Task if task in rows)


def _joined(row: TaskRow | None, task: Task, organisation: str) -> TaskRow:
    """The task done by both, with whoever does it already; what is divided stays as it is."""
    if row is not None and row.doer not in (Doer.UNIT, Doer.ORGANISATION, Doer.SHARED):
        return row
    others = row.parties - {UNIT_PARTY, organisation} if row else frozenset()
    return TaskRow(
        task, Doer.SHARED, tuple(map(Share, (UNIT_PARTY, *sorted(others), organisation)))
    )


@dataclass(frozen=True)
class ContactFacts:
    """One contact for one task: name, telephone, when it answers, and a deputy."""

    task: str
    party: str
    name: str
    phone: str
    weekdays: str = "1234567"
    from_time: time | None = None
    until_time: time | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def answers(self, at: datetime) -> bool:
        """Whether this contact can be rung at a moment, given in the unit's local time."""
        day, clock = at.date(), at.time()
        return (
            str(at.isoweekday()) in self.weekdays
            and (self.from_time is None or clock >= self.from_time)
            and (self.until_time is None or clock <= self.until_time)
            and (self.valid_from is None or day >= self.valid_from)
            and (self.valid_until is None or day <= self.valid_until)
        )


def contact_task(*, starts_at: datetime, at: datetime, host_minutes: int) -> Task:
    """Whose telephone is right for "cannot come?": SCHEDULE's until so many minutes before the
    start (area policy; 120 unless set), then HOST's.
    """
    return Task.HOST if starts_at - at <= timedelta(minutes=host_minutes) else Task.SCHEDULE


def pick_contact(
    contacts: Iterable[ContactFacts], *, task: Task, parties: frozenset[str], at: datetime
) -> ContactFacts | None:
    """The contact of a party that holds the task who answers at a moment (local time), if any."""
    fitting = [one for one in contacts if one.task == task and one.party in parties]
    return next((one for one in fitting if one.answers(at)), None)
