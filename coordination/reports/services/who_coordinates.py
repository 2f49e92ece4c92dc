"""R1: who coordinates volunteer activities, by type. The question of Andfossen (2020), live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.activities.models import ActivityType, ListConfirmation
from coordination.activities.rules.posts import months_before
from coordination.arrangements.rules import Arrangement
from coordination.arrangements.words import ARRANGEMENTS
from coordination.reports.access import Ask
from coordination.reports.rules import Part, Standing, leader
from coordination.reports.services import facts
from coordination.reports.services.facts import Counted
from coordination.reports.services.shape import (
    Bar,
    Chart,
    Column,
    Definition,
    Kind,
    Report,
    Segment,
    Source,
    Table,
    andfossen,
)
from coordination.reports.services.stated import stated
from coordination.reports.services.whose import whose, whose_by_type
from volunteers.places.rules import UnitKind

SURVEY = {"culture": 61, "social": 55, "visiting": 44, "exercise": 29}
"""Per cent of sites with it, 2015 (N = 244, nursing homes and home care in 50 municipalities)."""

SURVEYED = (UnitKind.NURSING_HOME, UnitKind.HOME_CARE)


@dataclass(frozen=True)
class Line:
    """One activity type, or the total."""

    name: str
    units: Part
    counted: Counted


def build(ask: Ask) -> Report:
    """Seven queries for any number of activities."""
    is_weighted = "by_hours" in ask.options
    pairs: Any = facts.standing_by(ask, ask.on, "type_id", "unit_id")
    reporting = _reporting(ask)
    n_units, with_it = len(reporting), _units_with(pairs, reporting)
    if is_weighted:
        tallied = facts.hours(ask, "type_id")
    else:
        by_type: dict[object, int] = {}
        for (type_id, _unit_id), n in pairs.items():
            by_type[type_id] = by_type.get(type_id, 0) + n
        tallied = facts.tallies(ask, ask.on, "type_id", standing=by_type)
    names = facts.type_names({*with_it, *(one.key for one in tallied)})

    def _line(name: str, key: int | None, *, of_all: bool) -> Line:
        mine = [one for one in tallied if key is None or one.key == key]
        units = Part(with_it.get(key, 0), n_units)
        return Line(name, units, facts.count(mine, of_all_tasks=of_all))

    here = [pk for pk in names if any(one.key == pk for one in tallied) or with_it.get(pk)]
    core, every = (
        tuple(_line(names[pk], pk, of_all=of_all) for pk in here) for of_all in (False, True)
    )
    totals = [_line(_("All types"), None, of_all=of_all) for of_all in (False, True)]
    counted = totals[0].counted
    return Report(
        sentence=sentence(counted, is_weighted=is_weighted) or facts.nothing(ask),
        lead=_lead(ask, counted, n_units),
        charts=(
            Chart(_bars_title(is_weighted), tuple(_bar(line) for line in core)),
            *_units_chart(ask, with_it, names, n_units),
        ),
        tables=(
            Table("core", _("By the five core tasks"), _columns(), core, totals[0]),
            Table("all", _("By all recorded tasks"), _columns(), every, totals[1], is_folded=True),
            *stated(ask, names),
            whose(ask),
            whose_by_type(ask),
        ),
        rules=_rules(ask, is_weighted=is_weighted),
        sources=(andfossen(), *([_survey()] if "survey" in ask.options else [])),
    )


# --- What it says first ----------------------------------------------------------------------


def sentence(counted: Counted, *, is_weighted: bool = False) -> str:
    """What the figures say, in one sentence; on a tie nobody is put first. "" for no figures."""
    if not counted.everything:
        return ""
    n = round(counted.counted)
    values = {
        "n": n,
        "together": round(counted.together),
        "unit": round(counted.by[Arrangement.UNIT_ALONE]),
        "organisation": round(counted.by[Arrangement.ORGANISATION_ALONE]),
    }
    if not n:
        return _("It is not settled yet who coordinates any of the activities.")
    if is_weighted:
        return (
            _(
                "Of %(n)s attended hours, %(together)s were at activities that both sides"
                " coordinate, %(unit)s where the care unit does it alone, %(organisation)s where an"
                " organisation does."
            )
            % values
        )
    if n == 1:
        return _only(counted)
    first = leader({key: values[key] for key in ("together", "unit", "organisation")})
    return _SENTENCES[first or ""] % values


_SENTENCES = {
    "": gettext_lazy(
        "%(together)s of %(n)s activities are coordinated together, %(unit)s by the care unit alone"
        " and %(organisation)s by an organisation alone."
    ),
    "together": gettext_lazy(
        "Both sides coordinate together most often: %(together)s of %(n)s activities. The care unit"
        " coordinates %(unit)s alone, an organisation %(organisation)s."
    ),
    "unit": gettext_lazy(
        "The care unit alone coordinates most often: %(unit)s of %(n)s activities. %(together)s are"
        " coordinated together, %(organisation)s by an organisation alone."
    ),
    "organisation": gettext_lazy(
        "An organisation alone coordinates most often: %(organisation)s of %(n)s activities."
        " %(together)s are coordinated together, %(unit)s by the care unit alone."
    ),
}


def _only(counted: Counted) -> str:
    found = next(one for one, n in counted.by.items() if n)
    return _("Of the one activity that counts, this is recorded: %(arrangement)s.") % {
        "arrangement": ARRANGEMENTS[found]
    }


def _lead(ask: Ask, counted: Counted, n_units: int) -> str:
    beside = counted.beside
    pieces = [
        ngettext("%(n)s reporting unit", "%(n)s reporting units", n_units) % {"n": n_units},
        _("%(n)s provisional") % {"n": round(beside[Standing.PROVISIONAL])},
        _("%(n)s assumed") % {"n": round(beside[Standing.ASSUMED])},
        _("%(n)s not recorded") % {"n": round(beside[Standing.NOT_RECORDED])},
    ]
    return " · ".join(pieces)


# --- Units with it ---------------------------------------------------------------------------


def _reporting(ask: Ask) -> set[int]:
    """Units whose manager confirmed within the area's months that the list is complete."""
    since = ask.starts(months_before(ask.on, ask.policy.list_confirmed_months))
    confirmed = ListConfirmation.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=ask.ends(ask.on)),
        at__gte=since,
        at__lt=ask.ends(ask.on),
    )
    units = ask.units.filter(pk__in=confirmed.values("unit_id"))
    if "survey" in ask.options:
        units = units.filter(kind__in=SURVEYED)
    return set(units.order_by().values_list("pk", flat=True))


