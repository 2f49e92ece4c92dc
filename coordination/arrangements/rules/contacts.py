"""Whom to ring for a task and an hour."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from volunteers.memberships.rules import Task


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
    deputy_name: str = ""
    deputy_phone: str = ""

    def answers(self, at: datetime) -> bool:
        """Whether this contact can be rung at a moment, given in the unit's local time."""
        clock = at.time()
        return (
            str(at.isoweekday()) in self.weekdays
            and (self.from_time is None or clock >= self.from_time)
            and (self.until_time is None or clock <= self.until_time)
            and self.is_valid_on(at.date())
        )

    def is_valid_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return (self.valid_from is None or day >= self.valid_from) and (
            self.valid_until is None or day <= self.valid_until
        )


def contact_task(*, starts_at: datetime, at: datetime, host_minutes: int) -> Task:
    """Whose telephone is right for "cannot come?": SCHEDULE's until so many minutes before the
    start (area policy; 120 unless set), then HOST's.
    """
    return Task.HOST if starts_at - at <= timedelta(minutes=host_minutes) else Task.SCHEDULE


def pick_contact(
    contacts: Iterable[ContactFacts], *, task: Task, parties: frozenset[str], at: datetime
) -> ContactFacts | None:
    """The contact of a party that holds the task who answers at a moment (local time), if any.

    Where none does, the deputy of one who is in force that day (*ours*: a deputy answers when the
    contact does not).
    """
    fitting = [one for one in contacts if one.task == task and one.party in parties]
    found = next((one for one in fitting if one.answers(at)), None)
    if found is not None:
        return found
    deputies = (one for one in fitting if one.deputy_phone and one.is_valid_on(at.date()))
    away = next(deputies, None)
    return replace(away, name=away.deputy_name, phone=away.deputy_phone) if away else None
