"""Who comes to an activity for the first time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from careshare.outbox.models import Event
from coordination.shifts.models import Shift
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import CARRIES_HOURS


def first_times(sign_ups: Iterable[SignUp]) -> list[SignUp]:
    """Of confirmed sign-ups those of people who have never come to the activity, the earliest of
    each person there. One query for any number.

    Args:
        sign_ups: each with its shift.
    """
    rows = sorted(sign_ups, key=lambda one: (one.starts_at, one.pk))
    came = set(
        Attendance.objects.filter(
            state__in=CARRIES_HOURS,
            sign_up__person__in={one.person_id for one in rows},
            sign_up__shift__activity__in={one.shift.activity_id for one in rows},
        ).values_list("sign_up__person_id", "sign_up__shift__activity_id")
    )
    found: dict[tuple[int, int], SignUp] = {}
    for one in rows:
        key = (one.person_id, one.shift.activity_id)
        if key not in came:
            found.setdefault(key, one)
    return list(found.values())


class Newcomer(NamedTuple):
    """Somebody who comes to an activity for the first time, and since when that is known."""

    sign_up: SignUp
    since: datetime


def newcomers(shifts: Iterable[Shift]) -> list[Newcomer]:
    """Who comes to these sessions and was never at their activity, the earliest session of each
    first; three queries, or none without a session.
    """
    known = {one.pk: one for one in shifts}
    if not known:
        return []
    rows = SignUp.objects.confirmed().filter(shift__in=known).select_related("person")
    coming = list(rows)
    for one in coming:
        one.shift = known[one.shift_id]
    new = sorted(first_times(coming), key=lambda one: (one.starts_at, one.shift_id, one.pk))
    since = known_since(new)
    return [Newcomer(one, since[one.pk]) for one in new]


def known_since(sign_ups: Iterable[SignUp]) -> dict[int, datetime]:
    """Since when each stands as it is: last confirmed, as a yes can come long after the asking or
    after a new time; else made. One query.
    """
    found = {one.pk: one.made_at for one in sign_ups}
    rows = Event.objects.filter(name="signup.confirmed", cause="signup", cause_id__in=found)
    return found | dict(rows.order_by().values_list("cause_id").annotate(Max("happened_at")))
