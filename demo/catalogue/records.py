"""Who does what: the patterns from which the demo's records are made."""

from collections.abc import Iterable

from coordination.arrangements.rules import (
    CORE_TASKS,
    UNIT_PARTY,
    Doer,
    Pattern,
    Share,
    TaskRow,
    from_pattern,
)
from volunteers.memberships.rules import Task

UNIT = (Share(UNIT_PARTY),)
WARD_PART, OWN_PART = "Ward routines, hygiene", "The role and its boundaries"


def _with(rows: Iterable[TaskRow], *changed: TaskRow) -> tuple[TaskRow, ...]:
    """The rows with some replaced or added."""
    by_task = {row.task: row for row in rows} | {row.task: row for row in changed}
    return tuple(by_task[task] for task in Task if task in by_task)


def _unit_does_all() -> tuple[TaskRow, ...]:
    return from_pattern(Pattern.UNIT, None)


def _organisation_tasks(party: str, *tasks: Task) -> list[TaskRow]:
    return [TaskRow(task, Doer.ORGANISATION, (Share(party),)) for task in tasks]


def _shared(party: str, *tasks: Task) -> list[TaskRow]:
    return [TaskRow(task, Doer.SHARED, (*UNIT, Share(party))) for task in tasks]


def _training_divided(party: str) -> TaskRow:
    shares = (Share(UNIT_PARTY, WARD_PART), Share(party, OWN_PART))
    return TaskRow(Task.TRAIN, Doer.DIVIDED, shares)


def rows(pattern: str, party: str) -> tuple[TaskRow, ...]:
    """The rows of a pattern; `party` is the partner's party key, or empty."""
    nobody, unit = Doer.NOBODY, Doer.UNIT
    match pattern:
        case "unit":
            no_checks = TaskRow(Task.VET, Doer.NOT_NEEDED, reason="Staff are always in the room")
            return _with(_unit_does_all(), no_checks)
        case "no_transport":
            return _with(_unit_does_all(), TaskRow(Task.TRANSPORT, nobody))
        case "no_thanks":
            return _with(_unit_does_all(), TaskRow(Task.RECOGNISE, nobody))
        case "begun":
            return (
                TaskRow(Task.RECRUIT, unit, UNIT),
                TaskRow(Task.SCHEDULE, unit, UNIT),
                TaskRow(Task.SUPERVISE, nobody),
            )
        case "volunteers":
            led = (*CORE_TASKS, Task.HOST, Task.RECORD)
            return _with(_unit_does_all(), *(TaskRow(task, Doer.VOLUNTEERS) for task in led))
        case "organisation":
            return from_pattern(Pattern.ORGANISATION, party)
        case "together":
            own = [TaskRow(task, unit, UNIT) for task in (Task.TRAIN, Task.HOST, Task.SAFEGUARD)]
            return _with(from_pattern(Pattern.TOGETHER, party), *own)
        case "divided":
            theirs = _organisation_tasks(party, Task.RECRUIT, Task.MATCH, Task.RECOGNISE)
            return _with(_unit_does_all(), *theirs, _training_divided(party))
        case "divided_recruit":
            return _with(_unit_does_all(), *_organisation_tasks(party, Task.RECRUIT, Task.VET))
        case "coffee" | "coffee_proposed":
            return _coffee(pattern, party)
    return ()


def _coffee(pattern: str, party: str) -> tuple[TaskRow, ...]:
    """Coffee and singing: partly both, partly divided; and what the partner would like instead."""
    record = _with(
        _unit_does_all(),
        *_organisation_tasks(party, Task.RECRUIT, Task.MATCH, Task.HOST),
        _training_divided(party),
        *_shared(party, Task.SCHEDULE, Task.RECORD),
        TaskRow(Task.TRANSPORT, Doer.NOBODY),
    )
    if pattern == "coffee":
        return record
    by_weekday = (Share(UNIT_PARTY, weekdays="1234"), Share(party, weekdays="567"))
    return _with(
        record,
        *_shared(party, Task.SUPERVISE),
        TaskRow(Task.HOST, Doer.DIVIDED, by_weekday),
    )
