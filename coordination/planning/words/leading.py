"""Leading a task that is left to the volunteers, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from coordination.arrangements.access import Record
from coordination.arrangements.rules import UNIT_PARTY, acts_of, left_to_volunteers
from coordination.arrangements.words import TASKS
from volunteers.memberships.rules import Capability, Task

ACTS = {
    Capability.SEE_WHO_COMES: _("You see who comes, by name."),
    Capability.PLAN_SHIFTS: _("You plan sessions, move them and cancel them."),
    Capability.DECIDE_SIGN_UPS: _("You say yes or no to those who ask to come."),
    Capability.RECORD_ATTENDANCE: _("You note who came."),
}
"""What the matrix gives to whoever leads; each of it has a sentence (a test reads both)."""


def what_one_may(tasks: Iterable[Task]) -> list[str]:
    """What leading these tasks lets one do in CareShare; nothing where it is done elsewhere."""
    allowed = acts_of(tasks)
    return [str(text) for act, text in ACTS.items() if act in allowed]


def leads_here(task: Task, record: Record, party: str) -> str:
    """Who leads a task that is left to the volunteers; by name for those who take part alone.

    Args:
        party: the reader's side.
    """
    leader, unit = record.leaders.get(task), record.names[UNIT_PARTY]
    if leader is None:
        return _now("Nobody named yet: %(unit)s acts meanwhile.") % {"unit": unit}
    if party not in record.names:
        return _now("A volunteer leads this. %(unit)s answers for it.") % {"unit": unit}
    values = {"name": leader.name, "unit": unit}
    return _now("%(name)s leads this. %(unit)s answers for it and may step in.") % values


class LedLine(NamedTuple):
    """Tasks that are left to the volunteers and of which the same is to be said."""

    label: str
    says: str


def led_lines(record: Record, party: str) -> list[LedLine]:
    """Every task that the record leaves to the volunteers, and who leads it. No query."""
    by_text: dict[str, list[str]] = {}
    for task in left_to_volunteers(record.rows):
        by_text.setdefault(leads_here(task, record, party), []).append(str(TASKS[task]))
    return [LedLine(", ".join(labels), says) for says, labels in by_text.items()]
