"""R2: how much is coordinated together, and how much of that is shared, quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.arrangements.rules import Arrangement
from coordination.reports.access import Ask
from coordination.reports.rules import Part, Standing, quarter_ends
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
    percent_text,
)

YEAR = 4  # quarters


@dataclass(frozen=True)
class Quarter:
    """How things stood at the end of a quarter; of the present one, on the day asked."""

    on: date
    counted: Counted

    @property
    def name(self) -> str:
        return date_format(self.on, "SHORT_DATE_FORMAT")

    @property
    def collaboration(self) -> Part:
        return Part(self.counted.together, self.counted.counted)

    @property
    def sharing(self) -> Part:
        return Part(self.counted.sharing, self.counted.together)


def build(ask: Ask) -> Report:
    """Two queries for any number of quarters and activities."""
    ends = quarter_ends(ask.on, ask.policy.report_quarters)
    found = zip(ends, facts.history(ask, ends), strict=True)
    everything = [Quarter(on, facts.count(tallies)) for on, tallies in found]
    begun = next((n for n, one in enumerate(everything) if one.counted.everything), len(ends))
    quarters = tuple(everything[min(begun, len(ends) - YEAR) :])  # not years before there was any
    bars = tuple(
        Bar(
            one.name,
            facts.segments(one.counted),
            one.counted.everything,
            _("of %(n)s") % {"n": round(one.counted.everything)},
        )
        for one in quarters
    )
    return Report(
        sentence=sentence(everything),
        charts=(Chart(_("Activities by who coordinates, at the end of each quarter"), bars),),
        tables=(Table("quarters", _("Quarter by quarter"), _columns(), quarters),),
        rules=(
            _("Collaboration rate: activities that both sides coordinate, of all that count."),
            _("Sharing rate: those where both do the same task, of all that both coordinate."),
            str(facts.DERIVED),
            str(facts.ENTERED),
            str(facts.BESIDE) % {"n": ask.policy.settled_core_tasks},
            _("More collaboration is not better everywhere; this only says how much there is."),
        ),
        sources=(andfossen(),),
    )


def sentence(quarters: Sequence[Quarter]) -> str:
    """How much is coordinated together now, and how that stood a year before."""
    now = quarters[-1]
    if not now.counted.counted:
        return _("No activity counts yet: it is not settled who coordinates.")
    values = {
        "together": round(now.collaboration.n),
        "n": round(now.collaboration.of),
        "percent": percent_text(now.collaboration),
    }
    before = quarters[-1 - YEAR] if len(quarters) > YEAR else None
    if before is None or not before.counted.counted:
        return _("Both sides coordinate %(together)s of %(n)s activities (%(percent)s).") % values
    values |= {
        "before": round(before.collaboration.n),
        "n_before": round(before.collaboration.of),
        "percent_before": percent_text(before.collaboration),
    }
    return (
        _(
            "Both sides coordinate %(together)s of %(n)s activities (%(percent)s); a year before it"
            " was %(before)s of %(n_before)s (%(percent_before)s)."
        )
        % values
    )


def _columns() -> tuple[Column[Quarter], ...]:
    return (
        Column(_("As of"), lambda row: row.name, Kind.TEXT),
        Column(_("Counted"), lambda row: row.counted.counted),
        Column(_("Collaboration rate"), lambda row: row.collaboration, Kind.PART),
        Column(_("Sharing rate"), lambda row: row.sharing, Kind.PART),
        Column(_("Care unit alone"), lambda row: row.counted.by[Arrangement.UNIT_ALONE]),
        Column(_("Organisation alone"), lambda row: row.counted.by[Arrangement.ORGANISATION_ALONE]),
        Column(_("Provisional"), lambda row: row.counted.beside[Standing.PROVISIONAL]),
        Column(_("Assumed"), lambda row: row.counted.beside[Standing.ASSUMED]),
        Column(_("Not recorded"), lambda row: row.counted.beside[Standing.NOT_RECORDED]),
    )


REPORT = Definition(
    key="collaboration",
    title=gettext_lazy("Coordinated together"),
    about=gettext_lazy("How much both sides coordinate together, quarter by quarter."),
    build=build,
)