def _units_with(pairs: Iterable[tuple[int, int]], reporting: set[int]) -> dict[int | None, int]:
    """How many reporting units have each type; under None, any type."""
    found: dict[int | None, int] = {}
    for type_id, unit_id in pairs:
        if unit_id in reporting:
            found[type_id] = found.get(type_id, 0) + 1
    return {**found, None: len({unit_id for _type, unit_id in pairs} & reporting)}


def _units_chart(
    ask: Ask, with_it: dict[int | None, int], names: dict[int, str], n_units: int
) -> list[Chart]:
    if not n_units:
        return []
    codes = {}
    if "survey" in ask.options:
        codes = dict(ActivityType.objects.filter(code__in=SURVEY).values_list("pk", "code"))
    bars = []
    for pk, name in names.items():
        mark = SURVEY.get(codes.get(pk, ""))
        about = _("2015: %(n)s %%") % {"n": mark} if mark else ""
        piece = Segment(_("Reporting units with it"), with_it.get(pk, 0), "accent")
        end = _("of %(n)s") % {"n": n_units}
        bars.append(Bar(name, (piece,), n_units, end, mark, about))
    title = _("Reporting care units with it")
    if "survey" in ask.options:
        title = _("Reporting nursing homes and home care with it; dotted: the survey of 2015")
    return [Chart(title, tuple(bars), has_mark=bool(codes))]


# --- Columns, rules, sources -----------------------------------------------------------------


def _columns() -> tuple[Column[Line], ...]:
    def _by(one: Arrangement) -> Column[Line]:
        return Column(
            ARRANGEMENTS[one],
            lambda line: Part(line.counted.by[one], line.counted.counted),
            Kind.PART,
        )

    def _beside(label: str, one: Standing) -> Column[Line]:
        return Column(label, lambda line: line.counted.beside[one])

    return (
        Column(_("Activity type"), lambda line: line.name, Kind.TEXT),
        Column(_("Units with it"), lambda line: line.units, Kind.PART),
        Column(_("Counted"), lambda line: line.counted.counted),
        *(_by(one) for one in facts.COUNTED),
        _beside(_("Provisional"), Standing.PROVISIONAL),
        _beside(_("Assumed"), Standing.ASSUMED),
        _beside(_("Not recorded"), Standing.NOT_RECORDED),
    )


def _bar(line: Line) -> Bar:
    end = _("of %(n)s") % {"n": round(line.counted.everything)}
    return Bar(line.name, facts.segments(line.counted), line.counted.everything, end)


def _bars_title(is_weighted: bool) -> str:
    return _("Attended hours by who coordinates") if is_weighted else _("Activities by who"
        " coordinates")  # fmt: skip


def _rules(ask: Ask, *, is_weighted: bool) -> tuple[str, ...]:
    policy = ask.policy
    weighted = _(
        "Every activity weighs as much as the hours that volunteers attended in the period; one"
        " that ended in it counts by what held on its last day."
    )
    return (
        str(facts.DERIVED),
        str(facts.ENTERED),
        str(facts.BESIDE) % {"n": policy.settled_core_tasks},
        *([weighted] if is_weighted else []),
        _("Units with it: per cent of reporting units, those whose manager confirmed within"
          " %(n)s months that the list of activities is complete.")
        % {"n": policy.list_confirmed_months},
        _("Whose volunteers: attended hours in the period, by what the volunteer belonged to on the"
          " day; through an organisation counts first. Counts of people below %(n)s are hidden.")
        % {"n": policy.small_cell},
        _("Stated: the latest answer of each side when it was asked alone, of those that know. Only"
          " this compares with a survey that asked. Activities that had ended by that day are left"
          " out here too."),
    )  # fmt: skip


def _survey() -> Source:
    return Source(
        _("2015: survey of all nursing-home and home-care sites in 50 Norwegian municipalities"
          " (N = 244, response 77.2 per cent). Tidsskrift for omsorgsforskning 2018/02."),
        "https://www.ntnu.edu/care-research/volunteering",
    )  # fmt: skip


REPORT = Definition(
    key="who-coordinates",
    title=gettext_lazy("Who coordinates"),
    about=gettext_lazy("Units alone, organisations alone, or together: by type of activity."),
    build=build,
    options=frozenset({"since", "by_hours", "survey"}),
)
