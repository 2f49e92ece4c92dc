""" "I would rather swap, but come if nobody can", and my day for yours."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.arrangements.access import records_of
from coordination.shifts.models import Position, Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.access import facts_of, facts_of_all
from coordination.signups.models import PlaceOffer, SignUp, SwapProposal
from coordination.signups.rules import (
    OfferState,
    SignUpState,
    Via,
    reasons_against,
    reasons_against_cancelling,
)
from coordination.signups.services.cancelling import give_up
from coordination.signups.services.filling import fill
from coordination.signups.services.signing_up import sign_up as sign_up_for
from volunteers.people.models import Person
from volunteers.people.rules import AskedFor


@transaction.atomic
def wish_swap(*, sign_up: SignUp, user: Any, now: datetime, side: str = "") -> SignUp:
    """Keep the place until somebody else takes it; the sweep asks for that at once.

    Locks the position. A second press gives the same answer. The version stays: nothing that
    anybody was told has changed.

    Raises:
        Refused: the person does not have this place, or it has begun.
    """
    sign_up = _locked(sign_up)
    if sign_up.wants_swap_at is not None and sign_up.state == SignUpState.CONFIRMED:
        return sign_up
    if sign_up.state != SignUpState.CONFIRMED:
        raise Refused(Reason("swap_needs_place"))
    refuse_if(reasons_against_cancelling(sign_up.state, starts_at=sign_up.starts_at, now=now))
    sign_up.wants_swap_at = now
    sign_up.save(update_fields=["wants_swap_at"])
    audit(actor=user, action="signup.swap_wished", subject=sign_up, side=side,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    poke()
    return sign_up


@transaction.atomic
def withdraw_wish(*, sign_up: SignUp, user: Any, now: datetime) -> SignUp:
    """ "I come myself": whoever was asked need not answer. Locks the position."""
    sign_up = _locked(sign_up)
    if sign_up.wants_swap_at is None or sign_up.state != SignUpState.CONFIRMED:
        return sign_up
    sign_up.wants_swap_at = None
    sign_up.save(update_fields=["wants_swap_at"])
    PlaceOffer.objects.filter(instead_of=sign_up, state=OfferState.OPEN).update(
        state=OfferState.CLOSED, answered_at=now
    )
    audit(actor=user, action="signup.swap_withdrawn", subject=sign_up,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    return sign_up


def _locked(sign_up: SignUp) -> SignUp:
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    return SignUp.objects.for_pages().get(pk=sign_up.pk)


@transaction.atomic
def propose_swap(
    *, mine: SignUp, theirs: SignUp, user: Any, now: datetime, form_uuid: uuid.UUID | None = None
) -> SwapProposal:
    """Ask another volunteer of the same activity: my day for yours. A repeat gives the same row.

    Locks one's own person and moves nothing: the answer asks every reason again under all locks.
    About 18 statements, one event row.

    Raises:
        Refused: one of the two could not come on the other's day.
    """
    Person.objects.select_for_update(no_key=True).get(pk=mine.person_id)
    rows = SwapProposal.objects.for_pages()
    there = rows.filter(mine=mine, theirs=theirs, state=OfferState.OPEN).first()
    if there is None and form_uuid is not None:
        there = rows.filter(form_uuid=form_uuid).first()
    if there is not None:
        return there
    refuse_if(reasons_against_proposing(mine, theirs, now))
    made = SwapProposal.objects.create(
        mine=mine, theirs=theirs, made_at=now, made_by=user, form_uuid=form_uuid
    )
    audit(actor=user, action="swap.proposed", subject=made,
          activity_id=mine.shift.activity_id, at=now)  # fmt: skip
    _announce(made, "swap.proposed", 1, now)
    return made


def reasons_against_proposing(mine: SignUp, theirs: SignUp, now: datetime) -> list[Reason]:
    """Why a swap cannot be proposed; of the other person's reasons nothing but that there are some.

    About twelve queries.
    """
    if not _can_swap(mine, now) or not _can_swap(theirs, now) or mine.person == theirs.person:
        return [Reason("swap_gone")]
    if theirs.person.asked_for == AskedFor.NOBODY:
        return [Reason("swap_not_theirs")]
    found = swappable(mine, [theirs], now)
    if found:
        return []
    shift = Shift.objects.for_pages().get(pk=theirs.shift_id)
    facts = facts_of(mine.person, [shift], now, heads=mine.heads)[shift.pk]
    return reasons_against(replace(facts, free=mine.heads)) or [Reason("swap_not_theirs")]


def swappable(mine: SignUp, others: list[SignUp], now: datetime) -> list[SignUp]:
    """With whom a day can be swapped: nothing speaks against either on the other's day.

    What was agreed is read once for both. About twenty queries for any number.
    """
    ids = {mine.shift_id, *(one.shift_id for one in others)}
    shifts = {one.pk: one for one in Shift.objects.for_pages().filter(pk__in=ids)}
    records = records_of({one.activity_id: one.activity for one in shifts.values()}.values())
    own = shifts.pop(mine.shift_id)
    facts = facts_of(mine.person, list(shifts.values()), now, heads=mine.heads, records=records)
    theirs = facts_of_all([one.person for one in others], [own], now, records=records)

    def _fits(one: SignUp) -> bool:
        me, you = facts.get(one.shift_id), theirs.get((one.person_id, own.pk))
        return (
            me is not None
            and you is not None
            and not reasons_against(replace(me, free=_room(one)))
            and not reasons_against(replace(you, heads=one.heads, free=_room(mine)))
        )

    return [one for one in others if _fits(one)]


def _room(sign_up: SignUp) -> int:
    """What is free on a position once somebody makes room there."""
    return sign_up.position.coverage.free + sign_up.heads


def _can_swap(sign_up: SignUp, now: datetime) -> bool:
    shift = sign_up.shift
    is_ahead = shift.state == ShiftState.PLANNED and sign_up.starts_at > now
    return sign_up.state == SignUpState.CONFIRMED and is_ahead


@transaction.atomic
def agree_to_swap(*, proposal: SwapProposal, user: Any, now: datetime) -> SwapProposal:
    """Yes: both move at once, or neither. A second press gives the same answer.

    Locks both people in order, then both positions in order. About fifty statements, four event
    rows.

    Raises:
        Refused: one of the two places is gone, or something speaks against it.
    """
    both = [proposal.mine, proposal.theirs]
    people = Person.objects.select_for_update(no_key=True)
    list(people.filter(pk__in=[one.person_id for one in both]).order_by("pk"))
    places = Position.objects.select_for_update()
    list(places.filter(pk__in=[one.position_id for one in both]).order_by("pk"))
    proposal = SwapProposal.objects.for_pages().get(pk=proposal.pk)
    if proposal.state == OfferState.TAKEN:
        return proposal
    mine, theirs = (
        SignUp.objects.for_pages().select_for_update(of=("self",)).get(pk=pk)
        for pk in (proposal.mine_id, proposal.theirs_id)
    )
    open_ones = (OfferState.OPEN, OfferState.DECLINED)
    if proposal.state not in open_ones or not (_can_swap(mine, now) and _can_swap(theirs, now)):
        raise Refused(Reason("swap_gone"))
    proposal.state, proposal.answered_at, proposal.answered_by = OfferState.TAKEN, now, user
    proposal.save(update_fields=["state", "answered_at", "answered_by"])
    for one in (mine, theirs):
        give_up(one, user, now)
    for one, other in ((mine, theirs), (theirs, mine)):
        made = sign_up_for(person=one.person, position=other.position, user=user, now=now,
                           heads=one.heads, via=Via.OFFER)  # fmt: skip
        if made.state != SignUpState.CONFIRMED:  # asked or waits there already
            raise Refused(Reason("swap_gone"))
        fill(other.position_id, now)
    return proposal


@transaction.atomic
def decline_swap(*, proposal: SwapProposal, user: Any, now: datetime) -> SwapProposal:
    """No: both keep their days, and the one who asked is told. A second press changes nothing."""
    return _close(proposal, OfferState.DECLINED, user, now)


@transaction.atomic
def withdraw_swap(*, proposal: SwapProposal, user: Any, now: datetime) -> SwapProposal:
    """Whoever asked takes it back; nobody need answer."""
    return _close(proposal, OfferState.CLOSED, user, now)


def _close(proposal: SwapProposal, state: OfferState, user: Any, now: datetime) -> SwapProposal:
    """Locks who asked, as `agree_to_swap` does: of two answers of one moment the first counts."""
    Person.objects.select_for_update(no_key=True).get(pk=proposal.mine.person_id)
    proposal = SwapProposal.objects.for_pages().get(pk=proposal.pk)
    if proposal.state != OfferState.OPEN:
        return proposal
    proposal.state, proposal.answered_at, proposal.answered_by = state, now, user
    proposal.save(update_fields=["state", "answered_at", "answered_by"])
    audit(actor=user, action=f"swap.{state}", subject=proposal,
          activity_id=proposal.mine.shift.activity_id, at=now)  # fmt: skip
    if state == OfferState.DECLINED:
        _announce(proposal, "swap.declined", 2, now)
    return proposal


def _announce(proposal: SwapProposal, name: str, version: int, now: datetime) -> None:
    policy = proposal.mine.shift.activity.unit.area.policy
    record_event(name=name, cause="swap", cause_id=proposal.pk, cause_version=version, now=now,
                 undo_seconds=policy.undo_seconds)  # fmt: skip
