"""One sign-up changed: other times within the session, another position, or how many of a group."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, refuse_if
from careshare.once import check_version
from coordination.shifts.models import Position, Shift
from coordination.signups.access import Window, facts_of
from coordination.signups.models import SignUp
from coordination.signups.rules import (
    AGAINST_ANYBODY,
    FULL,
    HOLDING,
    MAY_BE_SET_ASIDE,
    SignUpState,
    left_over,
    reasons_against,
    reasons_against_changing,
)
from coordination.signups.services.filling import fill
from coordination.signups.services.signing_up import announce, part_of, save_despite
from volunteers.memberships.rules import Task
from volunteers.people.models import Person
from volunteers.people.rules import PersonKind


@transaction.atomic
def change_place(
    *,
    sign_up: SignUp,
    position: Position,
    user: Any,
    side: str,
    now: datetime,
    refills: bool = True,
) -> SignUp:
    """Put somebody on another position of the same session; a repeat is not an error.

    The state stays. Somebody who has a place needs room there, and everybody what it asks to be
    shown. Locks the person, then both positions in order; what becomes free is offered to whoever
    waits. About fifteen statements.

    Args:
        refills: False where the caller makes fewer places of what becomes free.

    Raises:
        Refused: with every reason against it.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    both = Position.objects.select_for_update().filter(pk__in={sign_up.position_id, position.pk})
    locked = {one.pk: one for one in both.order_by("pk")}
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    before, position = sign_up.position_id, locked[position.pk]
    if before == position.pk:
        return sign_up
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    reasons = [Reason("position_elsewhere")] if position.shift_id != shift.pk else []
    reasons += reasons_against_changing(sign_up.state, starts_at=shift.starts_at, now=now)
    facts = facts_of(person, [shift], now, heads=sign_up.heads, positions={shift.pk: position})
    if sign_up.state in HOLDING:  # the others hold no place yet
        there = reasons_against(replace(facts[shift.pk], is_signed_up=False))
        reasons += [reason for reason in there if reason.code in FULL]
    refuse_if([*reasons, *facts[shift.pk].credential_reasons])
    sign_up.position = position
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action="signup.changed", subject=sign_up, fields=["position"], side=side,
          task=Task.MATCH, activity_id=shift.activity_id, at=now)  # fmt: skip
    if refills:
        fill(before, now)
    return sign_up


