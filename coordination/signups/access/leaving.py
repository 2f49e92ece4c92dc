"""Of whom it is asked when they left."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules.attendance import asked_when_left_at, can_be_said_again
from volunteers.people.models import Person

LOOKED_BACK = timedelta(days=60)
"""After that nobody remembers; whoever records attendance still sees it."""


def unfinished(person: Person, now: datetime) -> list[SignUp]:
    """Where one checked in and never out, from the next morning on; one query."""
    rows = SignUp.objects.for_pages().filter(person=person)
    rows = rows.select_related("shift__activity__ward", "attendance")
    rows = rows.filter(ends_at__gt=now - LOOKED_BACK, ends_at__lt=now)
    rows = rows.filter(attendance__in=Attendance.objects.under_way())
    return [one for one in rows.order_by("starts_at", "pk") if _is_asked(one, now)]


def may_say_again(person: Person, sign_up: SignUp, now: datetime) -> bool:
    """Whether one may still correct when one left; no query where the attendance is loaded."""
    known = getattr(sign_up, "attendance", None)
    if known is None or sign_up.ends_at <= now - LOOKED_BACK:
        return False
    by_oneself = known.recorded_by_id is not None and known.recorded_by_id == person.user_id
    return can_be_said_again(known.via, known.left_at, is_by_oneself=by_oneself)


def _is_asked(sign_up: SignUp, now: datetime) -> bool:
    unit = sign_up.shift.activity.unit
    at = unit.area.policy.left_asked_at
    return asked_when_left_at(sign_up.ends_at, zone=unit.zone, at=at) <= now
