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
from coordination.signups.services import approve, sign_up
from volunteers.people.models import Person


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
) -> SignUp:
    """Give a person a place. Who had asked for it is thereby approved; a repeat is not an error.

    Locks the person, then the position (in `sign_up`, and in the same order in `approve`).

    Raises:
        Refused: with every reason against it.
    """
    if position.shift_id != shift.pk:
        refuse_if([Reason("position_elsewhere")])
    made = sign_up(
        person=person, position=position, user=user, now=now, via=Via.STAFF, form_uuid=form_uuid
    )
    if made.state == SignUpState.REQUESTED:
        return approve(sign_up=made, user=user, side=side, now=now)
    return made
