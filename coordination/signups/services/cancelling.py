""" "I can't come" always frees the person at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from coordination.shifts.models import Position, Shift
from coordination.signups.access import facts_of
from coordination.signups.models import Attendance, PlaceOffer, SignUp
from coordination.signups.rules import (
    CARRIES_HOURS,
    LIVE,
    CancelledBy,
    CancelReason,
    OfferKind,
    OfferState,
    SignUpState,
    reasons_against,
    reasons_against_cancelling,
)
from coordination.signups.services.filling import fill, recall
from coordination.signups.services.parts import fits, take_whole
from coordination.signups.services.signing_up import announce
from volunteers.people.models import Person


@transaction.atomic
def cancel(
    *,
    sign_up: SignUp,
    by: CancelledBy,
    user: Any,
    now: datetime,
    reason: CancelReason = CancelReason.CANNOT_COME,
    may_be_late: timedelta = timedelta(0),
    side: str = "",
) -> SignUp:
    """Free a place. A second press gives the same answer, not an error.

    Locks the person, the position, then the sign-up. About 11 statements, one event row.

    Args:
        by: whose decision it was.
        user: who pressed; where somebody rang, who took the call.
        may_be_late: how long after the start a call may still be noted (area policy).
        side: the party for which somebody acted, where it was not the volunteer.

    Raises:
        Refused: the shift has begun, or somebody recorded that the person came.
    """
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    # The row itself as well: attendance locks nothing else.
    sign_up = SignUp.objects.for_pages().select_for_update(of=("self",)).get(pk=sign_up.pk)
    if sign_up.state == SignUpState.CANCELLED:
        return sign_up
    # Whoever came has hours: a call that is noted afterwards must not leave them to a freed place.
    came = Attendance.objects.filter(sign_up=sign_up, state__in=CARRIES_HOURS).exists()
    # Somebody who has not accepted a new time still carries the old one.
    is_asked = sign_up.state == SignUpState.AWAITING
    begins = sign_up.shift.starts_at if is_asked else sign_up.starts_at
    latest = begins if came else begins + may_be_late
    refuse_if(reasons_against_cancelling(sign_up.state, starts_at=latest, now=now))
    sign_up.state_before, sign_up.state = sign_up.state, SignUpState.CANCELLED
    sign_up.cancelled_at, sign_up.cancelled_by = now, by
    sign_up.cancelled_by_user, sign_up.cancel_reason = user, reason
    sign_up.wants_swap_at = None
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action="signup.cancelled", subject=sign_up, side=side,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, "signup.cancelled", now)
    # Whoever was asked to come instead is now asked for the place that is free.
    PlaceOffer.objects.filter(instead_of=sign_up, state=OfferState.OPEN).update(
        kind=OfferKind.WAVE, instead_of=None
    )
    PlaceOffer.objects.filter(
        shift=sign_up.shift_id, person=sign_up.person_id, state=OfferState.OPEN
    ).update(state=OfferState.DECLINED, answered_at=now, answered_by=user)
    fill(sign_up.position_id, now)
    return sign_up


def give_up(sign_up: SignUp, user: Any, now: datetime) -> None:
    """Free a place for the very person who takes it over in the same transaction.

    The caller holds the position's lock, and has checked that this is wished. Four statements, one
    event row.
    """
    sign_up.state_before, sign_up.state = sign_up.state, SignUpState.CANCELLED
    sign_up.cancelled_at, sign_up.cancelled_by = now, CancelledBy.VOLUNTEER
    sign_up.cancelled_by_user, sign_up.cancel_reason = user, CancelReason.SWAPPED
    sign_up.version += 1
    sign_up.save()
    PlaceOffer.objects.filter(instead_of=sign_up, state=OfferState.OPEN).update(
        state=OfferState.CLOSED, answered_at=now
    )
    audit(actor=user, action="signup.swapped", subject=sign_up,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, "signup.cancelled", now)


@transaction.atomic
def undo_cancel(*, sign_up: SignUp, user: Any, now: datetime) -> SignUp:
    """Take a cancelled place back, while it is still free; every reason is asked again.

    Locks the person, then the position. Raises `Refused` where the place is gone.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    position = Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    if sign_up.state in LIVE:
        return sign_up
    if sign_up.state != SignUpState.CANCELLED:
        raise Refused(Reason("sign_up_not_live"))
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    before = _goes_back_to(sign_up)
    waits = before == SignUpState.WAITLISTED
    if waits or position.coverage.free < sign_up.heads:
        position = recall(position, now)
    heads = 0 if waits else sign_up.heads  # who waits needs no room
    if not fits(sign_up, shift):
        take_whole(sign_up, shift)
    own = (sign_up.starts_at, sign_up.ends_at)
    facts = facts_of(
        person, [shift], now, heads=heads, positions={shift.pk: position}, windows={shift.pk: own}
    )
    refuse_if(reasons_against(facts[shift.pk]))
    sign_up.state = before
    sign_up.is_overlap_allowed, sign_up.overlap_reason = False, ""  # nothing overlaps: just asked
    sign_up.cancelled_at, sign_up.cancelled_by_user = None, None
    sign_up.cancelled_by = sign_up.cancel_reason = ""
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action="signup.taken_back", subject=sign_up,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, f"signup.{sign_up.state}", now)
    fill(position.pk, now)
    return sign_up


def bring_back(
    *, sign_up: SignUp, user: Any, now: datetime, facts: dict[str, Any] | None = None
) -> bool:
    """Take back that somebody was freed because a session was cancelled, which now takes place.

    As it was: who waited waits, who was asked about a new time still is. False where the person
    comes to something else then by now, and stays away. The caller holds the locks. Four
    statements, one event row.
    """
    before = SignUpState(sign_up.state_before or SignUpState.CONFIRMED)
    rows = SignUp.objects.overlapping(sign_up.person_id, sign_up.starts_at, sign_up.ends_at)
    if before == SignUpState.CONFIRMED and not sign_up.is_overlap_allowed and rows.exists():
        return False
    sign_up.state = before
    sign_up.cancelled_at, sign_up.cancelled_by_user = None, None
    sign_up.cancelled_by = sign_up.cancel_reason = ""
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action="signup.taken_back", subject=sign_up,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    name = "moved" if before == SignUpState.AWAITING else before.value
    announce(sign_up, f"signup.{name}", now, facts)
    return True


def _goes_back_to(sign_up: SignUp) -> SignUpState:
    """A request stays a request, and who said no to an offer is in the queue again."""
    match sign_up.state_before:
        case SignUpState.REQUESTED:
            return SignUpState.REQUESTED
        case SignUpState.WAITLISTED | SignUpState.OFFERED:
            return SignUpState.WAITLISTED
    return SignUpState.CONFIRMED
