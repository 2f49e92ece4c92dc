"""Requests on approve-first activities, answered by whoever holds MATCH."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from coordination.shifts.models import Position, Shift
from coordination.signups.access import facts_of
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState, reasons_against
from coordination.signups.services.signing_up import announce
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def approve(*, sign_up: SignUp, user: Any, side: str, now: datetime) -> SignUp:
    """Confirm a request; every reason against it is asked again under lock.

    Locks the person, then the position. A repeat gives the same answer.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    position = Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = _requested(sign_up, SignUpState.CONFIRMED)
    if sign_up.state == SignUpState.CONFIRMED:
        return sign_up
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    facts = facts_of(person, [shift], now, heads=sign_up.heads, positions={shift.pk: position})
    # A request holds no place yet, so it must not count as one who is signed up already.
    refuse_if(reasons_against(replace(facts[shift.pk], is_signed_up=False)))
    return _answer(sign_up, SignUpState.CONFIRMED, user, side, now)


@transaction.atomic
def decline(*, sign_up: SignUp, user: Any, side: str, now: datetime) -> SignUp:
    """Say no to a request. Locks the person, then the position."""
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = _requested(sign_up, SignUpState.DECLINED)
    if sign_up.state == SignUpState.DECLINED:
        return sign_up
    return _answer(sign_up, SignUpState.DECLINED, user, side, now)


def _requested(sign_up: SignUp, wanted: SignUpState) -> SignUp:
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    if sign_up.state not in (SignUpState.REQUESTED, wanted):
        raise Refused(Reason("sign_up_not_requested"))
    return sign_up


def _answer(sign_up: SignUp, state: SignUpState, user: Any, side: str, now: datetime) -> SignUp:
    sign_up.state = state
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action=f"signup.{state}", subject=sign_up, task=Task.MATCH, side=side,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, f"signup.{state}", now)
    return sign_up
