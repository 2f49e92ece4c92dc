"""R4: activities that one side runs alone, where an organisation does the same elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.activities.models import Activity
from coordination.activities.words import type_name
from coordination.arrangements.rules import Arrangement
from coordination.arrangements.words import ARRANGEMENTS
from coordination.initiatives.access import partners_elsewhere
from coordination.reports.access import Ask
from coordination.reports.rules import Part
from coordination.reports.services import facts
from coordination.reports.services.shape import (
    Bar,
    Chart,
    Column,
    Definition,
    Kind,
    Link,
    Report,
    Segment,
    Table,
    andfossen,
)
from volunteers.memberships.rules import Capability, Role, allows


@dataclass(frozen=True)
class Line:
    """An activity that runs alone, and who does the same elsewhere."""

    name: str
    url: str
    unit: str
    type: str
    arrangement: Arrangement
    organisations: tuple[str, ...]

    @property
    def link(self) -> Link | str:
        return Link(self.name, self.url) if self.url else self.name


@dataclass(frozen=True)
class OfType:
    """Activities of one type that run alone."""

    name: str
    could_ask: Part


def build(ask: Ask) -> Report:
    """Five queries for any number of activities, six for an organisation."""
    solo = _solo(ask)
    found = Activity.objects.filter(pk__in=solo).select_related("unit", "type")
    activities = list(found.order_by("unit__name", "name", "pk"))
    elsewhere = partners_elsewhere(activities, ask.on)
    seen = _seen(ask, solo)
    lines = tuple(
        Line(
            one.name,
            _url(ask, one) if one.pk in seen else "",
            one.unit.name,
            str(type_name(one.type)),
            solo[one.pk],
            tuple(partner.name for partner in elsewhere[one.pk]),
        )
        for one in activities
        if elsewhere[one.pk]
    )
    by_type = _by_type(activities, elsewhere)
    return Report(
        sentence=sentence(lines, len(activities)),
        charts=(Chart(_("Activities that run alone"), tuple(map(_bar, by_type))),)
        if by_type
        else (),
        tables=(
            Table("types", _("By type of activity"), _TYPE_COLUMNS, by_type),
            *([] if ask.scope.is_anonymous else [
                Table("partners", _("Does this elsewhere: ask?"), _columns(), lines)
            ]),
        ),
        rules=(
            _("Alone: the care unit or an organisation coordinates alone by the five core tasks, on"
              " that day, provisional and assumed ones included."),
            str(facts.DERIVED),
            _("An organisation stands here where the record of another activity of the same type in"
              " the same area names it, and it has not said that it does not wish to be asked."),
            _("Alone is not worse than together; this only says where somebody could be asked."),
        ),
        sources=(andfossen(),),
    )  # fmt: skip


def _by_type(
    activities: Sequence[Activity], elsewhere: Mapping[int, Sequence[Any]]
) -> tuple[OfType, ...]:
    """How many of each type run alone and could ask somebody, by name."""
    found: dict[str, list[bool]] = {}
    for one in activities:
        found.setdefault(str(type_name(one.type)), []).append(bool(elsewhere[one.pk]))
    return tuple(
        OfType(name, Part(sum(could), len(could))) for name, could in sorted(found.items())
    )


def _bar(line: OfType) -> Bar:
    pieces = (
        Segment(_("An organisation does this elsewhere"), line.could_ask.n, "accent"),
        Segment(_("Nobody to ask"), line.could_ask.of - line.could_ask.n, "neutral"),
    )
    of = _("of %(n)s") % {"n": round(line.could_ask.of)}
    return Bar(line.name, pieces, line.could_ask.of, of)


def sentence(lines: Sequence[Line], n_solo: int) -> str:
    """How many could ask somebody, of those that run alone."""
    if not n_solo:
        return _("No activity is coordinated by one side alone.")
    if not lines:
        return ngettext(
            "%(of)s activity runs alone; no organisation of the area does the same elsewhere.",
            "%(of)s activities run alone; no organisation of the area does the same elsewhere.",
            n_solo,
        ) % {"of": n_solo}
    return ngettext(
        "At %(n)s of %(of)s activity that runs alone, an organisation does the same elsewhere.",
        "At %(n)s of %(of)s activities that run alone, an organisation does the same elsewhere.",
        n_solo,
    ) % {"n": len(lines), "of": n_solo}


def _solo(ask: Ask) -> dict[int, Arrangement]:
    held = ask.held_on(ask.on).agreed()
    alone = held.filter(core_arrangement__in=facts.SOLO).order_by()
    return {
        pk: Arrangement(core) for pk, core in alone.values_list("activity_id", "core_arrangement")
    }


def _seen(ask: Ask, ids: Collection[int]) -> Collection[int]:
    """Those whose page one may see: an organisation not what it has left since that day."""
    if ask.scope.party is None:
        return ids
    visible = Activity.objects.visible_to(ask.scope.actor.user)
    return set(visible.filter(pk__in=ids).values_list("pk", flat=True))


def _url(ask: Ask, activity: Activity) -> str:
    """Where one asks, for the unit's manager; else the activity where one may see it."""
    role = ask.scope.actor.role
    if role == Role.UNIT_MANAGER:
        return reverse("coordination:ask-organisation", args=[activity.pk])
    if not allows(role, Capability.SEE_ACTIVITIES):
        return ""
    return reverse("coordination:activity-detail", args=[activity.pk])


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(_("Activity"), lambda line: line.link, Kind.TEXT),
        Column(_("Care unit"), lambda line: line.unit, Kind.TEXT),
        Column(_("Activity type"), lambda line: line.type, Kind.TEXT),
        Column(_("Who coordinates"), lambda line: str(ARRANGEMENTS[line.arrangement]), Kind.TEXT),
        Column(_("Does this elsewhere"), lambda line: ", ".join(line.organisations), Kind.TEXT),
    )


_TYPE_COLUMNS: tuple[Column[OfType], ...] = (
    Column(gettext_lazy("Activity type"), lambda line: line.name, Kind.TEXT),
    Column(gettext_lazy("Run alone"), lambda line: line.could_ask.of),
    Column(gettext_lazy("An organisation does this elsewhere"), lambda line: line.could_ask,
           Kind.PART),
)  # fmt: skip

REPORT = Definition(
    key="unused-partners",
    title=gettext_lazy("Partners to ask"),
    about=gettext_lazy("Activities that run alone, where an organisation does the same elsewhere."),
    build=build,
)
