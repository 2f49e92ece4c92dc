"""Coming to a shift without choosing a position: the roomiest that has room."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from careshare.errors import Refused
from coordination.shifts.models import Shift
from coordination.signups.access import Window
from coordination.signups.models import SignUp
from coordination.signups.services.signing_up import sign_up
from volunteers.people.models import Person


def come(
    *,
    person: Person,
    shift: Shift,
    user: Any,
    now: datetime | None = None,
    form_uuid: uuid.UUID | None = None,
    part: Window | None = None,
    heads: int | None = None,
) -> SignUp:
    """Sign a person up for a shift, on whichever position still has room.

    Positions are tried from the roomiest on; another is tried only where being full was the one
    thing against it. The shift needs its positions. As many sign-ups are tried as there are
    positions, usually one.

    Args:
        heads: how many of a group come; else all of it.

    Raises:
        Refused: with every reason, of the last position tried.
    """
    places = sorted(shift.positions.all(), key=lambda one: one.coverage.free, reverse=True)
    for number, position in enumerate(places, 1):
        try:
            return sign_up(
                person=person, position=position, user=user, now=now, form_uuid=form_uuid,
                part=part, heads=heads,
            )  # fmt: skip
        except Refused as refused:
            only_full = {reason.code for reason in refused.reasons} <= {
                "shift_full",
                "too_few_places",
            }
            if number == len(places) or not only_full:
                raise
    raise Shift.DoesNotExist  # a shift always has a position; a half-made one cannot be joined
