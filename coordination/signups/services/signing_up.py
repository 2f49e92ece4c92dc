"""Signing up: cannot overbook, cannot double-book, and a second press is not an error."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from careshare import clock
from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.rules import SignUpMode
from coordination.shifts.models import Position, Shift
from coordination.signups.access import Window, facts_of
from coordination.signups.models import SignUp
from coordination.signups.rules import (
    MAY_BE_SET_ASIDE,
    SignUpState,
    Via,
    left_over,
    reasons_against,
    reasons_against_part,
)
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
    despite: str = "",
    part: Window | None = None,
) -> SignUp:
    """Sign a person (or a group with its heads) up for a position.

    Locks the person, then the position, always in that order (the person without its key, so that
    an offer to her, written under another lock, need not wait); every reason is asked again under
    lock. A repeat gives the sign-up that exists. Approve-first activities make a *requested* one.
    About 20 statements, one event row; letters are written by the sweep.

    Args:
        despite: a coordinator's reason to set aside what is about the person's own time.
        part: from when until when the person comes, where it is not the whole session.

    Raises:
        Refused: with every reason. The database's own constraints stand behind it.
    """
    wish = _Wish(person.heads if heads is None else heads, via, form_uuid, despite, part)
    try:
        return _sign_up(person.pk, position.pk, user, now, wish)
    except IntegrityError as error:
        # Somebody got past a lock, or a repeat came at the same instant: the database held.
        existing = SignUp.objects.live().filter(person=person, shift=position.shift_id).first()
        if existing is not None:
            return existing
        raise Refused(Reason("shift_full")) from error


class _Wish(NamedTuple):
    """How somebody wants to come."""

    heads: int
    via: Via
    form_uuid: uuid.UUID | None
    despite: str
    part: Window | None


@transaction.atomic
def _sign_up(
    person_id: int, position_id: int, user: Any, now: datetime | None, wish: _Wish
) -> SignUp:
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    position = Position.objects.select_for_update().get(pk=position_id)
    now = now or clock.now()  # after the locks: whoever waited past the start is late
    shift = Shift.objects.for_pages().get(pk=position.shift_id)
    existing = shift.sign_ups.live().filter(person=person).first()
    existing = existing or _repeated(person, wish.form_uuid)
    if existing is not None:
        return existing
    most = shift.activity.unit.area.policy.places_most
    if not 1 <= wish.heads <= most:
        raise Refused(Reason("group_too_large", {"most": most}))
    starts_at, ends_at = part_of(shift, wish.part)
    facts = facts_of(
        person, [shift], now, heads=wish.heads, positions={shift.pk: position},
        own_accord=wish.via == Via.SELF, windows={shift.pk: (starts_at, ends_at)},
    )  # fmt: skip
    found = reasons_against(facts[shift.pk])
    refuse_if(left_over(found, despite=wish.despite))
    instant = shift.activity.sign_up_mode == SignUpMode.INSTANT or wish.via in APPROVED
    made = SignUp(
        position=position,
        shift=shift,
        person=person,
        heads=wish.heads,
        state=SignUpState.CONFIRMED if instant else SignUpState.REQUESTED,
        starts_at=starts_at,
        ends_at=ends_at,
        has_own_times=(starts_at, ends_at) != (shift.starts_at, shift.ends_at),
        via=wish.via,
        made_by=user,
        made_at=now,
        form_uuid=wish.form_uuid,
    )
    save_despite(made, found, despite=wish.despite, user=user, now=now)
    extend_sight(made)
    audit(actor=user, action=f"signup.{made.state}", subject=made, task=Task.MATCH,
          activity_id=shift.activity_id, at=now)  # fmt: skip
    announce(made, f"signup.{made.state}", now)
    return made


def part_of(shift: Shift, part: Window | None) -> Window:
    """The part of a session that is meant, or all of it.

    Raises:
        Refused: it lies outside the session, or runs backwards.
    """
    if part is None:
        return shift.starts_at, shift.ends_at
    refuse_if(reasons_against_part(*part, begins=shift.starts_at, ends=shift.ends_at))
    return part


def save_despite(
    sign_up: SignUp, found: Iterable[Reason], *, despite: str, user: Any, now: datetime
) -> None:
    """Save a sign-up, and where a coordinator set something aside for it, the reason beside it and
    in the log which rules it breaks. Only here does the overlap constraint let anything past.
    """
    broken = sorted({reason.code for reason in found} & MAY_BE_SET_ASIDE)
    most = SignUp._meta.get_field("overlap_reason").max_length
    sign_up.is_overlap_allowed = "overlaps" in broken
    sign_up.overlap_reason = despite.strip()[:most] if broken else ""
    sign_up.save()
    if broken:
        audit(actor=user, action="signup.rule_set_aside", subject=sign_up, task=Task.MATCH,
              fields=broken, activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip


def _repeated(person: Person, form_uuid: uuid.UUID | None) -> SignUp | None:
    """What this very form made before, also where that was cancelled meanwhile."""
    if form_uuid is None:
        return None
    return SignUp.objects.filter(person=person, form_uuid=form_uuid).first()


def announce(
    sign_up: SignUp, name: str, now: datetime, facts: dict[str, Any] | None = None
) -> None:
    """One event about this state of a sign-up; it waits for the undo window. One INSERT."""
    record_event(
        name=name,
        cause="signup",
        cause_id=sign_up.pk,
        cause_version=sign_up.version,
        facts=facts,
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
