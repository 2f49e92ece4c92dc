"""Who somebody is at the moment, and what may be fetched because of it.

A user acts under one role at a time, the *hat*; what is visible follows from all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from careshare import clock
from volunteers.memberships.models import Invitation, Membership
from volunteers.memberships.rules import Capability, Role, ScopeKind, allows
from volunteers.memberships.words import colleague, nobody_known
from volunteers.organisations.models import Organisation, OrganisationArea
from volunteers.places.models import Area, CareUnit

HAT = "hat"  # in the session: "membership:12" or "person:7"


def colleague_names(users: Iterable[int]) -> Mapping[int, str]:
    """How colleagues read who each user is, by id: the name that a role bears, else the role and
    its place ("a manager of Solbakken"), never an address. One query.
    """
    found = defaultdict(nobody_known)
    rows = Membership.objects.filter(user__in=set(users)).with_scopes().order_by("pk")
    for row in rows:
        if row.name or row.user_id not in found:
            found[row.user_id] = colleague(row.name, Role(row.role), row.scope.name)
    return found


@dataclass(frozen=True)
class Actor:
    """A user under one role; `membership` is empty for somebody who only volunteers.

    `person_id` is the volunteer whom the session names, where several may share the log-in.
    """

    user: Any
    membership: Membership | None = None
    person_id: int | None = None

    @property
    def role(self) -> str:
        return self.membership.role if self.membership else ""

    @property
    def is_of_area(self) -> bool:
        """Whether one acts for an area: one sees counts, and neither names nor numbers to ring."""
        return self.membership is not None and self.membership.area_id is not None

    @property
    def party(self) -> str:
        """The side for which one acts: "unit", "organisation:7", or nothing for an area."""
        if self.membership is None or self.membership.area_id:
            return ""
        if self.membership.unit_id:
            return "unit"
        return f"organisation:{self.membership.organisation_id}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone of one's day: the unit's, the area's, or that of the organisation's home."""
        return self.membership.zone if self.membership else ZoneInfo("UTC")


def active_memberships(user: Any) -> list[Membership]:
    """The roles in force now, with scopes; one query a request, none for the anonymous.

    A day is judged where the role is: somebody's last day ends at midnight there, not in UTC.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    cached = user.__dict__.get("_active_memberships")
    if cached is None:
        now = clock.now()
        # Every request asks this: the user is in hand, and the few rows are judged here.
        found = user.memberships.lasting().with_places().order_by("created_at", "pk")
        cached = [one for one in found if one.is_in_force_at(now)]
        user.__dict__["_active_memberships"] = cached
    return cached


def acting(request: HttpRequest) -> Actor:
    """The user under the hat that the session names, else under the first role."""
    memberships = active_memberships(request.user)
    hat = str(request.session.get(HAT, ""))
    kind, _colon, number = hat.partition(":")
    if kind == "person":
        return Actor(request.user, person_id=int(number) if number.isdecimal() else None)
    for membership in memberships:
        if str(membership.pk) == number:
            return Actor(request.user, membership)
    return Actor(request.user, memberships[0] if memberships else None)


def scope_ids(user: Any, column: str, *roles: Role) -> list[int]:
    """Ids of the areas, units or organisations in which the user holds one of the roles."""
    return [
        getattr(membership, column)
        for membership in active_memberships(user)
        if membership.role in roles and getattr(membership, column)
    ]


def areas_led(user: Any) -> QuerySet[Area]:
    """Areas that the user leads."""
    return Area.objects.filter(pk__in=scope_ids(user, "area_id", Role.AREA_LEAD))


def visible_units(user: Any) -> QuerySet[CareUnit]:
    """Care units of one's roles: as lead of their area, or as their manager or staff."""
    return CareUnit.objects.filter(
        Q(area_id__in=scope_ids(user, "area_id", Role.AREA_LEAD, Role.STAFF_REPRESENTATIVE))
        | Q(pk__in=scope_ids(user, "unit_id", Role.UNIT_MANAGER, Role.UNIT_STAFF))
    ).select_related("area__policy")


def visible_organisations(user: Any) -> QuerySet[Organisation]:
    """Organisations of one's roles: those of an area that one leads, or one's own."""
    led = scope_ids(user, "area_id", Role.AREA_LEAD)
    here = OrganisationArea.objects.filter(area_id__in=led).values("organisation_id")
    return Organisation.objects.filter(
        Q(home_area_id__in=led)
        | Q(pk__in=here)
        | Q(pk__in=scope_ids(user, "organisation_id", Role.COORDINATOR))
    ).select_related("home_area__policy")


def covers(membership: Membership, scope: Area | CareUnit | Organisation) -> bool:
    """Whether a role reaches a scope: its own, and for the area's roles what lies in the area."""
    if membership.area_id:
        return membership.area_id == _area_id(scope)
    if isinstance(scope, CareUnit):
        return membership.unit_id == scope.pk
    return isinstance(scope, Organisation) and membership.organisation_id == scope.pk


def _area_id(scope: Area | CareUnit | Organisation) -> int:
    match scope:
        case CareUnit():
            return scope.area_id
        case Organisation():
            return scope.home_area_id
    return scope.pk


def may_in(actor: Actor, capability: Capability, scope: Area | CareUnit | Organisation) -> bool:
    """Whether the hat allows something in a place, where no activity is concerned."""
    hat = actor.membership
    return hat is not None and allows(hat.role, capability) and covers(hat, scope)


def require_in(
    actor: Actor, capability: Capability, scope: Area | CareUnit | Organisation
) -> Membership:
    """The membership that allows it, or `PermissionDenied` (403)."""
    if not may_in(actor, capability, scope) or actor.membership is None:
        raise PermissionDenied("role_may_not")
    return actor.membership


def visible_areas(user: Any) -> QuerySet[Area]:
    """Areas in which one holds a role."""
    roles = (Role.AREA_LEAD, Role.STAFF_REPRESENTATIVE)
    return Area.objects.filter(pk__in=scope_ids(user, "area_id", *roles)).select_related("policy")


def visible_scopes(user: Any, kind: str) -> QuerySet[Any]:
    """The areas, units or organisations of one's roles, by the kind of scope."""
    return {
        ScopeKind.AREA: visible_areas,
        ScopeKind.UNIT: visible_units,
        ScopeKind.ORGANISATION: visible_organisations,
    }[ScopeKind(kind)](user)


def _within_sight(user: Any) -> Q:
    """Rows with a scope that the user sees."""
    return (
        Q(area__in=visible_areas(user).values("pk"))
        | Q(unit__in=visible_units(user).values("pk"))
        | Q(organisation__in=visible_organisations(user).values("pk"))
    )


def visible_invitations(user: Any) -> QuerySet[Invitation]:
    """Invitations to the places and organisations of one's roles."""
    rows = Invitation.objects.filter(_within_sight(user))
    return rows.select_related("area__policy", "unit__area__policy", "organisation__home_area")


def visible_memberships(user: Any) -> QuerySet[Membership]:
    """One's own roles, and those of colleagues in the places of one's roles."""
    return Membership.objects.filter(Q(user_id=user.pk or 0) | _within_sight(user)).with_scopes()
