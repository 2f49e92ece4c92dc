"""Who could come, who waits, whom to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Q

from coordination.activities.models import Activity
from coordination.activities.rules import SignUpMode
from coordination.shifts.models import Position, Shift
from coordination.signups.access.eligibility import Window, facts_of, facts_of_all, week_of
from coordination.signups.access.sessions import closed_shifts, moment, roomiest, when
from coordination.signups.access.standing import (
    Regular,
    days_still_open,
    every_time,
    given_back,
    own_regular_times,
    regular_times,
)
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from volunteers.people.models import Person, PersonQuerySet
from volunteers.people.rules import AskedFor

__all__ = [
    "Order",
    "Regular",
    "Window",
    "agreed_for",
    "ask_in_order_of",
    "closed_shifts",
    "days_still_open",
    "every_time",
    "facts_of",
    "facts_of_all",
    "given_back",
    "moment",
    "own_regular_times",
    "queue_places",
    "regular_times",
    "roomiest",
    "week_of",
    "when",
    "whom_to_ask",
]


Order = Callable[[Shift, list[Person], datetime], list[Person]]
_order: list[Order] = []


def ask_in_order_of(order: Order) -> None:
    """Let the room that weighs whom to ask say who comes first; once, at start-up."""
    _order[:] = [order]


def agreed_for(activity: Activity) -> PersonQuerySet:
    """Who agreed to be asked for an activity; on an approve-first one only those who were approved
    there before.
    """
    here = SignUp.objects.confirmed().filter(shift__activity__unit_id=activity.unit_id)
    knows = here.filter(shift__activity=activity).values("person_id")
    people = Person.objects.present().exclude(asked_for=AskedFor.NOBODY)
    if activity.sign_up_mode == SignUpMode.APPROVE_FIRST:
        return people.filter(pk__in=knows)
    of_unit = Q(pk__in=here.values("person_id")) | Q(
        affiliations__unit_id=activity.unit_id, affiliations__until__isnull=True
    )
    of_partner = Q(
        affiliations__organisation_id__in=activity.parties.values("organisation_id"),
        affiliations__until__isnull=True,
    )
    agreed = (
        Q(pk__in=knows)
        | Q(of_unit, asked_for__in=(AskedFor.THIS_UNIT, AskedFor.ANYONE))
        | Q(of_partner, asked_for__in=(AskedFor.MY_ORGANISATION, AskedFor.ANYONE))
        | Q(offered_to_id=activity.unit.area_id, asked_for=AskedFor.ANYONE)
    )
    return people.filter(agreed).distinct()


def whom_to_ask(
    shift: Shift, position: Position, now: datetime, room: int | None = None
) -> list[Person]:
    """Whom to ask to come, the likeliest first, as `ask_in_order_of` was taught.

    Only people who agreed to be asked for this, and on an approve-first activity only those who
    were approved there before. Not those on the session already, nor who gave a place there back.
    Two queries, and those of the order. What speaks against each is asked by the caller.

    Args:
        room: how many heads fit, where that is not what is free: somebody would make room.
    """
    room = position.coverage.free if room is None else room
    # A cancelled row tells of somebody who said no to this very session.
    there = SignUp.objects.filter(shift=shift).values("person_id")
    rows = agreed_for(shift.activity).exclude(pk__in=there).order_by("pk")
    found = [one for one in rows if one.heads <= room]
    for order in _order:
        found = order(shift, found, now)
    return found


def queue_places(sign_ups: Iterable[SignUp]) -> dict[int, int]:
    """Each waiting sign-up's number in its queue; one query for any number."""
    waiting = [one for one in sign_ups if one.state == SignUpState.WAITLISTED]
    if not waiting:
        return {}
    rows = SignUp.objects.waiting().filter(position_id__in={one.position_id for one in waiting})
    queues: dict[int, list[int]] = {}
    for pk, position_id in rows.values_list("pk", "position_id"):
        queues.setdefault(position_id, []).append(pk)
    return {
        one.pk: queues[one.position_id].index(one.pk) + 1
        for one in waiting
        if one.pk in queues.get(one.position_id, ())
    }
