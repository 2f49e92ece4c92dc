"""The waiting list, and answers to offers: exactly one gets a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare import clock
from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused, refuse_if
from coordination.shifts.models import Position, Shift
from coordination.signups.access import facts_of
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import (
    FULL,
    HOLDING,
    CancelledBy,
    CancelReason,
    OfferKind,
    OfferState,
    SignUpState,
    Via,
    left_over,
    reasons_against,
    reasons_against_taking,
    reasons_against_waiting,
)
from coordination.signups.services.cancelling import give_up
from coordination.signups.services.filling import fill
from coordination.signups.services.signing_up import announce, extend_sight, save_despite, sign_up
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def wait(
    *,
    person: Person,
    position: Position,
    user: Any,
    now: datetime | None = None,
    via: Via = Via.SELF,
    heads: int | None = None,
) -> SignUp:
    """Put a person (or a group with its heads) on the waiting list of a full position.

    A repeat gives the same row. Locks the person, then the position. About 18 statements, one
    event row.

    Args:
        heads: how many of a group would come; None for all of it.

    Raises:
        Refused: there is room, or something else speaks against it.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    position = Position.objects.select_for_update().get(pk=position.pk)
    now = now or clock.now()
    shift = Shift.objects.for_pages().get(pk=position.shift_id)
    existing = shift.sign_ups.live().filter(person=person).first()
    if existing is not None:
        return existing
    heads = person.heads if heads is None else heads
    facts = facts_of(
        person, [shift], now, heads=heads, positions={shift.pk: position},
        own_accord=via == Via.SELF,
    )  # fmt: skip
    refuse_if(reasons_against_waiting(facts[shift.pk]))
    if heads > position.maximum:
        raise Refused(Reason("too_few_places", {"free": position.maximum, "heads": heads}))
    made = SignUp.objects.create(
        position=position,
        shift=shift,
        person=person,
        heads=heads,
        state=SignUpState.WAITLISTED,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        via=via,
        made_by=user,
        made_at=now,
        waiting_since=now,
    )
    extend_sight(made)
    audit(actor=user, action="signup.waitlisted", subject=made, task=Task.MATCH,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    announce(made, "signup.waitlisted", now)
    fill(position.pk, now)  # a group may wait although one place is free
    return made


@transaction.atomic
def accept(
    *, sign_up: SignUp, user: Any, now: datetime, via: Via = Via.OFFER, despite: str = ""
) -> SignUp:
    """Take an offered place, or one that came free while one waits; a second press is no error.

    Locks the person, then the position; every reason is asked again, but what a coordinator sets
    aside by a reason (`despite`).

    Raises:
        Refused: the offer has lapsed or the place is gone; nothing changes.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    position = Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    if sign_up.state == SignUpState.CONFIRMED:
        return sign_up
    is_placed = via == Via.STAFF  # no offer is answered: somebody gives the place
    until = None if is_placed else sign_up.offer_until
    refuse_if(reasons_against_taking(sign_up.state, until, now))
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    facts = facts_of(
        person, [shift], now, heads=sign_up.heads, positions={shift.pk: position},
        windows={shift.pk: (sign_up.starts_at, sign_up.ends_at)},
    )  # fmt: skip
    held = sign_up.heads if sign_up.state == SignUpState.OFFERED else 0
    own = facts[shift.pk]
    found = reasons_against(replace(own, is_signed_up=False, free=own.free + held))
    refuse = refuse_if if is_placed else _refuse_gone
    refuse(left_over(found, despite=despite))
    sign_up.state, sign_up.offer_until = SignUpState.CONFIRMED, None
    sign_up.via = via
    sign_up.version += 1
    save_despite(sign_up, found, despite=despite, user=user, now=now)
    PlaceOffer.objects.filter(shift=shift, person=person, state=OfferState.OPEN).update(
        state=OfferState.TAKEN, answered_at=now, answered_by=user
    )
    audit(actor=user, action="signup.confirmed", subject=sign_up, task=Task.MATCH,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, "signup.confirmed", now)
    poke()
    return sign_up


def _refuse_gone(reasons: Iterable[Reason]) -> None:
    """Full means that somebody else said yes first; that is the only word for it here."""
    found = list(reasons)
    if {reason.code for reason in found} & FULL:
        raise Refused(Reason("offer_gone"))
    refuse_if(found)


@transaction.atomic
def turn_down(*, sign_up: SignUp, user: Any, now: datetime) -> SignUp:
    """ "No thanks": leave the list, and the next in line is asked at once.

    Locks the person, then the position. A second press gives the same answer.
    """
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    if sign_up.state not in (SignUpState.OFFERED, SignUpState.WAITLISTED):
        return sign_up
    sign_up.state_before, sign_up.state = sign_up.state, SignUpState.CANCELLED
    sign_up.cancelled_at, sign_up.cancelled_by = now, CancelledBy.VOLUNTEER
    sign_up.cancelled_by_user, sign_up.cancel_reason = user, CancelReason.OFFER_DECLINED
    sign_up.version += 1
    sign_up.save()
    _answer_open(sign_up.shift_id, sign_up.person_id, user, now)
    audit(actor=user, action="signup.cancelled", subject=sign_up,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    fill(sign_up.position_id, now)
    return sign_up


def _answer_open(shift_id: int, person_id: int, user: Any, now: datetime) -> None:
    PlaceOffer.objects.filter(shift_id=shift_id, person_id=person_id, state=OfferState.OPEN).update(
        state=OfferState.DECLINED, answered_at=now, answered_by=user
    )


@transaction.atomic
def say_yes(*, offer: PlaceOffer, user: Any, now: datetime, via: Via = Via.OFFER) -> SignUp:
    """Say yes to a wave, or instead of somebody: the first yes wins. A second press gives the same
    answer.

    Locks the person, then the position (in `sign_up` and `accept` again, in the same order).

    Raises:
        Refused: somebody else was first, or something speaks against it.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=offer.person_id)
    Position.objects.select_for_update().get(pk=offer.position_id)
    existing = SignUp.objects.live().filter(shift=offer.shift_id, person=person).first()
    offer = PlaceOffer.objects.select_related("position").get(pk=offer.pk)
    if offer.kind == OfferKind.SWAP and (existing is None or existing.state not in HOLDING):
        return _take_over(offer, person, existing, user, now, via)
    if existing is not None and existing.state != SignUpState.REQUESTED:
        return accept(sign_up=existing, user=user, now=now, via=via)
    if offer.state not in (OfferState.OPEN, OfferState.DECLINED):
        raise Refused(Reason("offer_gone"))
    made = _come(person, offer.position, None, user, now, via)
    _taken(offer, user, now)
    return made


