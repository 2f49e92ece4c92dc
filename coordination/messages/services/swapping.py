"""Proposals to swap become letters: to whoever is asked, and to whoever asked."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.messages.rules import Kind
from coordination.signups.models import SwapProposal
from coordination.signups.rules import OfferState

ABOUT = {
    "swap.proposed": (OfferState.OPEN, Kind.SWAP_PROPOSED),
    "swap.declined": (OfferState.DECLINED, Kind.SWAP_DECLINED),
}


def swap_changed(event: Event) -> list[Draft]:
    """One letter; none where it was taken back, or answered with yes, which has its own."""
    state, kind = ABOUT[event.name]
    swap = SwapProposal.objects.for_pages().filter(pk=event.cause_id, state=state).first()
    if swap is None:
        return []
    reader = swap.theirs.person if kind == Kind.SWAP_PROPOSED else swap.mine.person
    if not reader.is_reachable_by_mail:
        return []
    return [
        Draft(
            kind=kind,
            cause=event.cause,
            cause_id=swap.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            person_id=reader.pk,
            priority=Priority.CHANGE,
            useless_after=min(swap.mine.starts_at, swap.theirs.starts_at),
        )
    ]
