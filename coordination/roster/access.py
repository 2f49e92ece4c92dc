"""Whose sessions stand on a roster, and what is known about its days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects

from coordination.activities.models import Activity, ActivityQuerySet
from coordination.planning.access.series import off_days
from coordination.roster.rules import Window
from coordination.roster.words import closing_day
from coordination.shifts.models import Closure, Shift
from coordination.shifts.rules import DAYS_A_MONTH
from volunteers.memberships.access import Actor
from volunteers.memberships.emails import area_of
from volunteers.memberships.rules import Capability, allows
from volunteers.places.models import Area


def require_roster(actor: Actor) -> Area:
    """The area whose numbers hold for the reader; 403 for whoever sees no activities."""
    hat = actor.membership
    if hat is None or not allows(hat.role, Capability.SEE_ACTIVITIES):
        raise PermissionDenied("role_may_not")
    return area_of(hat.scope)


def own_activities(actor: Actor) -> ActivityQuerySet:
    """The activities of the reader's side, ended ones too: their past sessions stay readable."""
    return Activity.objects.visible_to(actor.user).of_side(actor.membership)


def latest_day(area: Area, today: date) -> date:
    """The last day on which anything can be planned; one query."""
    return today + timedelta(days=area.policy.plan_ahead_months * DAYS_A_MONTH)


def within(window: Window, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when until when sessions are looked for, a day wider: units may lie in other zones."""
    start = datetime.combine(window.monday, time(), zone)
    end = datetime.combine(window.last, time(), zone)
    return start - timedelta(days=1), end + timedelta(days=2)


def with_sessions(
    activities: ActivityQuerySet, window: Window, zone: ZoneInfo
) -> QuerySet[Activity]:
    """Those with a session in the window, in the order of the roster."""
    shifts = Shift.objects.planned().between(*within(window, zone))
    here = activities.filter(Exists(shifts.filter(activity=OuterRef("pk"))))
    return here.select_related("ward", "unit__area__policy").order_by("name", "pk")


def closures_in(window: Window, zone: ZoneInfo, unit_ids: Iterable[int]) -> list[Closure]:
    """Closures of some units that touch the window; one query."""
    start = datetime.combine(window.monday, time(), zone)
    end = datetime.combine(window.last + timedelta(days=1), time(), zone)
    rows = Closure.objects.touching(start, end).filter(unit_id__in=set(unit_ids))
    return list(rows.select_related("unit__area", "ward").order_by("starts_at", "pk"))


def days_off_in(window: Window, areas: Iterable[Area]) -> dict[date, list[str]]:
    """Public holidays and closing days by day; an area is named where it has one alone. One query.

    Raises nothing: a country whose holidays are not known has its closing days only.
    """
    known = {area.pk: area for area in areas}
    prefetch_related_objects(list(known.values()), "closing_days")
    found: dict[date, dict[str, list[str]]] = {}
    for area in known.values():
        for day, name in off_days(area, window.monday, window.last).items():
            found.setdefault(day, {}).setdefault(closing_day(name), []).append(area.name)
    return {
        day: [
            name if len(where) == len(known) else f"{name} ({', '.join(where)})"
            for name, where in names.items()
        ]
        for day, names in sorted(found.items())
    }
