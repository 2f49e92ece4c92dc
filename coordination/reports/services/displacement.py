"""R10: does this replace paid work? Reviews needed and made, their results, dissent, alerts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.activities.access import standings
from coordination.activities.models import DisplacementAnswers
from coordination.activities.rules.displacement import Result, Standing
from coordination.activities.words import type_name
from coordination.activities.words.displacement import RESULT_COLOURS, RESULTS, RULE
from coordination.planning.access.displacement import look
from coordination.planning.words.displacement import alert_rule, alert_sentence, missing_sentence
from coordination.reports.access import Ask
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
)


@dataclass(frozen=True)
class Reviewed:
    """Activities of one unit or type, counted."""

    name: str
    needed: int = 0
    missing: int = 0
    complements: int = 0
    conditions: int = 0
    risk: int = 0
    substitutes: int = 0
    dissent: int = 0
    unanswered: int = 0  # no review was ever closed


@dataclass(frozen=True)
class Alarm:
    """An alert, in words."""

    unit: str
    text: str


_COUNTED = {
    Result.COMPLEMENTS: "complements",
    Result.WITH_CONDITIONS: "conditions",
    Result.RISK: "risk",
    Result.SUBSTITUTES: "substitutes",
}


def count(row: Reviewed, standing: Standing, *, has_dissent: bool) -> Reviewed:
    """A row with one activity more."""
    more = {
        "needed": int(bool(standing.reasons)),
        "missing": int(standing.is_missing),
        "dissent": int(has_dissent),
    }
    if not standing.result:
        more["unanswered"] = 1
    else:
        more[_COUNTED[Result(standing.result)]] = 1
    return replace(row, **{name: getattr(row, name) + n for name, n in more.items()})


def sentence(total: Reviewed) -> str:
    """What the report says first."""
    if not total.needed:
        return _("No activity needs a review of whether it replaces paid work.")
    made = total.needed - total.missing
    first = ngettext(
        "%(made)s of %(count)s activity that needs a review has one.",
        "%(made)s of %(count)s activities that need a review have one.",
        total.needed,
    ) % {"made": made, "count": total.needed}
    if not total.substitutes:
        return first
    second = ngettext(
        "%(count)s replaces paid work and takes nobody new.",
        "%(count)s replace paid work and take nobody new.",
        total.substitutes,
    ) % {"count": total.substitutes}
    return f"{first} {second}"


def build(ask: Ask) -> Report:
    """Reviews as they stood at the end of a day, by unit and type; six queries for any number."""
    end = ask.ends(ask.on) - timedelta(microseconds=1)  # still that day
    activities = list(ask.standing_on(ask.on).select_related("type", "unit"))
    found = standings([one.pk for one in activities], end)
    reviews = [one.review_id for one in found.values() if one.review_id]
    dissent = set(
        DisplacementAnswers.objects.filter(review_id__in=reviews, agrees=False).values_list(
            "review_id", flat=True
        )
    )
    marked = [(one, found[one.pk], found[one.pk].review_id in dissent) for one in activities]
    titles = ask.unit_names()
    by_unit = _rows((titles[one.unit_id], standing, no) for one, standing, no in marked)
    by_type = _rows((str(type_name(one.type)), standing, no) for one, standing, no in marked)
    total = Reviewed(_("All"))
    for _one, standing, no in marked:
        total = count(total, standing, has_dissent=no)
    looked = look(ask.scope.area, list(ask.units), min(end, ask.now))
    alarms = (
        *(Alarm(titles[one.unit.pk], alert_sentence(one)) for one in looked.alerts),
        *(Alarm(titles[one.unit.pk], missing_sentence(one)) for one in looked.missing),
    )
    return Report(
        sentence=sentence(total),
        lead=_("Volunteers add to care; they do not replace those who are paid."),
        charts=(Chart(_("Activities that need a review, by what it found"),
                      tuple(map(_bar, by_type))),) if by_type else (),
        tables=(
            Table("units", _("By care unit"), _columns(_("Care unit")), by_unit, total),
            Table("types", _("By type of activity"), _columns(_("Type")), by_type, total),
            Table("alerts", _("Alerts"), _ALARMS, alarms, empty=_("No alert.")
                  if looked.are_posts_entered
                  else _("No paid posts are entered for this time, so no alert can be given.")),
        ),
        rules=(*RULE, alert_rule(ask.policy), _(
            "Reviews, paid posts and answers whether paid staff did it of late stand as they were"
            " given by that day; classes of types as they are now. Publishing asks for that answer."
        )),
        sources=(own_records(_("Reviews, paid posts and attendance, as CareShare keeps them.")),),
    )  # fmt: skip


def _rows(marked: Iterable[tuple[str, Standing, bool]]) -> tuple[Reviewed, ...]:
    """One row a name, in the order of names; where nothing was needed or found, none."""
    rows: dict[str, Reviewed] = defaultdict(lambda: Reviewed(""))
    for name, standing, no in marked:
        if standing.reasons or standing.result:
            rows[name] = count(replace(rows[name], name=name), standing, has_dissent=no)
    return tuple(rows[name] for name in sorted(rows))


def _bar(row: Reviewed) -> Bar:
    """What was found of one type, the gravest last; then what is not answered."""
    found = [
        Segment(RESULTS[result], getattr(row, name), RESULT_COLOURS[result][0])
        for result, name in _COUNTED.items()
    ]
    found.append(Segment(_("Not answered yet"), row.unanswered, "neutral"))
    whole = sum(piece.n for piece in found)
    return Bar(row.name, tuple(found), whole, _("of %(n)s") % {"n": round(whole)})


def _columns(first: str) -> tuple[Column[Reviewed], ...]:
    return (
        Column(first, lambda row: row.name, Kind.TEXT),
        Column(_("Need a review"), lambda row: row.needed),
        Column(_("Review missing"), lambda row: row.missing),
        Column(RESULTS[Result.COMPLEMENTS], lambda row: row.complements),
        Column(RESULTS[Result.WITH_CONDITIONS], lambda row: row.conditions),
        Column(RESULTS[Result.RISK], lambda row: row.risk),
        Column(RESULTS[Result.SUBSTITUTES], lambda row: row.substitutes),
        Column(_("Staff do not agree"), lambda row: row.dissent),
    )


_ALARMS: tuple[Column[Alarm], ...] = (
    Column(gettext_lazy("Care unit"), lambda row: row.unit, Kind.TEXT),
    Column(gettext_lazy("Alert"), lambda row: row.text, Kind.TEXT),
)

REPORT = Definition(
    key="paid-work",
    title=gettext_lazy("Does this replace paid work?"),
    about=gettext_lazy("Reviews needed and made, their results, dissent, and alerts."),
    build=build,
)
