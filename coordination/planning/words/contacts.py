"""Contacts in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from coordination.arrangements.models import TaskContact
from coordination.arrangements.words import TASKS, weekday_names
from coordination.shifts.words import between
from volunteers.memberships.rules import Task

ALL_WEEK = "1234567"


class OneTask(NamedTuple):
    """One task of a contact; each can be taken away alone."""

    pk: int
    label: str


@dataclass(frozen=True)
class ContactLine:
    """One contact with the tasks that it answers for, or the tasks that have none."""

    label: str
    tasks: tuple[OneTask, ...] = ()
    name: str = ""
    phone: str = ""
    when: str = ""
    deputy: str = ""


def contact_lines(contacts: Iterable[TaskContact], tasks: Sequence[Task]) -> list[ContactLine]:
    """Whom to ring, each person once with all their tasks; what has nobody shares the last line.

    The same name with another number or other hours is a line of its own. One query.
    """
    found = list(contacts)
    people: dict[tuple[str, ...], list[TaskContact]] = {}
    for one in (one for task in tasks for one in found if one.task == task):
        people.setdefault(
            (one.name, str(one.phone), when_it_answers(one), _deputy(one)), []
        ).append(one)
    lines = [_line(rows) for rows in people.values()]
    bare = [task for task in tasks if not any(one.task == task for one in found)]
    if bare:
        label = ", ".join(str(TASKS[task]) for task in bare)
        lines.append(ContactLine(label))
    return lines


def _line(rows: Sequence[TaskContact]) -> ContactLine:
    tasks = tuple(OneTask(one.pk, str(TASKS[Task(one.task)])) for one in rows)
    first = rows[0]
    return ContactLine(
        label=", ".join(one.label for one in tasks),
        tasks=tasks,
        name=first.name,
        phone=str(first.phone),
        when=when_it_answers(first),
        deputy=_deputy(first),
    )


def _deputy(contact: TaskContact) -> str:
    return " ".join(filter(None, (contact.deputy_name, str(contact.deputy_phone or ""))))


def when_it_answers(contact: TaskContact) -> str:
    """On which days and at what hours; hours past midnight end the next morning."""
    days = _("every day") if contact.weekdays == ALL_WEEK else weekday_names(contact.weekdays)
    if contact.from_time and contact.until_time:
        if contact.until_time < contact.from_time:
            said = _("%(days)s, %(first)s until %(last)s the next morning")
            hours = {"first": f"{contact.from_time:%H:%M}", "last": f"{contact.until_time:%H:%M}"}
            return said % {"days": days, **hours}
        return f"{days}, {between(contact.from_time, contact.until_time)}"
    if contact.from_time:
        return _("%(days)s from %(time)s") % {"days": days, "time": f"{contact.from_time:%H:%M}"}
    if contact.until_time:
        return _("%(days)s until %(time)s") % {"days": days, "time": f"{contact.until_time:%H:%M}"}
    return days
