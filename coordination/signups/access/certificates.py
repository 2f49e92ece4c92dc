"""Who came to an activity, for a certificate, and what she gave there."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Max, Q

from coordination.activities.models import Activity, ActivityQuerySet
from coordination.signups.access.own_hours import as_given, came_of
from coordination.signups.models import Attendance
from coordination.signups.rules import CARRIES_HOURS
from coordination.signups.rules.certificates import Presence, presence
from volunteers.memberships.access import Actor
from volunteers.people.access import known_to
from volunteers.people.models import Person, PersonQuerySet


def comers(activity: Activity, actor: Actor) -> PersonQuerySet:
    """Whom one's side may see and who came there at least once, by name.

    Nobody who left, was erased or was the same person twice. Each with `times` and `last_at`;
    one query.
    """
    came = Attendance.objects.filter(
        sign_up__shift__activity=activity, state__in=CARRIES_HOURS, minutes__gt=0
    )
    there = Q(sign_ups__attendance__in=came)
    found = known_to(actor).filter(merged_into__isnull=True)
    return (
        found.filter(pk__in=came.values("sign_up__person_id"))
        .annotate(
            times=Count("sign_ups", filter=there, distinct=True),
            last_at=Max("sign_ups__starts_at", filter=there),
        )
        .order_by("name", "pk")
    )


def own_places(person: Person) -> ActivityQuerySet:
    """Where somebody came at least once, whatever has become of the activity; one query."""
    ids = came_of(person).order_by().values("sign_up__shift__activity_id")
    return Activity.objects.for_pages().filter(pk__in=ids)


def presence_of(
    person: Person, activity: Activity, since: date | None, until: date
) -> Presence | None:
    """What a person or group gave at an activity in a period, by the day there; one query."""
    rows = came_of(person).filter(sign_up__shift__activity=activity)
    return presence(((one.day.date(), one.minutes) for one in map(as_given, rows)), since, until)
