"""Tasks that the volunteers see to themselves: who leads, and what that allows."""

from collections.abc import Iterable
from dataclasses import dataclass

from coordination.arrangements.rules.record import Doer, TaskRow
from volunteers.memberships.rules import LEADING, Capability, Task


@dataclass(frozen=True)
class Leader:
    """The volunteer who leads a task."""

    person_id: int
    user_id: int | None  # None: without a log-in, so the unit enters what is to be entered
    name: str  # the first one


def left_to_volunteers(rows: Iterable[TaskRow]) -> tuple[Task, ...]:
    """The tasks that a record leaves to the volunteers, in the order of the tasks."""
    found = {row.task for row in rows if row.doer == Doer.VOLUNTEERS}
    return tuple(task for task in Task if task in found)


def acts_of(tasks: Iterable[Task]) -> frozenset[Capability]:
    """What leading these tasks allows, by the matrix."""
    return frozenset().union(*(LEADING.get(task, frozenset()) for task in tasks))
