"""Rows of the record, the arrangement that follows from them, and who holds a task.

The derivation is *ours*, after the question of Andfossen (2020, Primary Health Care Research &
Development 21:e33, doi 10.1017/S1463423620000341): do care units and voluntary organisations share
tasks, divide them, or both?
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from careshare.errors import Reason
from volunteers.memberships.rules import Task

CORE_TASKS = (Task.RECRUIT, Task.TRAIN, Task.MATCH, Task.SCHEDULE, Task.SUPERVISE)


ACTING_TASKS = (*CORE_TASKS, Task.ROLE, Task.HOST, Task.RECORD, Task.SAFEGUARD, Task.INFORM)


UNIT_PARTY = "unit"

VOLUNTEERS = "volunteers"
"""In the log the side of whoever leads a task left to the volunteers; a party to no agreement."""


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


def on_others_day(row: TaskRow | None, party: str, weekday: int) -> tuple[Share, ...]:
    """The parts of others, where a task is divided by fixed days and this is a day of theirs alone.

    Both may act whatever the day; each sees its own part first. Empty for one's own day, for a day
    that is nobody's, and for a task that is not divided by days.

    Args:
        weekday: 1 for Monday to 7 for Sunday, at the unit.
    """
    if row is None or row.doer != Doer.DIVIDED or party not in row.parties:
        return ()
    theirs = tuple(one for one in row.shares if str(weekday) in one.weekdays)
    return () if any(one.party == party for one in theirs) else theirs


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


def is_gap(task: Task, doer: Doer | None) -> bool:
    """Whether a task is needed and has nobody: so it says, or it is core and nothing is recorded.

    Args:
        doer: who sees to it; None without a row.
    """
    return doer == Doer.NOBODY or (doer is None and task in CORE_TASKS)


def gaps(doers: Mapping[Task, Doer]) -> tuple[Task, ...]:
    """Every gap of a record, in the order of the tasks.

    Args:
        doers: who sees to each task that has a row.
    """
    return tuple(task for task in Task if is_gap(task, doers.get(task)))


@dataclass(frozen=True)
class Derived:
    """What follows from a set of task rows."""

    core: Arrangement  # the headline: the five core tasks
    all_tasks: Arrangement  # beside it: with sixteen tasks "any" would inflate collaboration
    is_provisional: bool
    gaps: tuple[Task, ...]

    @property
    def uncovered_core(self) -> tuple[Task, ...]:
        """The core ones among the gaps: these block publishing."""
        return tuple(task for task in self.gaps if task in CORE_TASKS)


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
        gaps=gaps(doers),
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

    VOLUNTEERS: the unit answers for it, so it acts and is told; whoever leads may act beside it
    (`access.leading`).
    """
    if row is None or row.doer in (Doer.NOBODY, Doer.NOT_NEEDED):
        doer = row.doer if row else None
        return Holder(task, doer, frozenset({UNIT_PARTY}), is_by_default=True)
    if row.doer in (Doer.UNIT, Doer.VOLUNTEERS):
        return Holder(task, row.doer, frozenset({UNIT_PARTY}))
    return Holder(task, row.doer, row.parties)
