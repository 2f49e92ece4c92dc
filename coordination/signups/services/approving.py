"""Requests on approve-first activities, answered by whoever holds MATCH."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from coordination.shifts.models import Position, Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.access import facts_of
from coordination.signups.models import SignUp
from coordination.signups.rules import (
    SignUpState,
    left_over,
    reasons_against,
    reasons_against_asking_again,
)
from coordination.signups.services.signing_up import announce, save_despite
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def approve(*, sign_up: SignUp, user: Any, side: str, now: datetime, despite: str = "") -> SignUp:
    """Confirm a request; every reason against it is asked again under lock.

    Locks the person, then the position. A repeat gives the same answer.

    Args:
        despite: a coordinator's reason to set aside what is about the person's own time.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    position = Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = _requested(sign_up, SignUpState.CONFIRMED)
    if sign_up.state == SignUpState.CONFIRMED:
        return sign_up
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    facts = facts_of(
        person, [shift], now, heads=sign_up.heads, positions={shift.pk: position},
        windows={shift.pk: (sign_up.starts_at, sign_up.ends_at)},
    )  # fmt: skip
    # A request holds no place yet, so it must not count as one who is signed up already.
    found = reasons_against(replace(facts[shift.pk], is_signed_up=False))
    refuse_if(left_over(found, despite=despite))
    sign_up.state = SignUpState.CONFIRMED
    sign_up.version += 1
    save_despite(sign_up, found, despite=despite, user=user, now=now)
    return _answered(sign_up, user, side, now)


@transaction.atomic
def decline(*, sign_up: SignUp, user: Any, side: str, now: datetime) -> SignUp:
    """Say no to a request. Locks the person, then the position."""
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = _requested(sign_up, SignUpState.DECLINED)
    if sign_up.state == SignUpState.DECLINED:
        return sign_up
    sign_up.state = SignUpState.DECLINED
    sign_up.version += 1
    sign_up.save()
    return _answered(sign_up, user, side, now)


@transaction.atomic
def undo_decline(*, sign_up: SignUp, user: Any, side: str, now: datetime) -> SignUp:
    """The no was a mistake: the request waits for an answer again. A second press changes nothing.

    Locks the person, then the position. The silent seconds keep a no that was taken back from
    being told.

    Raises:
        Refused: the session has begun or is off, or the person is on it by another way meanwhile.
    """
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    if sign_up.state == SignUpState.REQUESTED:
        return sign_up
    shift = sign_up.shift
    others = shift.sign_ups.live().filter(person_id=sign_up.person_id)
    refuse_if(
        reasons_against_asking_again(
            sign_up.state,
            starts_at=shift.starts_at,
            now=now,
            is_planned=shift.state == ShiftState.PLANNED,
            is_signed_up=others.exists(),
        )
    )
    sign_up.state = SignUpState.REQUESTED
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action="signup.decline_undone", subject=sign_up, task=Task.MATCH, side=side,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, "signup.requested", now)
    return sign_up


def _requested(sign_up: SignUp, wanted: SignUpState) -> SignUp:
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    if sign_up.state not in (SignUpState.REQUESTED, wanted):
        raise Refused(Reason("sign_up_not_requested"))
    return sign_up


def _answered(sign_up: SignUp, user: Any, side: str, now: datetime) -> SignUp:
    name = f"signup.{sign_up.state}"
    audit(actor=user, action=name, subject=sign_up, task=Task.MATCH, side=side,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, name, now)
    return sign_up
