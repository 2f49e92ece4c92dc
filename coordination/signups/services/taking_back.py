"""Places that were given by a wrong press are taken back, as long as nobody acted on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from careshare.audit.services import record as audit
from coordination.shifts.models import Position
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import (
    GIVEN_BY_MISTAKE,
    SignUpState,
    decided_by,
    reason_of_taking_back,
)
from coordination.signups.services.filling import fill
from coordination.signups.services.signing_up import announce
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


class PlacesTakenBack(NamedTuple):
    """What came of it."""

    freed: list[SignUp]
    stays: list[SignUp]  # changed meanwhile, by the person or a colleague


@transaction.atomic
def take_places_back(
    *, given: Mapping[int, int], user: Any, side: str, now: datetime
) -> PlacesTakenBack:
    """Free places that a press gave; one that somebody changed since stays as it is.

    Within the silent seconds nobody hears of it. Later each person gets one letter for all days of
    an activity. Whoever waits is offered what is free; nobody is asked around for it. A second
    press changes nothing. Locks the people in order, the positions in order, then the sign-ups.
    About four statements a place, one event row.

    Args:
        given: the version of each sign-up as the press left it, by its id.
        side: the party for which somebody acts.
    """
    known = SignUp.objects.filter(pk__in=given)
    people = set(known.values_list("person_id", flat=True))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    places = sorted(set(known.values_list("position_id", flat=True)))
    list(Position.objects.select_for_update().filter(pk__in=places).order_by("pk"))
    locked = SignUp.objects.for_pages().select_for_update(of=("self",))
    rows = list(locked.filter(pk__in=given).order_by("pk"))
    came = set(Attendance.objects.filter(sign_up__in=rows).values_list("sign_up_id", flat=True))
    freed: list[SignUp] = []
    stays: list[SignUp] = []
    for one in rows:
        is_same = one.version == given[one.pk] and one.wants_swap_at is None
        is_ahead = one.starts_at > now and one.pk not in came
        if one.cancel_reason not in GIVEN_BY_MISTAKE:  # else the same press came twice
            (freed if is_same and is_ahead else stays).append(one)
    _free(freed, user, side, now)
    for pk in places:
        fill(pk, now)
    return PlacesTakenBack(freed, stays)


def _free(rows: Iterable[SignUp], user: Any, side: str, now: datetime) -> None:
    """One letter to each person for all of an activity, where there is one."""
    first: dict[tuple[int, int], int] = {}
    for one in rows:
        seconds = one.shift.activity.unit.area.policy.undo_seconds
        one.state_before, one.state = one.state, SignUpState.CANCELLED
        one.cancelled_at, one.cancelled_by, one.cancelled_by_user = now, decided_by(side), user
        one.cancel_reason = reason_of_taking_back(one.made_at, now, seconds=seconds)
        one.version += 1
        one.save()
        audit(actor=user, action="signup.given_back", subject=one, task=Task.MATCH, side=side,
              activity_id=one.shift.activity_id, at=now)  # fmt: skip
        speaks = first.setdefault((one.person_id, one.shift.activity_id), one.pk)
        announce(one, "signup.cancelled", now, {"first": speaks})
