"""Whom a message to all reaches, and who may write it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from coordination.activities.models import Activity
from coordination.activities.rules.announcements import LOOK_BACK, Audience, Purpose
from coordination.signups.models import SignUp
from coordination.signups.rules import HOLDING, AttendanceState
from volunteers.memberships.rules import Capability
from volunteers.people.models import Person

CAPABILITY = {Purpose.INFORM: Capability.INFORM_ALL, Purpose.THANK: Capability.THANK}


def recipients(activity: Activity, audience: Audience, now: datetime) -> QuerySet[Person]:
    """The volunteers of an activity whom a message reaches, by name; one query.

    Those who left or were erased hear no more.
    """
    rows = SignUp.objects.filter(shift__activity=activity)
    if audience == Audience.COMING:
        rows = rows.filter(state__in=HOLDING, starts_at__gt=now)
    else:
        came = (AttendanceState.CAME, AttendanceState.PARTLY)
        rows = rows.filter(
            attendance__state__in=came, starts_at__range=(now - LOOK_BACK[audience], now)
        )
    found = Person.objects.present().filter(pk__in=rows.order_by().values("person_id"))
    return found.order_by("name", "pk")
