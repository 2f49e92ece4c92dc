"""A free place does not stay free while somebody waits: offers in turn, later in waves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, prefetch_related_objects

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.outbox.services.events import record_event
from coordination.activities.rules import ActivityState
from coordination.shifts.models import Position, Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.access import closed_shifts, facts_of_all, whom_to_ask
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import (
    GIVEN_BY_MISTAKE,
    HOLDING,
    CancelledBy,
    CancelReason,
    OfferKind,
    OfferState,
    SignUpState,
    is_in_turn,
    offered_until,
    reasons_against,
    wave_due,
)
from coordination.signups.services.signing_up import announce
from volunteers.people.models import Person

SUCCESSOR_FIRST = timedelta(days=7)
"""Somebody is asked for one day of a regular time that was handed back only from then on: before,
a successor is looked for, and nobody is asked twenty times in one day."""


def fill(position_id: int, now: datetime) -> None:
    """Offer what is free on a position to whoever waits; the caller holds the position's lock.

    Offers that nobody answered in time lapse first; in a closure none lapses and none is made.
    While there is time each place is held for the next in line; later the waiting list is asked in
    waves, without anything being held. No person is locked: an offer is no place yet, and accepting
    asks every reason again. About fifteen statements for any number of people who wait, and four
    for each place that is given out.
    """
    shift = Shift.objects.for_pages().get(positions=position_id)
    if closed_shifts([shift]):
        return  # nobody's turn ends while the place is closed
    _lapse(position_id, now)
    if not _is_ahead(shift, now):
        return
    position = Position.objects.get(pk=position_id)
    policy = shift.activity.unit.area.policy
    free = position.coverage.free
    if not free:
        return
    waiting = SignUp.objects.for_pages().waiting().filter(position=position)
    if is_in_turn(shift.starts_at, now, hours=policy.offer_turn_hours):
        able = _able([one.person for one in waiting], shift, position, now)
        for one in waiting:
            if one.heads <= free and one.person_id in able:
                _hold_for(one, shift, now)
                free -= one.heads
    else:
        people = [one.person for one in waiting if one.heads <= free]
        _ask_wave(shift, position, people, now)
    poke()


def look_for_people(now: datetime) -> None:
    """The sweep: offers that lapsed, places that came free by themselves, and further waves, also
    for those who would rather swap.

    One short transaction for each position that may need it, under the position's lock.
    """
    upcoming = Position.objects.filter(shift__starts_at__gt=now, shift__state=ShiftState.PLANNED)
    free = upcoming.filter(taken__lt=F("maximum"))
    lapsed = upcoming.filter(
        sign_ups__state=SignUpState.OFFERED, sign_ups__offer_until__lte=now
    ).values_list("pk", flat=True)
    waited = free.filter(sign_ups__state=SignUpState.WAITLISTED).values_list("pk", flat=True)
    for pk in sorted({*lapsed, *waited}):
        with transaction.atomic():
            Position.objects.select_for_update().get(pk=pk)
            fill(pk, now)
    freed = free.filter(
        Q(shift__starts_at__lte=now + SUCCESSOR_FIRST)
        | Q(sign_ups__cancel_reason__in={*CancelReason, ""} - {CancelReason.STOOD_DOWN}),
        sign_ups__cancel_reason__in={*CancelReason, ""} - {*GIVEN_BY_MISTAKE},
        taken__lt=F("minimum"),
        sign_ups__state=SignUpState.CANCELLED,
        sign_ups__state_before__in=HOLDING,
    )
    for pk in sorted(set(freed.values_list("pk", flat=True))):
        with transaction.atomic():
            Position.objects.select_for_update().get(pk=pk)
            _ask_around(pk, now)
    wished = SignUp.objects.confirmed().filter(
        wants_swap_at__isnull=False, shift__starts_at__gt=now, shift__state=ShiftState.PLANNED
    )
    for pk, position_id in wished.order_by("wants_swap_at", "pk").values_list("pk", "position_id"):
        with transaction.atomic():
            Position.objects.select_for_update().get(pk=position_id)
            _ask_instead(pk, now)


def _ask_around(position_id: int, now: datetime) -> None:
    """A place came free below the minimum: the next wave to people who agreed to be asked."""
    shift = Shift.objects.for_pages().get(positions=position_id)
    position = Position.objects.get(pk=position_id)
    if _takes_people(shift, now) and position.coverage.missing:
        _ask_wave(shift, position, whom_to_ask(shift, position, now), now)


def _ask_instead(sign_up_id: int, now: datetime) -> None:
    """Somebody would rather swap: the next wave, to whoever waits, then to who may be asked."""
    sign_up = SignUp.objects.get(pk=sign_up_id)
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    position = Position.objects.get(pk=sign_up.position_id)
    is_wished = sign_up.state == SignUpState.CONFIRMED and sign_up.wants_swap_at is not None
    if not is_wished or not _takes_people(shift, now):
        return
    room = position.coverage.free + sign_up.heads
    waiting = SignUp.objects.waiting().filter(position=position, heads__lte=room)
    people = [one.person for one in waiting.select_related("person")]
    _ask_wave(shift, position, people + whom_to_ask(shift, position, now, room), now, sign_up)


def _ask_wave(
    shift: Shift,
    position: Position,
    people: list[Person],
    now: datetime,
    instead_of: SignUp | None = None,
) -> None:
    """Ask the next few at once, where the wave before had its time or was answered by all."""
    policy = shift.activity.unit.area.policy
    earlier = PlaceOffer.objects.filter(position=position, instead_of=instead_of)
    if earlier.filter(state=OfferState.OPEN).exists():
        written = earlier.exclude(answered_at=F("made_at"))  # a call is no wave
        last = written.order_by("-made_at").values_list("made_at", flat=True).first()
        in_turn = is_in_turn(shift.starts_at, now, hours=policy.offer_turn_hours)
        minutes, hours = policy.wave_minutes, policy.wave_hours
        if not wave_due(last, now, in_turn=in_turn, minutes=minutes, hours=hours):
            return
    asked = _asked(shift)
    able = _able([one for one in people if one.pk not in asked], shift, position, now)
    for person in [one for one in people if one.pk in able][: policy.wave_size]:
        ask_person(person, shift, position, now, instead_of)


def _asked(shift: Shift) -> set[int]:
    """Whom no wave asks: who has an open offer, and who said no and did not ask to wait since then.
    One query.
    """
    waiting = SignUp.objects.waiting().filter(shift=shift).values("person_id")
    offers = PlaceOffer.objects.filter(shift=shift)
    said_no = Q(state=OfferState.DECLINED) & ~Q(person__in=waiting)
    rows = offers.filter(Q(state=OfferState.OPEN) | said_no)
    return set(rows.values_list("person_id", flat=True))


def ask_person(
    person: Person,
    shift: Shift,
    position: Position,
    now: datetime,
    instead_of: SignUp | None = None,
) -> PlaceOffer:
    """One offer without a place being held, and its event; the caller holds the position's lock."""
    kind = OfferKind.WAVE if instead_of is None else OfferKind.SWAP
    offer = PlaceOffer.objects.create(
        shift=shift, position=position, person=person, kind=kind, instead_of=instead_of, made_at=now
    )
    record_event(
        name="offer.made",
        cause="offer",
        cause_id=offer.pk,
        now=now,
        undo_seconds=shift.activity.unit.area.policy.undo_seconds,
    )
    return offer


