"""Contacts in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.arrangements.models import TaskContact
from coordination.arrangements.words import TASKS, weekday_names
from volunteers.memberships.rules import Task

ALL_WEEK = "1234567"


@dataclass(frozen=True)
class ContactLine:
    """One task, and one of its contacts or none."""

    task: str
    label: str
    pk: int | None = None
    name: str = ""
    phone: str = ""
    when: str = ""
    deputy: str = ""


def contact_lines(contacts: Iterable[TaskContact], tasks: Sequence[Task]) -> list[ContactLine]:
    """Every task that one's side holds, with its contacts; those without one share the last line.

    One query.
    """
    found = list(contacts)
    lines = [_line(one) for task in tasks for one in found if one.task == task]
    bare = [task for task in tasks if not any(one.task == task for one in found)]
    if bare:
        label = ", ".join(str(TASKS[task]) for task in bare)
        lines.append(ContactLine(bare[0].value, label))
    return lines


def _line(contact: TaskContact) -> ContactLine:
    deputy = " ".join(filter(None, (contact.deputy_name, str(contact.deputy_phone or ""))))
    return ContactLine(
        task=contact.task,
        label=str(TASKS[Task(contact.task)]),
        pk=contact.pk,
        name=contact.name,
        phone=str(contact.phone),
        when=_when(contact),
        deputy=deputy,
    )


def _when(contact: TaskContact) -> str:
    days = _("every day") if contact.weekdays == ALL_WEEK else weekday_names(contact.weekdays)
    if contact.from_time and contact.until_time:
        return f"{days}, {contact.from_time:%H:%M}–{contact.until_time:%H:%M}"
    if contact.from_time:
        return _("%(days)s from %(time)s") % {"days": days, "time": f"{contact.from_time:%H:%M}"}
    if contact.until_time:
        return _("%(days)s until %(time)s") % {"days": days, "time": f"{contact.until_time:%H:%M}"}
    return days
