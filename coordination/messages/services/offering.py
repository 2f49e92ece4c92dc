"""Offers become letters; who has no e-mail stands on the call list, at the same place in turn."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.messages.access import told_by
from coordination.messages.rules import Kind
from coordination.signups.models import PlaceOffer
from coordination.signups.rules import OfferState


def offer_made(event: Event) -> list[Draft]:
    """Ask one of a wave; nobody where that was taken back by then."""
    offer = _offer(event)
    if offer is None or offer.state == OfferState.WITHDRAWN:
        return []
    return _to_volunteer(event, offer, Kind.ASKED)


def offer_withdrawn(event: Event) -> list[Draft]:
    """Whoever was written to need not answer any more; nobody else hears of it."""
    offer = _offer(event)
    if offer is None or not told_by([Kind.ASKED], event.cause, [offer.pk]):
        return []
    return _to_volunteer(event, offer, Kind.ASK_WITHDRAWN)


def _offer(event: Event) -> PlaceOffer | None:
    rows = PlaceOffer.objects.select_related("person", "shift")
    return rows.filter(pk=event.cause_id).first()


def _to_volunteer(event: Event, offer: PlaceOffer, kind: Kind) -> list[Draft]:
    if not offer.person.is_reachable_by_mail:
        return []
    return [
        Draft(
            kind=kind,
            cause=event.cause,
            cause_id=offer.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            person_id=offer.person_id,
            priority=Priority.CHANGE,
            useless_after=offer.shift.starts_at,
        )
    ]
