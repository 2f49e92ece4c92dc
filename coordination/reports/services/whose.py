"""Whose volunteers: attended hours by how the volunteer came. A table that reports show beside."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from coordination.reports.access import Ask
from coordination.reports.rules import Few, Part, suppress
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


def whose(ask: Ask) -> Table[Whose]:
    """Attended hours by how the volunteer came, as of the session's day. One query."""
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
    found = {
        key: (minutes / 60, people)
        for key, minutes, people in ask.attended().order_by().annotate(whose=kind)
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
