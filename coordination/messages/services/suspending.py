"""A suspension and its end are told to the volunteer, without the reason."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.messages.rules import Kind
from coordination.signups.models import Suspension

KINDS = {
    "person.suspended": Kind.SUSPENDED,
    "person.suspension_lifted": Kind.SUSPENSION_LIFTED,
}


def suspension_changed(event: Event) -> list[Draft]:
    """A letter by e-mail; whoever pressed was asked to ring where there is no address."""
    row = Suspension.objects.select_related("person").filter(pk=event.cause_id).first()
    if row is None or not row.person.is_reachable_by_mail:
        return []
    return [
        Draft(
            kind=KINDS[event.name],
            cause=event.cause,
            cause_id=row.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            person_id=row.person_id,
            priority=Priority.CHANGE,
        )
    ]
