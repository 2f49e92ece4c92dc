"""Ringing around: what somebody said on the telephone, noted as if the person had clicked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused, refuse_if
from careshare.once import check_version
from coordination.shifts.models import Position
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import (
    CancelledBy,
    OfferState,
    SignUpState,
    Via,
    reasons_against_changing,
)
from coordination.signups.services.approving import approve
from coordination.signups.services.cancelling import cancel
from coordination.signups.services.filling import fill
from coordination.signups.services.signing_up import announce, sign_up
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
def undo_rang_yes(*, sign_up: SignUp, opened: int, user: Any, now: datetime) -> SignUp:
    """It was a wrong tap: whoever was asked, or waited, is so again, and has no place.

    A place that was held for the person is offered anew, to the person first. Locks the person,
    then the position. About fifteen statements, one event row.

    Args:
        opened: the sign-up's version after the tap.

    Raises:
        Refused: the session has begun.
        Stale: something was changed since.
    """
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    check_version(opened, sign_up.version)
    refuse_if(reasons_against_changing(sign_up.state, starts_at=sign_up.shift.starts_at, now=now))
    rows = PlaceOffer.objects.filter(person=sign_up.person_id, shift=sign_up.shift_id)
    taken = rows.filter(state=OfferState.TAKEN).order_by("-answered_at", "-pk").first()
    if sign_up.waiting_since is None:
        sign_up = cancel(sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=user, now=now)
    else:
        sign_up.state, sign_up.offered_at = SignUpState.WAITLISTED, None
        sign_up.version += 1
        sign_up.save()
        audit(actor=user, action="signup.waitlisted", subject=sign_up, task=Task.MATCH,
              activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
        announce(sign_up, "signup.waitlisted", now)
    if taken is not None:
        taken.state, taken.answered_at, taken.answered_by = OfferState.OPEN, None, None
        taken.save()
    fill(sign_up.position_id, now)
    return SignUp.objects.get(pk=sign_up.pk)


@transaction.atomic
def undo_rang_no(
    *, person: Person, position: Position, user: Any, now: datetime, side: str = ""
) -> None:
    """It was a wrong tap: the person can be rung, and asked, again; a second press changes nothing.
    Locks the position.

    Args:
        side: for which the user acts.
    """
    Position.objects.select_for_update().get(pk=position.pk)
    rows = PlaceOffer.objects.filter(
        person=person, shift=position.shift_id, state=OfferState.DECLINED, answered_by__isnull=False
    )
    for offer in rows.select_related("shift").order_by("pk"):
        offer.state, offer.answered_at, offer.answered_by = OfferState.CLOSED, now, user
        offer.save()
        audit(actor=user, action="offer.decline_undone", subject=offer, task=Task.SCHEDULE,
              side=side, activity_id=offer.shift.activity_id, at=now)  # fmt: skip
