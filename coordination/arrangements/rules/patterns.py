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
