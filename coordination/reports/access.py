"""Whose activities a report counts, for whom. Counts only: no report names a volunteer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from careshare.audit.models import AuditEntry
from coordination.activities.models import Activity, ActivityQuerySet
from coordination.arrangements.models import Version, VersionQuerySet
from coordination.signups.models import Attendance
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, allows
from volunteers.organisations.models import Organisation
from volunteers.places.models import Area, AreaPolicy, CareUnit


@dataclass(frozen=True)
class Scope:
    """What one role may count: an area, a unit, or what an organisation takes part in."""

    actor: Actor
    name: str
    area: Area  # whose numbers and zone hold
    activities: ActivityQuerySet
    units: QuerySet[CareUnit]

    @property
    def policy(self) -> AreaPolicy:
        return self.area.policy

    @property
    def zone(self) -> ZoneInfo:
        return self.area.zone

    @property
    def organisations(self) -> QuerySet[Organisation]:
        """Those that take part in what is counted."""
        return Organisation.objects.filter(
            party_of__activity__in=self.activities.order_by().values("pk")
        ).distinct()


def scope_of(actor: Actor) -> Scope:
    """What the hat may count, or `PermissionDenied` (403). No query beyond the hat's own.

    An organisation counts the activities whose record names it today, also on past days.
    """
    hat = actor.membership
    if hat is None or not allows(hat.role, Capability.SEE_REPORTS):
        raise PermissionDenied("role_may_not")
    units = CareUnit.objects.select_related("area__policy").order_by("name", "pk")
    if hat.area is not None:
        activities = Activity.objects.filter(unit__area=hat.area)
        return Scope(actor, hat.area.name, hat.area, activities, units.filter(area=hat.area))
    if hat.unit is not None:
        activities = Activity.objects.filter(unit=hat.unit)
        return Scope(actor, hat.unit.name, hat.unit.area, activities, units.filter(pk=hat.unit.pk))
    organisation: Any = hat.organisation  # the only scope that is left
    activities = Activity.objects.filter(parties__organisation_id=organisation.pk)
    here = units.filter(pk__in=activities.values("unit_id"))
    return Scope(actor, organisation.name, organisation.home_area, activities, here)


@dataclass(frozen=True)
class Ask:
    """What somebody asks of a report: the scope narrowed, a day, a period, and the options."""

    scope: Scope
    on: date
    since: date
    now: datetime
    unit: CareUnit | None = None
    organisation: Organisation | None = None
    area: Area | None = None
    options: frozenset[str] = frozenset()

    @property
    def activities(self) -> ActivityQuerySet:
        """The activities that are counted, whenever they began or ended."""
        found = self.scope.activities
        if self.area is not None:
            found = found.filter(unit__area=self.area)
        if self.unit is not None:
            found = found.filter(unit=self.unit)
        if self.organisation is not None:
            named = Activity.objects.filter(parties__organisation=self.organisation)
            found = found.filter(pk__in=named.values("pk"))
        return found

    @property
    def units(self) -> QuerySet[CareUnit]:
        """The care units that are counted."""
        found = self.scope.units
        if self.area is not None:
            found = found.filter(area=self.area)
        if self.unit is not None:
            found = found.filter(pk=self.unit.pk)
        return found

    @property
    def policy(self) -> AreaPolicy:
        return self.scope.policy

    def starts(self, day: date) -> datetime:
        """Local midnight at which a day begins."""
        return datetime.combine(day, time(), self.scope.zone)

    def ends(self, day: date) -> datetime:
        """Local midnight at which a day is over."""
        return self.starts(day + timedelta(days=1))

    # --- Which rows ---------------------------------------------------------------------------

    def standing_on(self, day: date) -> ActivityQuerySet:
        """Entered by the end of a day and not ended by then."""
        end = self.ends(day)
        return self.activities.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gte=end), created_at__lt=end
        )

    def versions_on(self, day: date) -> VersionQuerySet:
        """The version in force on a day of every activity that had not ended by then."""
        end = self.ends(day)
        return Version.objects.in_force_on(day).filter(
            Q(activity__ended_at__isnull=True) | Q(activity__ended_at__gte=end),
            activity__in=self.activities.order_by().values("pk"),
        )

    def attended(self) -> QuerySet[Attendance]:
        """Attendance that carries hours, at sessions of the period."""
        return Attendance.objects.filter(
            minutes__gt=0,
            sign_up__starts_at__gte=self.starts(self.since),
            sign_up__starts_at__lt=self.ends(self.on),
            sign_up__shift__activity__in=self.activities.order_by().values("pk"),
        )

    def acts(self) -> QuerySet[AuditEntry]:
        """What sides did on the activities within the period, from the audit log."""
        return AuditEntry.objects.filter(
            at__gte=self.starts(self.since),
            at__lt=self.ends(self.on),
            activity_id__in=self.activities.order_by().values("pk"),
        ).exclude(side="")
