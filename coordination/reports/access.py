"""Whose activities a report counts, for whom. Counts only: no report names a volunteer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from careshare.audit.models import AuditEntry
from coordination.activities.models import Activity, ActivityParty, ActivityQuerySet
from coordination.arrangements.models import Version, VersionQuerySet
from coordination.arrangements.rules import VersionState
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
    where: Mapping[str, Any]  # lookups on an activity
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
        activities = Activity.objects.filter(**self.where).values("pk")
        return Organisation.objects.filter(party_of__activity__in=activities).distinct()


def scope_of(actor: Actor) -> Scope:
    """What the hat may count, or `PermissionDenied` (403). No query beyond the hat's own.

    An organisation counts the activities whose record names it today, also on past days.
    """
    hat = actor.membership
    if hat is None or not allows(hat.role, Capability.SEE_REPORTS):
        raise PermissionDenied("role_may_not")
    units = CareUnit.objects.select_related("area__policy").order_by("name", "pk")
    if hat.area is not None:
        where: dict[str, Any] = {"unit__area": hat.area}
        return Scope(actor, hat.area.name, hat.area, where, units.filter(area=hat.area))
    if hat.unit is not None:
        where = {"unit": hat.unit}
        return Scope(actor, hat.unit.name, hat.unit.area, where, units.filter(pk=hat.unit.pk))
    organisation: Any = hat.organisation  # the only scope that is left
    where = {"parties__organisation": organisation}
    here = units.filter(pk__in=Activity.objects.filter(**where).values("unit_id"))
    return Scope(actor, organisation.name, organisation.home_area, where, here)


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
        return Activity.objects.filter(self.counts())

    def counts(self, prefix: str = "") -> Q:
        """Which activities are counted, for rows that name theirs by a prefix: "activity__".

        Plain joins, for a hundred thousand rows are counted by it.
        """
        wanted = {**self.scope.where}
        if self.area is not None:
            wanted["unit__area"] = self.area
        if self.unit is not None:
            wanted["unit"] = self.unit
        if self.organisation is not None:
            named = ActivityParty.objects.filter(organisation=self.organisation)
            wanted["pk__in"] = named.values("activity_id")
        return Q(**{f"{prefix}{name}": value for name, value in wanted.items()})

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
            self.counts("activity__"),
        )

    def assumed_on(self, day: date) -> VersionQuerySet:
        """What is assumed of activities that stood on a day and of which nothing was in force: it
        was noted by then, and binds nobody.
        """
        in_force = self.versions_on(day).filter(activity=OuterRef("activity"))
        return Version.objects.filter(
            ~Exists(in_force),
            state=VersionState.ASSUMED,
            proposed_at__lt=self.ends(day),
            activity__in=self.standing_on(day),
        )

    def attended(self) -> QuerySet[Attendance]:
        """Attendance that carries hours, at sessions of the period."""
        return Attendance.objects.filter(
            self.counts("sign_up__shift__activity__"),
            minutes__gt=0,
            sign_up__starts_at__gte=self.starts(self.since),
            sign_up__starts_at__lt=self.ends(self.on),
        )

    def acts(self) -> QuerySet[AuditEntry]:
        """What sides did on the activities within the period, from the audit log."""
        return AuditEntry.objects.filter(
            at__gte=self.starts(self.since),
            at__lt=self.ends(self.on),
            activity_id__in=self.activities.order_by().values("pk"),
        ).exclude(side="")
