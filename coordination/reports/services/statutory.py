"""R9: who coordinates what corresponds to a statutory service, and what adds to the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.activities.models import AreaTypeClass
from coordination.activities.rules import StatutoryClass
from coordination.activities.words import CLASSES
from coordination.arrangements.rules import Arrangement
from coordination.arrangements.words import ARRANGEMENTS
from coordination.reports.access import Ask
from coordination.reports.rules import Part
from coordination.reports.services import facts
from coordination.reports.services.facts import Counted
from coordination.reports.services.shape import (
    Bar,
    Chart,
    Column,
    Definition,
    Kind,
    Report,
    Table,
    andfossen,
)

PUBLIC_DUTY = (StatutoryClass.STATUTORY, StatutoryClass.MIXED)


@dataclass(frozen=True)
class Line:
    """One class, or the total."""

    name: str
    counted: Counted


def build(ask: Ask) -> Report:
    """Three queries for any number of activities."""
    of_area = {
        (row.area_id, row.type_id): row.statutory_class
        for row in AreaTypeClass.objects.filter(area__in=ask.units.order_by().values("area_id"))
    }

    def _class(key: Any) -> StatutoryClass:
        own, type_id, area_id = key
        found = own or of_area.get((area_id, type_id))
        return StatutoryClass(found or StatutoryClass.UNCLASSIFIED)

    columns = ("statutory_class", "type_id", "unit__area_id")
    tallied = [(_class(one.key), one) for one in facts.tallies(ask, ask.on, *columns)]
    counts = {
        one: facts.count(tally for found, tally in tallied if found == one)
        for one in StatutoryClass
    }
    total = Line(_("All classes"), facts.count(tally for _found, tally in tallied))
    lines = tuple(Line(str(CLASSES[one]), counted) for one, counted in counts.items())
    duty = facts.count(tally for found, tally in tallied if found in PUBLIC_DUTY)
    return Report(
        sentence=sentence(duty),
        charts=(Chart(_("Activities by who coordinates"), tuple(map(_bar, lines))),),
        tables=(Table("classes", _("By statutory class"), _columns(), lines, total),),
        rules=(
            _("The class is what the area says of the type, unless the care unit has said another"
              " of the activity, with the legal reference."),
            str(facts.DERIVED),
            str(facts.ENTERED),
            str(facts.BESIDE) % {"n": ask.policy.settled_core_tasks},
        ),
        sources=(andfossen(),),
    )  # fmt: skip


def sentence(duty: Counted) -> str:
    """How many have, wholly or partly, the content of a statutory service, and who coordinates
    those of which it is settled.
    """
    n, settled = round(duty.everything), round(duty.counted)
    values = {
        "n": n,
        "settled": settled,
        "unit": round(duty.by[Arrangement.UNIT_ALONE]),
        "organisation": round(duty.by[Arrangement.ORGANISATION_ALONE]),
        "together": round(duty.together),
    }
    if not n:
        return _("No activity has, wholly or partly, the same content as a statutory service.")
    return (_settled(n) if settled == n else _unsettled(n, settled)) % values


def _settled(n: int) -> str:
    return ngettext(
        "%(n)s activity has, wholly or partly, the same content as a statutory service: the care"
        " unit coordinates %(unit)s alone, an organisation %(organisation)s, both together"
        " %(together)s.",
        "%(n)s activities have, wholly or partly, the same content as a statutory service: the care"
        " unit coordinates %(unit)s alone, an organisation %(organisation)s, both together"
        " %(together)s.",
        n,
    )


def _unsettled(n: int, settled: int) -> str:
    if settled:
        return _(
            "%(n)s activities have, wholly or partly, the same content as a statutory service; who"
            " coordinates is settled for %(settled)s of them: the care unit coordinates %(unit)s"
            " alone, an organisation %(organisation)s, both together %(together)s."
        )
    return ngettext(
        "%(n)s activity has, wholly or partly, the same content as a statutory service; who"
        " coordinates it is not settled yet.",
        "%(n)s activities have, wholly or partly, the same content as a statutory service; who"
        " coordinates is not settled yet for any of them.",
        n,
    )


def _bar(line: Line) -> Bar:
    end = _("of %(n)s") % {"n": round(line.counted.everything)}
    return Bar(line.name, facts.segments(line.counted), line.counted.everything, end)


def _columns() -> tuple[Column[Line], ...]:
    def _by(one: Arrangement) -> Column[Line]:
        return Column(
            ARRANGEMENTS[one],
            lambda line: Part(line.counted.by[one], line.counted.counted),
            Kind.PART,
        )

    return (
        Column(_("Class"), lambda line: line.name, Kind.TEXT),
        Column(_("Counted"), lambda line: line.counted.counted),
        *(_by(one) for one in facts.COUNTED),
        Column(_("Not counted yet"), lambda line: line.counted.everything - line.counted.counted),
    )


REPORT = Definition(
    key="statutory",
    title=gettext_lazy("Statutory content"),
    about=gettext_lazy("Who coordinates what corresponds to services that must be provided."),
    build=build,
)
