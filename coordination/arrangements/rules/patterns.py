"""The rows with which a board or an offer starts."""

from collections.abc import Iterable
from enum import StrEnum

from coordination.arrangements.rules.record import (
    ACTING_TASKS,
    CORE_TASKS,
    UNIT_PARTY,
    Doer,
    Share,
    TaskRow,
    gaps,
)
from volunteers.memberships.rules import Task


class Pattern(StrEnum):
    """Who does most of it: the question that the board asks first."""

    UNIT = "unit"
    ORGANISATION = "organisation"
    TOGETHER = "together"


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
    found = gaps({task: row.doer for task, row in rows.items()}) if rows else ()
    for task in found:
        rows[task] = TaskRow(task, Doer.ORGANISATION, (Share(organisation),))
    if not found:
        for task in CORE_TASKS:
            rows[task] = _joined(rows.get(task), task, organisation)
    return tuple(rows[task] for task in Task if task in rows)


def askable_tasks(record: Iterable[TaskRow]) -> tuple[Task, ...]:
    """The tasks with which a unit can ask an organisation to help: those it does alone, those done
    together, and gaps. What is divided or the volunteers' own needs the whole board.
    """
    rows = {row.task: row for row in record}
    kept = (Doer.DIVIDED, Doer.VOLUNTEERS, Doer.NOT_NEEDED)
    return tuple(task for task in ACTING_TASKS if task not in rows or rows[task].doer not in kept)


def invitation_rows(
    record: Iterable[TaskRow], organisation: str, tasks: Iterable[Task]
) -> tuple[TaskRow, ...]:
    """What a unit's question "will you help with these?" proposes: gaps become the organisation's,
    other tasks are done by both; everything else stays. Where nothing is recorded, the unit keeps
    the rest.

    Args:
        record: the rows agreed last.
        organisation: the party key of whoever is asked.
        tasks: what the unit thinks of; those that cannot be asked for are left out.
    """
    rows = {row.task: row for row in record} or {
        row.task: row for row in from_pattern(Pattern.UNIT, None)
    }
    askable = askable_tasks(rows.values())
    for task in tasks:
        row = rows.get(task)
        if task in askable:
            is_gap = row is None or row.doer == Doer.NOBODY
            alone = TaskRow(task, Doer.ORGANISATION, (Share(organisation),))
            rows[task] = alone if is_gap else _joined(row, task, organisation)
    return tuple(rows[task] for task in Task if task in rows)


def initiative_rows(organisation: str, tasks: Iterable[Task]) -> tuple[TaskRow, ...]:
    """The first record of an organisation's own idea: it does the tasks that it named, the unit the
    other acting ones; where it named none, as an offer without a record.
    """
    named = frozenset(tasks)
    if not named:
        return claim_rows((), organisation)
    rows = {row.task: row for row in from_pattern(Pattern.UNIT, None)}
    for task in named:
        rows[task] = TaskRow(task, Doer.ORGANISATION, (Share(organisation),))
    return tuple(rows[task] for task in Task if task in rows)


def _joined(row: TaskRow | None, task: Task, organisation: str) -> TaskRow:
    """The task done by both, with whoever does it already; what is divided stays as it is."""
    if row is not None and row.doer not in (Doer.UNIT, Doer.ORGANISATION, Doer.SHARED):
        return row
    others = row.parties - {UNIT_PARTY, organisation} if row else frozenset()
    return TaskRow(
        task, Doer.SHARED, tuple(map(Share, (UNIT_PARTY, *sorted(others), organisation)))
    )
