"""R5: attended hours, person-years, and the share of sessions of which anybody said who came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.template.defaultfilters import floatformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.reports.access import Ask
from coordination.reports.rules import Part, full_time_hours, leader, months_between
from coordination.reports.services import facts
from coordination.reports.services.sessions import BEGUN, MINUTES, TRAVEL, begun, lines, sums
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
from coordination.signups.models import UNRECORDED, SignUp

UNDER = "sign_up__shift__"


@dataclass(frozen=True)
class Given:
    """What was given in one unit, in one type of activity, or in all."""

    name: str = ""
    hours: float = 0
    travel: float = 0
    sessions: int = 0  # over, with somebody who had a place
    unrecorded: int = 0  # of these, somebody's attendance or time of leaving is not known
    of: float = 0  # all attended hours of the report
    full_time: float = 0  # hours that one person-year has in the period

    @property
    def share(self) -> Part:
        return Part(self.hours, self.of)

    @property
    def recorded(self) -> Part:
        return Part(self.sessions - self.unrecorded, self.sessions)

    @property
    def person_years(self) -> float:
        return self.hours / self.full_time if self.full_time else 0


def build(ask: Ask) -> Report:
    """Four queries for any number of sessions."""
    attended = sums(ask.attended(), UNDER, given=Sum(MINUTES), travelled=Sum(TRAVEL))
    had_place = SignUp.objects.confirmed().filter(shift=OuterRef("pk"))
    over = begun(ask).filter(Exists(had_place), ends_at__lte=ask.now)
    over = over.annotate(is_open=Exists(had_place.filter(UNRECORDED)))
    sessions = sums(over, n=Count("pk"), unknown=Count("pk", filter=Q(is_open=True)))
    months = months_between(ask.since, ask.on)
    year = ask.scope.area.hours_per_person_year
    empty = Given(
        of=sum(minutes for minutes, _travel in attended.values()) / 60,
        full_time=full_time_hours(year, months),
    )
    found = [
        (key, _given(empty, attended.get(key, [0, 0]), sessions.get(key, [0, 0])))
        for key in attended | sessions
    ]
    total = added(_("All"), [row for _key, row in found], empty)
    by_type = lines(found, facts.types(ask), place=1, add=lambda name, rows: added(name, rows))
    by_unit = lines(found, ask.unit_names(), place=0, add=lambda name, rows: added(name, rows))
    formula = {
        "year": number_format(year, force_grouping=True),
        "months": floatformat(months, -1),
    }
    hours = [row for row in by_type if row.hours]
    most = max((row.hours for row in hours), default=0)
    bars = tuple(_bar(row, most) for row in hours)
    return Report(
        sentence=sentence(total, by_type, year),
        charts=(Chart(_("Attended hours by activity"), bars),) if hours else (),
        tables=(
            Table("types", _("By activity"), _columns(_("Activity")), by_type, total),
            Table("units", _("By care unit"), _columns(_("Care unit")), by_unit, total, True),
        ),
        rules=(
            _("Hours come from recorded attendance alone: of everybody who came, for all or a part,"
              " every head of a group. A plan gives none. Travel stands apart."),
            _("Person-years = attended hours / (%(year)s hours in a person-year × %(months)s months"
              " / 12). Other definitions have 1,695 or 1,950 hours; this area counts %(year)s.")
            % formula,
            BEGUN,
            _("Recorded: a session that is over, on which somebody had a place, and of everybody"
              " there it is known whether and how long they came. The rest carries hours that"
              " nobody counted, so the hours above are too few, never too many."),
            _("Hours are not a measure of posts that could be saved."),
            str(facts.TOOK_PART),
        ),
        sources=(own_records(_("Sessions and attendance, as CareShare keeps them.")),),
    )  # fmt: skip


def _given(empty: Given, attended: list[int], sessions: list[int]) -> Given:
    minutes, travel = attended
    return replace(
        empty,
        hours=minutes / 60,
        travel=travel / 60,
        sessions=sessions[0],
        unrecorded=sessions[1],
    )


def added(name: str, rows: Iterable[Given], empty: Given | None = None) -> Given:
    """The sum of some lines under a name."""
    rows = list(rows)
    start = empty or rows[0]
    return replace(
        start,
        name=name,
        hours=sum(row.hours for row in rows),
        travel=sum(row.travel for row in rows),
        sessions=sum(row.sessions for row in rows),
        unrecorded=sum(row.unrecorded for row in rows),
    )


def sentence(total: Given, by_type: Iterable[Given], year: int) -> str:
    """How many hours, what that is in person-years, and how much of it anybody recorded."""
    if not total.hours:
        first = _("No attended hours are recorded in this period.")
    else:
        first = _(
            "Volunteers gave %(hours)s attended hours: %(years)s person-years of %(of)s hours."
        ) % {
            "hours": number_format(int(total.hours + 0.5), force_grouping=True),
            "years": number_format(round(total.person_years, 2), 2),
            "of": number_format(year, force_grouping=True),
        }
    most = leader({row.name: row.hours for row in by_type})
    middle = _("Most went to %(type)s.") % {"type": most} if most else ""
    if not total.sessions:
        return " ".join(part for part in (first, middle) if part)
    last = ngettext(
        "Attendance is recorded for %(n)s of %(count)s session (%(percent)s).",
        "Attendance is recorded for %(n)s of %(count)s sessions (%(percent)s).",
        total.sessions,
    ) % {
        "n": round(total.recorded.n),
        "count": total.sessions,
        "percent": percent_text(total.recorded),
    }
    return " ".join(part for part in (first, middle, last) if part)


def _bar(row: Given, most: float) -> Bar:
    """As long as its hours are of the line that has most."""
    pieces = (Segment(_("Attended hours"), row.hours, "accent"),)
    return Bar(row.name, pieces, most, percent_text(row.share))


def _columns(label: str) -> tuple[Column[Given], ...]:
    return (
        Column(label, lambda row: row.name, Kind.TEXT),
        Column(_("Attended hours"), lambda row: row.share, Kind.PART),
        Column(_("Person-years"), lambda row: row.person_years, Kind.HUNDREDTHS),
        Column(_("Travel, hours"), lambda row: row.travel),
        Column(_("Sessions"), lambda row: row.sessions),
        Column(_("Attendance recorded"), lambda row: row.recorded, Kind.PART),
    )


REPORT = Definition(
    key="hours",
    title=gettext_lazy("Hours and person-years"),
    about=gettext_lazy("Hours that volunteers came, and how much of it anybody recorded."),
    build=build,
    options=frozenset({"since"}),
)
