"""Placing: whoever holds MATCH signs a person up, or answers the person's own request with yes."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.errors import Reason, refuse_if
from coordination.shifts.models import Position, Shift
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState, Via
from coordination.signups.services import accept, approve, change_place, sign_up, wait
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
) -> SignUp:
    """Give a person a place. Who had asked for it, waits or has an offer is thereby confirmed; a
    repeat is not an error.

    Locks the person, then the position (in `sign_up`, and in the same order in the others).

    Args:
        despite: a reason to set aside what is about the person's own time: overlap, rest, hours.

    Raises:
        Refused: with every reason against it.
    """
    if position.shift_id != shift.pk:
        refuse_if([Reason("position_elsewhere")])
    made = sign_up(
        person=person, position=position, user=user, now=now, via=Via.STAFF, form_uuid=form_uuid,
        despite=despite,
    )  # fmt: skip
    if made.state in ASKED and made.position_id != position.pk:
        made = change_place(sign_up=made, position=position, user=user, side=side, now=now)
    if made.state == SignUpState.REQUESTED:
        return approve(sign_up=made, user=user, side=side, now=now, despite=despite)
    if made.state in ASKED:
        return accept(sign_up=made, user=user, now=now, via=Via.STAFF, despite=despite)
    return made


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