@transaction.atomic
def change_times(
    *,
    sign_up: SignUp,
    part: Window | None,
    opened: int,
    user: Any,
    now: datetime,
    side: str = "",
    despite: str = "",
) -> SignUp:
    """Come for a part of the session, or for all of it again (`part` None).

    Coming for less needs nobody's leave. For more, what is about the person's own time is asked
    again: overlap, rest, hours. Locks the person, then the position. About twelve statements, one
    event row: the letter of an answer that has not left yet gives way to this one's.

    Args:
        opened: the sign-up's version when the form was opened.
        despite: a coordinator's reason to set those aside.

    Raises:
        Refused: with every reason against it.
        Stale: somebody changed it meanwhile.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    window = part_of(shift, part)
    if window == (sign_up.starts_at, sign_up.ends_at):
        return sign_up
    check_version(opened, sign_up.version)
    refuse_if(reasons_against_changing(sign_up.state, starts_at=shift.starts_at, now=now))
    is_less = sign_up.starts_at <= window[0] and window[1] <= sign_up.ends_at
    sign_up.starts_at, sign_up.ends_at = window
    sign_up.has_own_times = window != (shift.starts_at, shift.ends_at)
    sign_up.version += 1
    if is_less or sign_up.state != SignUpState.CONFIRMED:  # the others are asked with their yes
        sign_up.save()
    else:
        facts = facts_of(person, [shift], now, windows={shift.pk: window})[shift.pk]
        found = [one for one in reasons_against(facts) if one.code in MAY_BE_SET_ASIDE]
        refuse_if(left_over(found, despite=despite))
        save_despite(sign_up, found, despite=despite, user=user, now=now)
    audit(actor=user, action="signup.changed", subject=sign_up, fields=["starts_at", "ends_at"],
          side=side, activity_id=shift.activity_id, at=now)  # fmt: skip
    if sign_up.state == SignUpState.CONFIRMED:
        announce(sign_up, "signup.retimed", now)
    else:
        announce(sign_up, f"signup.{sign_up.state}", now)
    return sign_up


@transaction.atomic
def change_heads(
    *, sign_up: SignUp, heads: int, opened: int, user: Any, now: datetime, side: str = ""
) -> SignUp:
    """So many of a group come; a repeat is not an error.

    Coming with fewer needs nobody's leave, and what becomes free is offered to whoever waits. More
    need room, and nothing that speaks against anybody new. Locks the person, then the position;
    `taken` is a trigger's. About fifteen statements, one event row.

    Args:
        opened: the sign-up's version when the form was opened.

    Raises:
        Refused: with every reason against it.
        Stale: somebody changed it meanwhile.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    position = Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    before = sign_up.heads
    if heads == before:
        return sign_up
    check_version(opened, sign_up.version)
    refuse_if(_against_heads(person, sign_up, position, heads, now))
    sign_up.heads = heads
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action="signup.changed", subject=sign_up, fields=["heads"], side=side,
          task=Task.MATCH, activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    if sign_up.state == SignUpState.CONFIRMED:
        announce(sign_up, "signup.resized", now, {"by": user.pk if user else 0})
    else:
        announce(sign_up, f"signup.{sign_up.state}", now)
    if heads < before:
        fill(position.pk, now)
    return sign_up


def _against_heads(
    person: Person, sign_up: SignUp, position: Position, heads: int, now: datetime
) -> list[Reason]:
    """Every reason why so many of a group cannot come."""
    shift = Shift.objects.for_pages().get(pk=sign_up.shift_id)
    most = shift.activity.unit.area.policy.places_most if person.kind == PersonKind.GROUP else 1
    reasons = reasons_against_changing(sign_up.state, starts_at=shift.starts_at, now=now)
    if not 1 <= heads <= most:
        return [*reasons, Reason("group_too_large", {"most": most})]
    if heads < sign_up.heads or sign_up.state == SignUpState.REQUESTED:
        return reasons  # whoever answers a request asks whether they fit
    if sign_up.state == SignUpState.WAITLISTED:
        fits = heads <= position.maximum
        values = {"free": position.maximum, "heads": heads}
        return reasons if fits else [*reasons, Reason("too_few_places", values)]
    facts = facts_of(person, [shift], now, heads=heads, positions={shift.pk: position})[shift.pk]
    free = position.coverage.free + sign_up.heads
    found = reasons_against(replace(facts, is_signed_up=False, free=free))
    return reasons + [one for one in found if one.code in FULL | AGAINST_ANYBODY]


@transaction.atomic
def change_coming(
    *,
    sign_up: SignUp,
    part: Window | None,
    heads: int | None,
    opened: int,
    user: Any,
    now: datetime,
    side: str = "",
    despite: str = "",
) -> SignUp:
    """Other times, and of a group how many (None leaves that): both or neither.

    Locks the person, then the position, before it reads which version stands: what somebody else
    changed between the page and the lock is not written over.

    Raises:
        Refused: with every reason against it. Stale: somebody changed it meanwhile.
    """
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    Position.objects.select_for_update().get(pk=sign_up.position_id)
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)
    made = change_times(
        sign_up=sign_up, part=part, opened=opened, user=user, now=now, side=side, despite=despite
    )
    if heads is None:
        return made
    seen = opened if made.version == sign_up.version else made.version
    return change_heads(sign_up=made, heads=heads, opened=seen, user=user, now=now, side=side)
