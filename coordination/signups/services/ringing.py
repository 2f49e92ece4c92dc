"""Ringing around: what somebody said on the telephone, noted as if the person had clicked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused
from coordination.shifts.models import Position
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import OfferState, SignUpState, Via
from coordination.signups.services.approving import approve
from coordination.signups.services.signing_up import sign_up
from coordination.signups.services.waiting import accept, say_yes
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def rang_yes(
    *, person: Person, position: Position, user: Any, now: datetime, side: str = ""
) -> SignUp:
    """Whoever was rung comes. A second press gives the same row.

    Locks the person, then the position. The call is the yes of both sides: nothing waits for
    another answer.

    Raises:
        Refused: somebody else was first, or something speaks against it.
    """
    rows = PlaceOffer.objects.filter(person=person, position=position, state=OfferState.OPEN)
    offer = rows.first()
    if offer is not None:
        return say_yes(offer=offer, user=user, now=now, via=Via.CALL)
    made = sign_up(person=person, position=position, user=user, now=now, via=Via.CALL)
    if made.state == SignUpState.REQUESTED:
        return approve(sign_up=made, user=user, side=side, now=now)
    if made.state in (SignUpState.WAITLISTED, SignUpState.OFFERED):
        return accept(sign_up=made, user=user, now=now, via=Via.CALL)
    return made


@transaction.atomic
def rang_no(
    *, person: Person, position: Position, user: Any, now: datetime, side: str = ""
) -> PlaceOffer:
    """Whoever was rung cannot come, and is asked no second time. Locks the position.

    Raises:
        Refused: the person has a place there by now; giving that back is another button.
    """
    Position.objects.select_for_update().get(pk=position.pk)
    if SignUp.objects.live().filter(person=person, shift=position.shift_id).exists():
        raise Refused(Reason("already_signed_up"))
    rows = PlaceOffer.objects.filter(person=person, shift=position.shift_id)
    offer = rows.filter(state__in=(OfferState.OPEN, OfferState.DECLINED)).order_by("pk").first()
    if offer is None:
        offer = PlaceOffer(
            person=person, position=position, shift_id=position.shift_id, made_at=now
        )
    if offer.state != OfferState.DECLINED or offer.pk is None:
        offer.state, offer.answered_at, offer.answered_by = OfferState.DECLINED, now, user
        offer.save()
        audit(actor=user, action="offer.declined", subject=offer, task=Task.SCHEDULE, side=side,
              activity_id=offer.shift.activity_id, at=now)  # fmt: skip
        poke()
    return offer


@transaction.atomic
def undo_rang_no(*, person: Person, position: Position, user: Any, now: datetime) -> None:
    """It was a wrong tap: the person can be rung, and asked, again. Locks the position."""
    Position.objects.select_for_update().get(pk=position.pk)
    PlaceOffer.objects.filter(
        person=person, shift=position.shift_id, state=OfferState.DECLINED, answered_by__isnull=False
    ).update(state=OfferState.CLOSED, answered_at=now, answered_by=user)
