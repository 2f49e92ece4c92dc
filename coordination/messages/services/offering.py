"""Offers become letters; who has no e-mail stands on the call list, at the same place in turn."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.messages.rules import Kind
from coordination.signups.models import PlaceOffer


def offer_made(event: Event) -> list[Draft]:
    """Ask one of a wave."""
    rows = PlaceOffer.objects.select_related("person", "shift")
    offer = rows.filter(pk=event.cause_id).first()
    if offer is None or not offer.person.is_reachable_by_mail:
        return []
    return [
        Draft(
            kind=Kind.ASKED,
            cause=event.cause,
            cause_id=offer.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            person_id=offer.person_id,
            priority=Priority.CHANGE,
            useless_after=offer.shift.starts_at,
        )
    ]
