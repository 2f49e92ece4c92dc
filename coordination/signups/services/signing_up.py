"""Signing up: cannot overbook, cannot double-book, and a second press is not an error."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from careshare import clock
from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.rules import SignUpMode
from coordination.shifts.models import Position, Shift
from coordination.signups.access import facts_of
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState, Via, reasons_against
from volunteers.memberships.rules import Task
from volunteers.people.models import Person, Sight

APPROVED = (Via.STAFF, Via.CALL, Via.OFFER)
"""Who signs somebody up so has approved it; only those approved before are asked in waves."""


def sign_up(
    *,
    person: Person,
    position: Position,
    user: Any,
    now: datetime | None = None,
    heads: int | None = None,
    via: Via = Via.SELF,
    form_uuid: uuid.UUID | None = None,
) -> SignUp:
    """Sign a person (or a group with its heads) up for a position.

    Locks the person, then the position, always in that order (the person without its key, so that
    an offer to her, written under another lock, need not wait); every reason is asked again under
    lock. A repeat gives the sign-up that exists. Approve-first activities make a *requested* one.
    About 20 statements, one event row; letters are written by the sweep.

    Raises:
        Refused: with every reason. The database's own constraints stand behind it.
    """
    heads = person.heads if heads is None else heads
    try:
        return _sign_up(person.pk, position.pk, user, now, heads, via, form_uuid)
    except IntegrityError as error:
        # Somebody got past a lock, or a repeat came at the same instant: the database held.
        existing = SignUp.objects.live().filter(person=person, shift=position.shift_id).first()
        if existing is not None:
            return existing
        raise Refused(Reason("shift_full")) from error


@transaction.atomic
def _sign_up(
    person_id: int,
    position_id: int,
    user: Any,
    now: datetime | None,
    heads: int,
    via: Via,
    form_uuid: uuid.UUID | None,
) -> SignUp:
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    position = Position.objects.select_for_update().get(pk=position_id)
    now = now or clock.now()  # after the locks: whoever waited past the start is late
    shift = Shift.objects.for_pages().get(pk=position.shift_id)
    existing = shift.sign_ups.live().filter(person=person).first() or _repeated(person, form_uuid)
    if existing is not None:
        return existing
    most = shift.activity.unit.area.policy.places_most
    if not 1 <= heads <= most:
        raise Refused(Reason("group_too_large", {"most": most}))
    facts = facts_of(person, [shift], now, heads=heads, positions={shift.pk: position})
    refuse_if(reasons_against(facts[shift.pk]))
    instant = shift.activity.sign_up_mode == SignUpMode.INSTANT or via in APPROVED
    made = SignUp.objects.create(
        position=position,
        shift=shift,
        person=person,
        heads=heads,
        state=SignUpState.CONFIRMED if instant else SignUpState.REQUESTED,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        via=via,
        made_by=user,
        made_at=now,
        form_uuid=form_uuid,
    )
    extend_sight(made)
    audit(actor=user, action=f"signup.{made.state}", subject=made, task=Task.MATCH,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    announce(made, f"signup.{made.state}", now)
    return made


def _repeated(person: Person, form_uuid: uuid.UUID | None) -> SignUp | None:
    """What this very form made before, also where that was cancelled meanwhile."""
    if form_uuid is None:
        return None
    return SignUp.objects.filter(person=person, form_uuid=form_uuid).first()


def announce(sign_up: SignUp, name: str, now: datetime) -> None:
    """One event about this state of a sign-up; it waits for the undo window. One INSERT."""
    record_event(
        name=name,
        cause="signup",
        cause_id=sign_up.pk,
        cause_version=sign_up.version,
        now=now,
        undo_seconds=sign_up.shift.activity.unit.area.policy.undo_seconds,
    )


def extend_sight(sign_up: SignUp) -> None:
    """Let the host unit and the organisations of the record see this person for a while."""
    activity = sign_up.shift.activity
    keys = [f"unit:{activity.unit_id}"]
    keys += [
        f"organisation:{pk}" for pk in activity.parties.values_list("organisation_id", flat=True)
    ]
    last = sign_up.ends_at.astimezone(activity.unit.zone).date()
    until = last + timedelta(days=activity.unit.area.policy.sight_days)
    Sight.objects.extend(sign_up.person_id, keys, until)
