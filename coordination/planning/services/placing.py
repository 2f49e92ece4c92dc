"""Placing: whoever holds MATCH signs a person up, or answers the person's own request with yes."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.errors import Reason, refuse_if
from coordination.shifts.models import Position, Shift
from coordination.signups.access import Window
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState, Via
from coordination.signups.services import (
    accept,
    approve,
    change_coming,
    change_heads,
    change_place,
    sign_up,
    wait,
)
from volunteers.people.models import Person

ASKED = (SignUpState.REQUESTED, SignUpState.WAITLISTED, SignUpState.OFFERED)
"""Is on the session without a yes from both: giving the place is the yes."""


@transaction.atomic
def place(
    *,
    shift: Shift,
    position: Position,
    person: Person,
    user: Any,
    side: str,
    now: datetime,
    form_uuid: uuid.UUID | None = None,
    despite: str = "",
    heads: int | None = None,
) -> SignUp:
    """Give a person a place. Who had asked for it, waits or has an offer is thereby confirmed; a
    repeat is not an error.

    Locks the person, then the position (in `sign_up`, and in the same order in the others).

    Args:
        despite: a reason to set aside what is about the person's own time: overlap, rest, hours.
        heads: how many of a group come; else all of it, or as many as asked for the place.

    Raises:
        Refused: with every reason against it.
    """
    if position.shift_id != shift.pk:
        refuse_if([Reason("position_elsewhere")])
    made = sign_up(
        person=person, position=position, user=user, now=now, via=Via.STAFF, form_uuid=form_uuid,
        despite=despite, heads=heads,
    )  # fmt: skip
    if heads and made.state in ASKED and heads != made.heads:
        _come_as(made, heads)
    if made.state in ASKED and made.position_id != position.pk:
        made = change_place(sign_up=made, position=position, user=user, side=side, now=now)
    if made.state == SignUpState.REQUESTED:
        return approve(sign_up=made, user=user, side=side, now=now, despite=despite)
    if made.state in ASKED:
        return accept(sign_up=made, user=user, now=now, via=Via.STAFF, despite=despite)
    return made


def _come_as(made: SignUp, heads: int) -> None:
    """So many come instead; what an offer held is free again, as the room is asked for anew."""
    made.heads = heads
    if made.state == SignUpState.OFFERED:
        made.state, made.offered_at, made.offer_until = SignUpState.WAITLISTED, None, None
    made.save(update_fields=["heads", "state", "offered_at", "offer_until"])


def put_in_queue(
    *, shift: Shift, position: Position, person: Person, user: Any, now: datetime
) -> SignUp:
    """Put a person on the waiting list of a full position; a repeat gives the same row.

    Raises:
        Refused: there is room, or something else speaks against it.
    """
    if position.shift_id != shift.pk:
        refuse_if([Reason("position_elsewhere")])
    return wait(person=person, position=position, user=user, now=now, via=Via.STAFF)


@transaction.atomic
def change_agreed(
    *,
    sign_up: SignUp,
    part: Window,
    position: Position | None,
    heads: int | None,
    opened: int,
    user: Any,
    side: str,
    now: datetime,
    despite: str = "",
) -> SignUp:
    """Other times for one person, another position, or of a group another number: all or nothing.
    Fewer make room before they go to another position, more come once they are there. Locks the
    person, then both positions in order, before any of the services does.

    Raises:
        Refused: with every reason against it. Stale: somebody changed it meanwhile.
    """
    Person.objects.select_for_update(no_key=True).get(pk=sign_up.person_id)
    ids = {sign_up.position_id, position.pk if position else sign_up.position_id}
    list(Position.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    sign_up = SignUp.objects.for_pages().get(pk=sign_up.pk)  # which version stands under lock
    is_fewer = heads is not None and heads < sign_up.heads
    made = change_coming(
        sign_up=sign_up, part=part, heads=heads if is_fewer else None, opened=opened, user=user,
        now=now, side=side, despite=despite,
    )  # fmt: skip
    if position is not None and position.pk != made.position_id:
        made = change_place(sign_up=made, position=position, user=user, side=side, now=now)
    if heads is None or is_fewer:
        return made
    seen = opened if made.version == sign_up.version else made.version
    return change_heads(sign_up=made, heads=heads, opened=seen, user=user, now=now, side=side)
