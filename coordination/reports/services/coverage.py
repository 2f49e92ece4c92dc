"""R14: of the places that sessions needed, how many somebody filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Least
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.reports.access import Ask
from coordination.reports.rules import Part, leader
from coordination.reports.services import facts
from coordination.reports.services.sessions import BEGUN, begun, lines, sums
from coordination.reports.services.shape import (
    Bar,
    Chart,
    Column,
    Definition,
    Kind,
    Report,
    Segment,
    Table,
    own_records,
    percent_text,
)
from coordination.shifts.models import Position


@dataclass(frozen=True)
class Covered:
    """Places of sessions in one unit, of one type of activity, or of all."""

    name: str = ""
    needed: int = 0
    filled: int = 0  # of those needed; who comes beside them fills no other session
    sessions: int = 0
    short: int = 0  # sessions that had fewer than they needed

    @property
    def places(self) -> Part:
        return Part(self.filled, self.needed)

    @property
    def full(self) -> Part:
        return Part(self.sessions - self.short, self.sessions)


def build(ask: Ask) -> Report:
    """Three queries for any number of sessions."""
    places = Position.objects.filter(shift__in=begun(ask), minimum__gt=0)
    is_short = Q(taken__lt=F("minimum"))
    counted = sums(
        places,
        "shift__",
        needed=Sum("minimum"),
        filled=Sum(Least("taken", "minimum")),
        n=Count("shift", distinct=True),
        short=Count("shift", distinct=True, filter=is_short),
    )
    found = [(key, Covered("", *numbers)) for key, numbers in counted.items()]
    total = added(_("All"), [row for _key, row in found])
    by_type = lines(found, facts.types(ask), place=1, add=added)
    by_unit = lines(found, ask.unit_names(), place=0, add=added)
    title = _("Places that were needed, by activity")
    return Report(
        sentence=sentence(total, by_type),
        charts=(Chart(title, tuple(map(_bar, by_type))),) if by_type else (),
        tables=(
            Table("types", _("By activity"), _columns(_("Activity")), by_type, total),
            Table("units", _("By care unit"), _columns(_("Care unit")), by_unit, total, True),
        ),
        rules=(
            _("Coverage = places filled / places needed. Needed is the least number of people that"
              " a session asked for; filled are places that somebody held, up to that number."),
            _("Somebody more than needed on one day fills no empty place on another. Whether those"
              " who held a place also came is what attendance says."),
            BEGUN,
            str(facts.TOOK_PART),
        ),
        sources=(own_records(_("Sessions and sign-ups, as CareShare keeps them.")),),
    )  # fmt: skip


def added(name: str, rows: Iterable[Covered]) -> Covered:
    """The sum of some lines under a name."""
    rows = list(rows)
    return Covered(
        name,
        sum(row.needed for row in rows),
        sum(row.filled for row in rows),
        sum(row.sessions for row in rows),
        sum(row.short for row in rows),
    )


def sentence(total: Covered, by_type: Sequence[Covered]) -> str:
    """How much was filled, how many sessions had everybody, and where most was missing."""
    if not total.needed:
        return _("No session of this period needed anybody.")
    first = ngettext(
        "%(filled)s of %(count)s place that was needed was filled (%(percent)s).",
        "%(filled)s of %(count)s places that were needed were filled (%(percent)s).",
        total.needed,
    ) % {
        "filled": number_format(total.filled, force_grouping=True),
        "count": number_format(total.needed, force_grouping=True),
        "percent": percent_text(total.places),
    }
    second = ngettext(
        "%(n)s of %(count)s session had everybody.",
        "%(n)s of %(count)s sessions had everybody.",
        total.sessions,
    ) % {"n": total.sessions - total.short, "count": total.sessions}
    least = leader({row.name: row.needed - row.filled for row in by_type})
    if least is None or len(by_type) < 2:
        return f"{first} {second}"
    third = _("Most were missing in %(type)s.") % {"type": least}
    return f"{first} {second} {third}"


def _bar(row: Covered) -> Bar:
    pieces = (Segment(_("Filled"), row.filled, "accent"),
              Segment(_("Empty"), row.needed - row.filled, "warning"))  # fmt: skip
    return Bar(row.name, pieces, row.needed, percent_text(row.places))


def _columns(label: str) -> tuple[Column[Covered], ...]:
    return (
        Column(label, lambda row: row.name, Kind.TEXT),
        Column(_("Places needed"), lambda row: row.needed),
        Column(_("Places filled"), lambda row: row.places, Kind.PART),
        Column(_("Sessions"), lambda row: row.sessions),
        Column(_("Had everybody"), lambda row: row.full, Kind.PART),
    )


REPORT = Definition(
    key="coverage",
    title=gettext_lazy("Places filled"),
    about=gettext_lazy("How many of the places that sessions needed somebody filled."),
    build=build,
    options=frozenset({"since"}),
)