def _hold_for(sign_up: SignUp, shift: Shift, now: datetime) -> None:
    """The place is theirs until the deadline."""
    hours = shift.activity.unit.area.policy.offer_hours
    sign_up.state = SignUpState.OFFERED
    sign_up.offered_at = now
    sign_up.offer_until = offered_until(shift.starts_at, now, hours=hours)
    sign_up.version += 1
    sign_up.save()
    audit(actor=None, action="signup.offered", subject=sign_up,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, "signup.offered", now)


def _lapse(position_id: int, now: datetime) -> None:
    """Whoever did not answer in time leaves the list, so that the next is asked."""
    late = SignUp.objects.for_pages().filter(
        position_id=position_id, state=SignUpState.OFFERED, offer_until__lte=now
    )
    for one in late:
        one.state_before, one.state = one.state, SignUpState.CANCELLED
        one.cancelled_at, one.cancelled_by = now, CancelledBy.SYSTEM
        one.cancel_reason = CancelReason.OFFER_LAPSED
        one.version += 1
        one.save()
        audit(actor=None, action="signup.cancelled", subject=one,
              activity_id=one.shift.activity_id, at=now)  # fmt: skip


def recall(position: Position, now: datetime) -> Position:
    """Take offers back that are so fresh that no letter has left: somebody undid a wrong press.

    They keep their place in the queue. The caller holds the position's lock.
    """
    fresh = SignUp.objects.for_pages().filter(position=position, state=SignUpState.OFFERED)
    for one in fresh.order_by("-waiting_since", "-pk"):
        policy = one.shift.activity.unit.area.policy
        if one.offered_at and (now - one.offered_at).total_seconds() < policy.undo_seconds:
            one.state, one.offered_at, one.offer_until = SignUpState.WAITLISTED, None, None
            one.version += 1
            one.save()
            announce(one, "signup.waitlisted", now)
    return Position.objects.get(pk=position.pk)


def _able(people: list[Person], shift: Shift, position: Position, now: datetime) -> set[int]:
    """Against whose coming nothing speaks, by id; asked again when they say yes. Ten queries for
    any number: the position stays locked no longer where many wait.
    """
    prefetch_related_objects([position], "requirements")
    found = facts_of_all(people, [shift], now, positions={shift.pk: position})
    return {
        pk
        for (pk, _shift), facts in found.items()
        if not reasons_against(replace(facts, is_signed_up=False, free=facts.heads))
    }


def _takes_people(shift: Shift, now: datetime) -> bool:
    """Nobody is asked to a session that has begun, is off or lies in a closure."""
    return _is_ahead(shift, now) and not closed_shifts([shift])


def _is_ahead(shift: Shift, now: datetime) -> bool:
    return (
        shift.state == ShiftState.PLANNED
        and shift.starts_at > now
        and shift.activity.state == ActivityState.PUBLISHED
    )
