"""Whose volunteers: attended hours by how the volunteer came. A table that reports show beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from coordination.reports.access import Ask
from coordination.reports.rules import Few, Part, suppress
from coordination.reports.services.facts import type_names
from coordination.reports.services.shape import Column, Kind, Table
from volunteers.people.models import Affiliation
from volunteers.people.rules import AffiliationKind
from volunteers.people.words import AFFILIATIONS


@dataclass(frozen=True)
class Whose:
    """One way in which volunteers came, with what they gave."""

    name: str
    hours: Part
    people: int | Few


def _attended(ask: Ask) -> Any:
    """Attendance of the period with `whose`: how the volunteer came, as of the session's day."""
    order = Case(
        *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(AffiliationKind)),
        default=Value(len(AffiliationKind)),
    )
    day = OuterRef("sign_up__starts_at__date")
    then = Affiliation.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        person=OuterRef("sign_up__person"),
        since__lte=day,
    )
    kind = Coalesce(
        Subquery(then.order_by(order, "pk").values("kind")[:1]),
        Value(AffiliationKind.UNORGANISED.value),
        output_field=CharField(),
    )
    return ask.attended().order_by().annotate(whose=kind)


def whose(ask: Ask) -> Table[Whose]:
    """Attended hours by how the volunteer came, as of the session's day. One query."""
    found = {
        key: (minutes / 60, people)
        for key, minutes, people in _attended(ask)
        .values_list("whose").annotate(
            given=Sum(F("minutes") * F("heads")), givers=Count("sign_up__person", distinct=True)
        )
    }  # fmt: skip
    given = [found.get(one.value, (0, 0)) for one in AffiliationKind]
    people = suppress([n for _hours, n in given], ask.policy.small_cell)
    total = sum(hours for hours, _n in given)
    rows = tuple(
        Whose(str(AFFILIATIONS[one]), Part(hours, total), shown)
        for one, (hours, _n), shown in zip(AffiliationKind, given, people, strict=True)
    )
    columns: tuple[Column[Whose], ...] = (
        Column(_("Whose volunteers"), lambda row: row.name, Kind.TEXT),
        Column(_("Attended hours"), lambda row: row.hours, Kind.PART),
        Column(_("Volunteers and groups"), lambda row: row.people),
    )
    return Table("whose", _("Whose volunteers"), columns, rows)


@dataclass(frozen=True)
class OfType:
    """One type of activity, or all: hours by how the volunteers came."""

    name: str
    hours: Mapping[AffiliationKind, float]

    def share(self, kind: AffiliationKind) -> Part:
        return Part(self.hours[kind], sum(self.hours.values()))


def whose_by_type(ask: Ask) -> Table[OfType]:
    """The same for each type of activity, in hours alone; two queries."""
    found: dict[int | None, dict[AffiliationKind, float]] = {}
    rows = _attended(ask).values_list("whose", "sign_up__shift__activity__type_id")
    for kind, type_id, minutes in rows.annotate(given=Sum(F("minutes") * F("heads"))):
        for key in (type_id, None):
            hours = found.setdefault(key, dict.fromkeys(AffiliationKind, 0.0))
            hours[AffiliationKind(kind)] += minutes / 60
    lines = [OfType(name, found[pk]) for pk, name in type_names(found).items()]
    columns: list[Column[OfType]] = [
        Column(_("Activity type"), lambda row: row.name, Kind.TEXT),
        Column(_("Attended hours"), lambda row: sum(row.hours.values())),
        *(_by(kind) for kind in AffiliationKind),
    ]
    return Table(
        "whose-by-type",
        _("Whose volunteers, by type of activity"),
        tuple(columns),
        tuple(lines),
        OfType(_("All types"), found[None]) if found else None,
        is_folded=True,
    )


def _by(kind: AffiliationKind) -> Column[OfType]:
    return Column(AFFILIATIONS[kind], lambda row: row.share(kind), Kind.PART)
