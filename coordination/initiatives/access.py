"""Who answers and who may take back; the page of whoever has no log-in; whom a unit could ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.models import Ending, ResponsibilityParty, Version
from coordination.arrangements.rules import Arrangement
from coordination.initiatives.models import Initiative, UnwantedType
from coordination.initiatives.rules import ProposerKind, usual_tasks
from volunteers.accounts.models import User
from volunteers.memberships.access import Actor, may_in
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Capability, Role, Task
from volunteers.organisations.models import OrganisationArea
from volunteers.people.models import Person

SOLO = frozenset({Arrangement.UNIT_ALONE, Arrangement.ORGANISATION_ALONE})


def may_answer(actor: Actor, initiative: Initiative) -> bool:
    """Whether the hat decides what happens at the unit: whoever may make activities there."""
    return may_in(actor, Capability.CREATE_ACTIVITY, initiative.unit)


def sees_ideas(actor: Actor, person: Person | None) -> bool:
    """Whether the hat has a list of ideas: whoever answers or proposes, and the area's lead, who
    reads counts.
    """
    if actor.role == Role.AREA_LEAD or person is not None:
        return True
    hat = actor.membership
    return hat is not None and (hat.unit_id is not None or hat.organisation_id is not None)


def is_own(actor: Actor, person: Person | None, initiative: Initiative) -> bool:
    """Whether the hat stands for whoever proposed it."""
    if initiative.kind == ProposerKind.ORGANISATION:
        hat = actor.membership
        return hat is not None and hat.organisation_id == initiative.organisation_id
    return person is not None and initiative.person_id == person.pk


def answerers(initiative: Initiative, day: date) -> list[User]:
    """The managers of its unit; one query."""
    return _users(Q(role=Role.UNIT_MANAGER, unit_id=initiative.unit_id), day)


def proposing_users(initiative: Initiative, day: date) -> list[User]:
    """The coordinators of the organisation whose idea it is; nobody for other ideas."""
    if initiative.organisation_id is None:
        return []
    return _users(Q(role=Role.COORDINATOR, organisation_id=initiative.organisation_id), day)


def _users(who: Q, day: date) -> list[User]:
    found = Membership.objects.on(day).filter(who).select_related("user").order_by("pk")
    return list({one.user_id: one.user for one in found}.values())


# --- The page of somebody without a log-in ----------------------------------------------------


def _signer() -> signing.Signer:
    return signing.Signer(sep="~", salt="careshare.suggestion")


def own_path(initiative: Initiative) -> str:
    """The page on which whoever suggested it without a log-in sees how it goes."""
    token = _signer().sign(initiative.public_id.hex)
    return reverse("coordination:suggestion-own", args=[token])


def own_url(initiative: Initiative) -> str:
    """The same with the site's address, for a mail."""
    return f"{settings.SITE_URL}{own_path(initiative)}"


def by_token(token: str) -> Initiative | None:
    """The suggestion behind a link that we signed, or None. One query."""
    try:
        public_id = _signer().unsign(token)
    except signing.BadSignature:
        return None
    return (
        Initiative.objects.for_pages().filter(kind=ProposerKind.PUBLIC, public_id=public_id).first()
    )


# --- Who does this elsewhere -------------------------------------------------------------------


@dataclass(frozen=True)
class Elsewhere:
    """An organisation that does the same type of activity at other places of the area."""

    organisation_id: int
    name: str
    units: tuple[str, ...]


def partners_elsewhere(activities: Iterable[Activity], day: date) -> dict[int, list[Elsewhere]]:
    """R4: for each activity the organisations that the record of another activity of its type in
    its area names on a day, and that wish to be asked; by the activity's id.

    Three queries for any number. The activities need `unit` selected. An organisation that takes
    part already, on that day, is no one to ask.
    """
    wanted = list(activities)
    doing = _doing(
        Q(version_area__in={one.unit.area_id for one in wanted})
        & Q(version_type__in={one.type_id for one in wanted}),
        day,
    ) if wanted else []  # fmt: skip
    willing = _willing({one.unit.area_id for one in wanted})
    unwanted = set(
        UnwantedType.objects.filter(type_id__in={one.type_id for one in wanted}).values_list(
            "organisation_id", "type_id"
        )
    )
    found: dict[int, list[Elsewhere]] = {}
    for activity in wanted:
        area, kind = activity.unit.area_id, activity.type_id
        here = {who for who, where, *_rest in doing if where == activity.pk}
        units: dict[int, set[str]] = {}
        for who, where, its_area, its_type, unit in doing:
            is_alike = (its_area, its_type) == (area, kind) and where != activity.pk
            if is_alike and who not in here and (who, kind) not in unwanted:
                units.setdefault(who, set()).add(unit)
        lines = [
            Elsewhere(who, willing[area, who], tuple(sorted(names)))
            for who, names in units.items()
            if (area, who) in willing
        ]
        found[activity.pk] = sorted(lines, key=lambda line: (line.name, line.organisation_id))
    return found


