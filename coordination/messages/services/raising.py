"""Somebody told of a concern or a hard day: whoever holds its task hears of it at once."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues
from coordination.messages.rules import TOLD_OF, Kind
from coordination.signups.models import Raised

KINDS = {"concern.raised": Kind.CONCERN, "hard_day.raised": Kind.HARD_DAY}


def somebody_told(event: Event) -> list[Draft]:
    """To everybody who holds the task by the record of that day; about six queries."""
    row = Raised.objects.for_pages().get(pk=event.cause_id)
    kind = KINDS[event.name]
    day = event.due_at.astimezone(row.activity.unit.zone).date()
    return [
        Draft(
            kind=kind,
            cause=event.cause,
            cause_id=row.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            user_id=user.pk,
            priority=Priority.CHANGE,
        )
        for user in colleagues(record_of(row.activity, day), *TOLD_OF[kind], day=day)
    ]
