"""A message to all becomes one letter for each volunteer whom it reaches."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import Announcement
from coordination.activities.rules.announcements import Audience, Purpose
from coordination.messages.rules import Kind
from coordination.planning.access.announcing import recipients

KINDS = {Purpose.INFORM: Kind.ANNOUNCEMENT, Purpose.THANK: Kind.THANKS}


def announced(event: Event) -> list[Draft]:
    """Three queries, however many are reached; nobody where it was taken back in time."""
    row = Announcement.objects.select_related("activity").get(pk=event.cause_id)
    if row.withdrawn_at is not None:
        return []
    return [
        Draft(
            kind=KINDS[Purpose(row.purpose)],
            cause=event.cause,
            cause_id=row.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            person_id=person.pk,
        )
        for person in recipients(row.activity, Audience(row.audience), row.made_at)
        if person.is_reachable_by_mail
    ]
