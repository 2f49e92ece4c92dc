"""R21: how ideas from outside are answered; median days to decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.initiatives.models import Initiative, InitiativeQuerySet
from coordination.initiatives.rules import (
    Answer,
    Answers,
    InitiativeState,
    answers_by_unit,
    answers_of,
)
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

ANSWERED_YES = (InitiativeState.ACCEPTED, InitiativeState.BECAME_ACTIVITY)
WAITING = (InitiativeState.PROPOSED, InitiativeState.ACKNOWLEDGED)


def build(ask: Ask) -> Report:
    """One query for any number of ideas, two for whoever receives no names."""
    end = ask.ends(ask.on)
    names = ask.unit_names() if ask.scope.is_anonymous else {}
    rows = [_named(as_of(row, end), names) for row in _asked(ask).answers()]
    now = min(end, ask.now)
    total = answers_of(rows, now, unit=_("All"))
    lines = tuple(answers_by_unit(rows, now))
    title = _("Ideas by how they were answered")
    return Report(
        sentence=sentence(total),
        charts=(Chart(title, tuple(map(_bar, lines))),) if lines else (),
        tables=(Table("ideas", _("By care unit"), _columns(), lines, total),),
        rules=(
            _("Ideas that were proposed within the period, as they stood at its end. Days run from"
              " the proposal; one that was withdrawn before an answer stands in no median."),
            _("Overdue: nobody said in time that it was read; the area sets the days. The rule is"
              " CareShare's own, no source states it."),
        ),
        sources=(own_records(_("Ideas and their answers, as CareShare keeps them.")),),
    )  # fmt: skip


def _named(row: Answer, names: Mapping[int, str]) -> Answer:
    return replace(row, unit=names[row.unit_id]) if row.unit_id in names else row


def _asked(ask: Ask) -> InitiativeQuerySet:
    """Ideas to the units that are counted; for an organisation, its own."""
    found = Initiative.objects.proposed_between(ask.starts(ask.since), ask.ends(ask.on))
    hat = ask.scope.actor.membership
    if hat is not None and hat.organisation_id:
        found = found.filter(organisation_id=hat.organisation_id)
        return found.filter(unit=ask.unit) if ask.unit is not None else found
    if ask.organisation is not None:
        found = found.filter(organisation=ask.organisation)
    return found.filter(unit__in=ask.units.order_by().values("pk"))


def as_of(row: Answer, end: datetime) -> Answer:
    """An idea as it stood: what came later has not happened yet."""
    if row.acknowledged_at is not None and row.acknowledged_at >= end:
        row = replace(row, acknowledged_at=None)
    if row.decided_at is not None and row.decided_at >= end:
        is_read = row.acknowledged_at is not None
        state = InitiativeState.ACKNOWLEDGED if is_read else InitiativeState.PROPOSED
        row = replace(row, decided_at=None, state=state)
    return row


def sentence(total: Answers) -> str:
    """How many ideas, and how long they wait for a decision."""
    if not total.total:
        return _("No idea was proposed in this period.")
    median = total.to_decision
    if median.days is None:
        return ngettext(
            "%(n)s idea was proposed; it is not decided yet.",
            "%(n)s ideas were proposed; none is decided yet.",
            total.total,
        ) % {"n": total.total}
    return ngettext(
        "%(decided)s of %(n)s idea is decided; the median is %(days)s days.",
        "%(decided)s of %(n)s ideas are decided; the median is %(days)s days.",
        total.total,
    ) % {"decided": median.count, "n": total.total, "days": floatformat(median.days, -1)}


def _number(line: Answers, states: Sequence[InitiativeState]) -> int:
    return sum(line.by_state[state] for state in states)


def _bar(line: Answers) -> Bar:
    pieces = (
        Segment(_("Answered with yes"), _number(line, ANSWERED_YES), "accent"),
        Segment(_("Answered with no"), line.by_state[InitiativeState.DECLINED], "info"),
        Segment(_("Waits for an answer"), _number(line, WAITING), "neutral"),
    )
    return Bar(line.unit, pieces, line.total, _("of %(n)s") % {"n": line.total})


def _columns() -> tuple[Column[Answers], ...]:
    def _states(label: str, *states: InitiativeState) -> Column[Answers]:
        return Column(label, lambda line: _number(line, states))

    return (
        Column(_("Care unit"), lambda line: line.unit, Kind.TEXT),
        Column(_("Ideas"), lambda line: line.total),
        _states(_("Waits for an answer"), *WAITING),
        _states(_("Answered with yes"), *ANSWERED_YES),
        _states(_("Answered with no"), InitiativeState.DECLINED),
        _states(_("Withdrawn"), InitiativeState.WITHDRAWN),
        Column(_("Overdue"), lambda line: line.overdue),
        Column(
            _("Days until read, median"), lambda line: line.to_acknowledgement.days, Kind.DECIMAL
        ),
        Column(_("Days to decision, median"), lambda line: line.to_decision.days, Kind.DECIMAL),
        Column(_("Decided"), lambda line: line.to_decision.count),
    )


REPORT = Definition(
    key="ideas",
    title=gettext_lazy("Ideas from outside"),
    about=gettext_lazy("How many ideas came, how they were answered, and after how many days."),
    build=build,
    options=frozenset({"since"}),
)
