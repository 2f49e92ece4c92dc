"""Whose activities a report counts, for whom. Counts only: no report names a person.

A researcher reads no names at all: not of places, organisations or activities either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Least, TruncDate
from django.utils.translation import gettext as _

from careshare.audit.models import AuditEntry
from coordination.activities.models import Activity, ActivityQuerySet
from coordination.arrangements.models import Held, HeldQuerySet, ResponsibilityParty
from coordination.arrangements.rules import VersionState
from coordination.signups.models import Attendance
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Role, allows
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
    party: Organisation | None = None  # whose part is counted, where an organisation asks

    @property
    def policy(self) -> AreaPolicy:
        return self.area.policy

    @property
    def zone(self) -> ZoneInfo:
        return self.area.zone

    @property
    def is_anonymous(self) -> bool:
        """Whether whoever asks receives figures without names, also of places and parties."""
        return self.actor.role == Role.RESEARCHER

    @property
    def organisations(self) -> QuerySet[Organisation]:
        """Those that take or took part in what is counted; for an organisation, beside itself."""
        named = ResponsibilityParty.objects.filter(
            responsibility__version__state=VersionState.AGREED
        )
        if self.party is not None:
            own = named.filter(organisation=self.party).values("responsibility__version_id")
            named = named.filter(responsibility__version__in=own)
        else:
            here = Activity.objects.filter(**self.where).values("pk")
            named = named.filter(responsibility__version__activity__in=here)
        return Organisation.objects.filter(pk__in=named.values("organisation_id"))


def scope_of(actor: Actor) -> Scope:
    """What the hat may count, or `PermissionDenied` (403). One query for an area, else none.

    An area counts the areas that lie in it too, by its own numbers.
    An organisation counts the activities in which it took part on the day in question.
    """
    hat = actor.membership
    if hat is None or not allows(hat.role, Capability.SEE_REPORTS):
        raise PermissionDenied("role_may_not")
    units = CareUnit.objects.select_related("area__policy").order_by("name", "pk")
    if hat.area is not None:
        inside = Area.objects.within(hat.area)
        where: dict[str, Any] = {"unit__area__in": inside}
        return Scope(actor, hat.area.name, hat.area, where, units.filter(area__in=inside))
    if hat.unit is not None:
        where = {"unit": hat.unit}
        return Scope(actor, hat.unit.name, hat.unit.area, where, units.filter(pk=hat.unit.pk))
    organisation: Any = hat.organisation  # the only scope that is left
    here = units.filter(pk__in=Held.objects.of(organisation).values("activity__unit_id"))
    return Scope(actor, organisation.name, organisation.home_area, {}, here, organisation)


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

    @property
    def parties(self) -> list[Organisation]:
        """The organisations whose part alone is counted: that which asks, and the chosen one."""
        asked = (self.scope.party, self.organisation)
        return list(dict.fromkeys(one for one in asked if one is not None))

    def counts(self, prefix: str = "") -> Q:
        """Which activities are counted, for rows that name theirs by a prefix: "activity__"."""
        return self.lies_here(prefix) & self.took_part(self.on, prefix)

    def lies_here(self, prefix: str = "") -> Q:
        """Those of the place that is counted, whoever takes part.

        Plain joins, for a hundred thousand rows are counted by it.
        """
        wanted = {**self.scope.where}
        if self.area is not None:
            wanted["unit__area"] = self.area
        if self.unit is not None:
            wanted["unit"] = self.unit
        return Q(**{f"{prefix}{name}": value for name, value in wanted.items()})

    def took_part(self, day: date, prefix: str = "") -> Q:
        """Those in which the organisations asked for took part on a day; where an activity had
        ended by then, on its last day. Everything, where none is asked for.
        """
        last = TruncDate("activity__ended_at", tzinfo=self.scope.zone)
        that_day = Value(day, output_field=DateField())
        found = Q()
        for one in self.parties:
            held = Held.objects.of(one).alias(at=Least(Coalesce(last, that_day), that_day))
            held = held.filter(Q(until_on__isnull=True) | Q(until_on__gt=F("at")))
            held = held.filter(from_on__lte=F("at"))
            found &= Q(**{f"{prefix}pk__in": held.values("activity_id")})
        return found

    @property
    def units(self) -> QuerySet[CareUnit]:
        """The care units that are counted."""
        found = self.scope.units
        if self.area is not None:
            found = found.filter(area=self.area)
        if self.unit is not None:
            found = found.filter(pk=self.unit.pk)
        if self.scope.party is not None:
            found = found.filter(pk__in=self.activities.order_by().values("unit_id"))
        return found

    def unit_names(self) -> dict[int, str]:
        """What each unit that is counted is called, in the order of names; one query.

        To whoever receives no names they are numbered, in the order in which they were entered.
        """
        if not self.scope.is_anonymous:
            return {unit.pk: unit.name for unit in self.units}
        pks = self.scope.units.order_by("pk").values_list("pk", flat=True)
        return {pk: _("Care unit %(n)s") % {"n": n} for n, pk in enumerate(pks, 1)}

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
        here = Activity.objects.filter(self.lies_here(), self.took_part(day))
        return here.filter(self.stood_on(day), created_at__lt=self.ends(day))

    def stood_on(self, day: date, prefix: str = "") -> Q:
        """Which activities had not ended by a day, for rows that name theirs by a prefix."""
        ended = f"{prefix}ended_at"
        return Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gte": self.ends(day)})

    def held(self) -> HeldQuerySet:
        """What held on any day of what is counted, of those who took part then."""
        found = Held.objects.filter(self.lies_here("activity__"))
        for one in self.parties:
            found = found.of(one)
        return found

    def held_on(self, day: date) -> HeldQuerySet:
        """What held on a day of every activity that had not ended by then."""
        return self.held().on(day).filter(self.stood_on(day, "activity__"))

    def held_at_last(self, day: date) -> HeldQuerySet:
        """The same, and of activities that had ended by then what held on their last day."""
        last = TruncDate("activity__ended_at", tzinfo=self.scope.zone)
        ended = (
            self.held()
            .filter(activity__ended_at__lt=self.ends(day))
            .alias(last=last)
            .filter(Q(until_on__isnull=True) | Q(until_on__gt=F("last")), from_on__lte=F("last"))
        )
        held = self.held_on(day).values("pk")
        return Held.objects.filter(Q(pk__in=held) | Q(pk__in=ended.values("pk")))

    def attended(self) -> QuerySet[Attendance]:
        """Attendance that carries hours, at sessions of the period."""
        return Attendance.objects.filter(
            self.counts("sign_up__shift__activity__"),
            minutes__gt=0,
            sign_up__starts_at__gte=self.starts(self.since),
            sign_up__starts_at__lt=self.ends(self.on),
        )

    def acts(self) -> QuerySet[AuditEntry]:
        """What sides did on the activities within the period, from the audit log.

        To a unit or an organisation nothing of concerns and hard days that another side closed: a
        count of one would tell that somebody complained.
        """
        found = AuditEntry.objects.filter(
            at__gte=self.starts(self.since),
            at__lt=self.ends(self.on),
            activity_id__in=self.activities.order_by().values("pk"),
        ).exclude(side="")
        own = self.scope.actor.party
        return found.exclude(Q(subject_type="raised") & ~Q(side=own)) if own else found
