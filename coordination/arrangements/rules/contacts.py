"""Whom to ring for a task and an hour."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class ContactFacts:
    """One contact for one task: name, telephone, when it answers, and a deputy.

    Hours that end before they begin go on past midnight; weekdays and validity count for the day on
    which they begin.
    """

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
        return self.answers_within(at, at)

    def answers_within(self, start: datetime, end: datetime) -> bool:
        """Whether it can be rung at some moment of a window, both in the unit's local time; each
        day is looked at, and the night before the first.
        """
        days = (end.date() - start.date()).days
        return any(
            self._answers_from(start.date() + timedelta(days=number), start, end)
            for number in range(-1, days + 1)
        )

    def _answers_from(self, day: date, start: datetime, end: datetime) -> bool:
        """The same for the hours that begin on one day."""
        if str(day.isoweekday()) not in self.weekdays or not self.is_valid_on(day):
            return False
        begins, ends = self.from_time or time.min, self.until_time or time.max
        last_day = day + timedelta(days=1) if ends < begins else day
        first = datetime.combine(day, begins, start.tzinfo)
        last = datetime.combine(last_day, ends, start.tzinfo)
        return first <= end and start <= last

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
