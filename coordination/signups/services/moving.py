"""A moved session asks its volunteers, and keeps their places until they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.shifts.models import Position, Shift
from coordination.signups.access import Window, closed_shifts, facts_of, when
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import (
    CancelledBy,
    CancelReason,
    OfferState,
    SignUpState,
    answer_by,
    left_over,
    reasons_against,
    reasons_against_accepting,
    reasons_against_new_time,
)
from coordination.signups.services.cancelling import cancel
from coordination.signups.services.parts import fits, take_whole
from coordination.signups.services.signing_up import announce, extend_sight, save_despite
from volunteers.people.models import Person

MOVED = "signup.moved"


def ask_again(*, sign_up: SignUp, shift: Shift, first: int, now: datetime) -> None:
    """Put a sign-up on its session's new time; call it under the locks of the move.

    Who had a place keeps it and is asked; a time that the person accepted before is confirmed again
    at once, which makes an undo silent. Whoever only asked for a place, or waits for one, does so
    for the new time and is told it; an offered place stays offered, never past the new start. Two
    or three statements, one event row.

    Args:
        first: the sign-up whose letter speaks for all of this person's in the same change.
    """
    known = fits(sign_up, shift)
    if sign_up.state not in (SignUpState.CONFIRMED, SignUpState.AWAITING):
        if not known:
            take_whole(sign_up, shift)
        if sign_up.offer_until is not None:
            sign_up.offer_until = min(sign_up.offer_until, shift.starts_at)
        sign_up.version += 1
        sign_up.save()
        tell_moved(sign_up, sign_up.pk, now)
        return
    sign_up.version += 1
    if known and not overlapping(sign_up, (sign_up.starts_at, sign_up.ends_at)):
        sign_up.state, sign_up.offer_until = SignUpState.CONFIRMED, None
        sign_up.save()
        announce(sign_up, "signup.confirmed", now)
        return
    policy = shift.activity.unit.area.policy
    sign_up.state = SignUpState.AWAITING
    sign_up.offer_until = answer_by(now, shift.starts_at, policy.new_time_days)
    sign_up.save()
    tell_moved(sign_up, first, now)


def ask_all(live: Iterable[SignUp], shifts: Mapping[int, Shift], now: datetime) -> None:
    """Ask everybody on some sessions, by their ids, whether the new time suits; one letter each."""
    first: dict[int, int] = {}
    for sign_up in live:
        if sign_up.shift_id in shifts:
            speaks = first.setdefault(sign_up.person_id, sign_up.pk)
            ask_again(sign_up=sign_up, shift=shifts[sign_up.shift_id], first=speaks, now=now)


def tell_moved(sign_up: SignUp, first: int, now: datetime) -> None:
    """One event about the time that somebody has to answer; `first` speaks for all of a person's.

    One INSERT.
    """
    policy = sign_up.shift.activity.unit.area.policy
    record_event(name=MOVED, cause="signup", cause_id=sign_up.pk, cause_version=sign_up.version,
                 facts={"first": first}, now=now, undo_seconds=policy.undo_seconds)  # fmt: skip


@transaction.atomic
def ask_over(*, sign_up: SignUp, position: Position, user: Any, side: str, now: datetime) -> SignUp:
    """Ask somebody to come to another session of the same activity instead of this one.

    The place there is kept until the answer, as where a session moves; the one here is free at
    once, and it is the caller who offers it or takes it away. Locks the person, then both positions
    in order. About sixteen statements, one event row.

    Raises:
        Refused: with every reason against the other session.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    both = Position.objects.select_for_update().filter(pk__in={sign_up.position_id, position.pk})
    locked = {one.pk: one for one in both.order_by("pk")}
    position = locked[position.pk]
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    shift = Shift.objects.for_pages().get(pk=position.shift_id)
    if sign_up.shift_id == shift.pk:
        return sign_up
    is_here = sign_up.state in (SignUpState.CONFIRMED, SignUpState.AWAITING)
    reasons = [] if is_here else [Reason("sign_up_not_live")]
    if sign_up.shift.starts_at <= now:
        reasons.append(Reason("shift_past"))
    if sign_up.shift.activity_id != shift.activity_id:
        reasons.append(Reason("position_elsewhere"))
    sign_up.state = SignUpState.AWAITING  # not busy any more at the old time, so ask the rest now
    sign_up.save()
    facts = facts_of(person, [shift], now, heads=sign_up.heads, positions={shift.pk: position})
    refuse_if([*reasons, *reasons_against(facts[shift.pk])])
    policy = shift.activity.unit.area.policy
    sign_up.shift, sign_up.position = shift, position
    sign_up.offer_until = answer_by(now, shift.starts_at, policy.new_time_days)
    sign_up.wants_swap_at = None
    sign_up.version += 1
    sign_up.save()
    PlaceOffer.objects.filter(instead_of=sign_up, state=OfferState.OPEN).update(
        state=OfferState.CLOSED, answered_at=now
    )
    audit(actor=user, action="signup.changed", subject=sign_up, fields=["shift"], side=side,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    tell_moved(sign_up, sign_up.pk, now)
    return sign_up


@transaction.atomic
def take_offer_back(*, sign_up: SignUp, user: Any, side: str, now: datetime) -> SignUp:
    """The offered place is not there any more: back on the waiting list, at the same number.

    Locks the person, then the position; offers the place to nobody, as the caller takes it away.
    """
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    if sign_up.state != SignUpState.OFFERED:
        return sign_up
    sign_up.state, sign_up.offered_at, sign_up.offer_until = SignUpState.WAITLISTED, None, None
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action="signup.waitlisted", subject=sign_up, side=side,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, "signup.waitlisted", now)
    return sign_up