_ACTIVITY = "responsibility__version__activity"


def _doing(where: Q, day: date) -> list[tuple[int, int, int, int, str]]:
    """Organisation, activity, area, type and unit of every valid record that names one."""
    rows = _valid_shares(day).annotate(
        version_area=F(f"{_ACTIVITY}__unit__area_id"), version_type=F(f"{_ACTIVITY}__type_id")
    )
    found = rows.filter(where).values_list(
        f"{_ACTIVITY}__ended_at",
        f"{_ACTIVITY}__unit__area__time_zone",
        "organisation_id",
        f"{_ACTIVITY}_id",
        "version_area",
        "version_type",
        f"{_ACTIVITY}__unit__name",
    )
    return [row[2:] for row in found.distinct() if not _had_ended(row[0], row[1], day)]


def _valid_shares(day: date) -> Any:
    """Organisations' parts in the records that are valid on a day, without whoever has left.

    Activities that ended on that day may be among them: `_had_ended` knows their midnight.
    """
    latest = (
        Version.objects.agreed()
        .filter(activity=OuterRef(_ACTIVITY), valid_from__lte=day)
        .order_by("-number")
        .values("pk")[:1]
    )
    left = Ending.objects.standing().filter(
        activity=OuterRef(_ACTIVITY),
        party=OuterRef("party"),
        ends_on__lte=day,
        version__number__gte=OuterRef("responsibility__version__number"),
    )
    ended_unknown = {f"{_ACTIVITY}__state": ActivityState.ENDED, f"{_ACTIVITY}__ended_at": None}
    shares = ResponsibilityParty.objects.filter(
        Q(**{f"{_ACTIVITY}__ended_at__isnull": True})
        | Q(**{f"{_ACTIVITY}__ended_at__gte": datetime.combine(day, time(), UTC)}),
        ~Exists(left),
        organisation__isnull=False,
        responsibility__version=Subquery(latest),
    )
    return shares.exclude(**ended_unknown).order_by()


def _had_ended(ended_at: datetime | None, time_zone: str, day: date) -> bool:
    """Whether an activity had ended by the end of a day where it takes place."""
    return ended_at is not None and ended_at.astimezone(ZoneInfo(time_zone)).date() <= day


def _willing(areas: set[int]) -> dict[tuple[int, int], str]:
    """Organisations that wish to be asked, by area and id, with their names."""
    rows = OrganisationArea.objects.filter(area_id__in=areas, wants_no_requests=False)
    return {
        (area, pk): name
        for area, pk, name in rows.values_list("area_id", "organisation_id", "organisation__name")
    }


def wishes_no(organisation_id: int, activity: Activity) -> bool:
    """Whether an organisation does not want to be asked about this area or this type. Two queries
    at most.
    """
    area = OrganisationArea.objects.filter(
        organisation_id=organisation_id, area_id=activity.unit.area_id, wants_no_requests=True
    )
    kind = UnwantedType.objects.filter(organisation_id=organisation_id, type_id=activity.type_id)
    return area.exists() or kind.exists()


def usual_tasks_of(organisation_id: int, type_id: int, day: date) -> frozenset[Task]:
    """What an organisation usually takes in activities of a type, wherever; one query."""
    rows = _valid_shares(day).filter(
        **{"organisation_id": organisation_id, f"{_ACTIVITY}__type_id": type_id}
    )
    records: dict[int, list[str]] = {}
    for version, task, ended_at, time_zone in rows.values_list(
        "responsibility__version_id",
        "responsibility__task",
        f"{_ACTIVITY}__ended_at",
        f"{_ACTIVITY}__unit__area__time_zone",
    ):
        if not _had_ended(ended_at, time_zone, day):
            records.setdefault(version, []).append(task)
    return frozenset(Task(code) for code in usual_tasks(list(records.values())))
