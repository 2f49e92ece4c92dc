"""Whom to ring about a shift at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from phonenumber_field.phonenumber import to_python

from coordination.arrangements.access.records import Record
from coordination.arrangements.rules import (
    contact_task,
    pick_contact,
)
from volunteers.places.models import CareUnit


@dataclass(frozen=True)
class Contact:
    """Whom to ring: a name and a telephone number, and for which side."""

    name: str
    phone: str
    party_name: str
    is_main_number: bool = False  # nobody is named who answers then

    @property
    def number(self) -> str:
        """The telephone number as its country writes it; as it was typed where it is none."""
        number = to_python(self.phone) if self.phone else None
        return number.as_national if number and number.is_valid() else self.phone


def contact_for(record: Record, *, starts_at: datetime, at: datetime) -> Contact:
    """Whom to ring about a shift at a moment.

    SCHEDULE's contact until some time before the start, then HOST's; else the unit's main number.
    The activity's own contact is for questions about it, not for the day. No query where
    `activity.contacts` is prefetched.

    Args:
        record: the record as of the shift's day.
        starts_at: the shift's start.
        at: when somebody would ring.
    """
    activity = record.activity
    unit = activity.unit
    task = contact_task(
        starts_at=starts_at, at=at, host_minutes=unit.area.policy.host_contact_minutes
    )
    found = pick_contact(
        [one.facts for one in activity.contacts.all()],
        task=task,
        parties=record.holder(task).parties,
        at=at.astimezone(unit.zone),
    )
    if found is not None:
        return Contact(found.name, found.phone, record.names.get(found.party, unit.name))
    return main_number(unit)


def main_number(unit: CareUnit) -> Contact:
    """The care unit's own number, which is there after a session, too; no query."""
    return Contact(unit.name, str(unit.phone), unit.name, is_main_number=True)