def overlapping(sign_up: SignUp, window: Window) -> str:
    """What else the person comes to at that time, in words; one query."""
    others = SignUp.objects.overlapping(sign_up.person_id, *window)
    other = others.exclude(pk=sign_up.pk).select_related("shift__activity__unit__area").first()
    return f"{other.shift.activity.name}, {when(other.shift)}" if other is not None else ""


@transaction.atomic
def accept_new_time(
    *, sign_up: SignUp, user: Any, now: datetime, side: str = "", despite: str = ""
) -> SignUp:
    """The new time suits. A second press gives the same answer, not an error.

    Everything is asked as when somebody signs up, on the new day; only the own place is there
    already, and what holds back new sign-ups to the activity binds nobody who has one. Locks the
    person, then the position. About 22 statements, one event row.

    Args:
        despite: a coordinator's reason to set aside what is about the person's own time; one that
            was given for this place before still counts.

    Raises:
        Refused: with every reason against it.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    position = Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    if sign_up.state == SignUpState.CONFIRMED:
        return sign_up
    refuse_if(reasons_against_accepting(sign_up.state))
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    despite = despite or sign_up.overlap_reason
    facts = facts_of(
        person, [shift], now, heads=sign_up.heads, positions={shift.pk: position}
    )[shift.pk]  # fmt: skip
    found = reasons_against_new_time(facts)
    refuse_if(left_over(found, despite=despite))
    sign_up.state, sign_up.offer_until = SignUpState.CONFIRMED, None
    take_whole(sign_up, shift)
    sign_up.version += 1
    save_despite(sign_up, found, despite=despite, user=user, now=now)
    extend_sight(sign_up)
    audit(actor=user, action="signup.accepted_new_time", subject=sign_up, side=side,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, "signup.confirmed", now)
    return sign_up


def free_unanswered(now: datetime) -> None:
    """Free the places whose holders did not answer a new time until the deadline; a sweep.

    While a place is closed nobody's is freed: the time for an answer begins anew when it opens.
    Two queries, and a cancellation for each: the person and the task's owner are told.
    """
    rows = SignUp.objects.for_pages().filter(
        state=SignUpState.AWAITING, offer_until__lte=now, shift__starts_at__gt=now
    )
    late = list(rows.order_by("pk"))
    closed = closed_shifts([one.shift for one in late])
    for sign_up in [one for one in late if one.shift_id not in closed]:
        try:
            cancel(sign_up=sign_up, by=CancelledBy.SYSTEM, user=None, now=now,
                   reason=CancelReason.NO_ANSWER)  # fmt: skip
        except Refused:  # answered or begun in this very moment
            continue