def _take_over(
    offer: PlaceOffer,
    person: Person,
    waiting: SignUp | None,
    user: Any,
    now: datetime,
    via: Via,
) -> SignUp:
    """Come instead of somebody who wished so: that place and this one change hands at once.

    The caller holds the taker's and the position's lock; whose place it was need not be locked, for
    losing one collides with nothing. Where anything speaks against it the transaction goes back.
    """
    rows = SignUp.objects.for_pages().select_for_update(of=("self",))
    theirs = rows.get(pk=offer.instead_of_id or 0)
    is_wished = theirs.state == SignUpState.CONFIRMED and theirs.wants_swap_at is not None
    if offer.state not in (OfferState.OPEN, OfferState.DECLINED) or not is_wished:
        raise Refused(Reason("offer_gone"))
    give_up(theirs, user, now)
    made = _come(person, offer.position, waiting, user, now, via)
    if made.state != SignUpState.CONFIRMED:  # a request of one's own: nothing would be taken over
        raise Refused(Reason("offer_gone"))
    _taken(offer, user, now)
    fill(offer.position_id, now)  # where the one who comes needs less room
    return made


def _come(
    person: Person,
    position: Position,
    waiting: SignUp | None,
    user: Any,
    now: datetime,
    via: Via,
) -> SignUp:
    if waiting is not None and waiting.state == SignUpState.WAITLISTED:
        return accept(sign_up=waiting, user=user, now=now, via=via)
    try:
        return sign_up(person=person, position=position, user=user, now=now, via=via)
    except Refused as refused:
        _refuse_gone(refused.reasons)
        raise


def _taken(offer: PlaceOffer, user: Any, now: datetime) -> None:
    PlaceOffer.objects.filter(pk=offer.pk).update(
        state=OfferState.TAKEN, answered_at=now, answered_by=user
    )


@transaction.atomic
def say_no(*, offer: PlaceOffer, user: Any, now: datetime) -> None:
    """ "No thanks" to a wave; who waited leaves the list. Locks the person, then the position."""
    person = Person.objects.select_for_update(no_key=True).get(pk=offer.person_id)
    Position.objects.select_for_update().get(pk=offer.position_id)
    waiting = SignUp.objects.filter(
        shift=offer.shift_id, person=person, state__in=(SignUpState.WAITLISTED, SignUpState.OFFERED)
    ).first()
    if waiting is not None:
        turn_down(sign_up=waiting, user=user, now=now)
        return
    _answer_open(offer.shift_id, person.pk, user, now)
    poke()  # the next wave
