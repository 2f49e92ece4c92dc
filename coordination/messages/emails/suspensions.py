"""Letters to a volunteer about a suspension: whom to ring, never why."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.messages.emails.writing import in_language_of, letter, person_of
from coordination.messages.rules import Kind
from coordination.signups.models import Suspension


def about_suspension(delivery: Delivery, now: datetime) -> Letter | None:
    """That signing up is on hold, or possible again; None where that is no longer so."""
    person = person_of(delivery)
    row = Suspension.objects.for_pages().filter(pk=delivery.cause_id).first()
    if person is None or row is None:
        return None
    if (row.lifted_at is None) != (delivery.kind == Kind.SUSPENDED):
        return None
    area = row.unit.area if row.unit else row.organisation.home_area  # type: ignore[union-attr]
    with in_language_of(person, area):
        words = {"name": person.first_name, "place": row.side.name, "ring": row.ring}
        return letter(delivery.kind, address=person.email, words=words)
