"""R24: on how many tasks the two sides, asked blind at a review, differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from coordination.activities.words import type_name
from coordination.arrangements.models import ReviewRound
from coordination.arrangements.rules import Gap, total_gap
from coordination.arrangements.services import gaps_of
from coordination.arrangements.words import TASKS
from coordination.reports.access import Ask
from coordination.reports.rules import Part
from coordination.reports.services import facts
from coordination.reports.services.shape import (
    Bar,
    Chart,
    Column,
    Definition,
    Kind,
    Report,
    Segment,
    Table,
    andfossen,
    percent_text,
)
from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class Line:
    """A type, a task or the total: what was compared, and where the sides differ."""

    name: str
    reviews: int
    differing: Part


def build(ask: Ask) -> Report:
    """Three queries for any number of reviews."""
    rounds = ReviewRound.objects.filter(
        ask.counts("activity__"),
        revealed_at__gte=ask.starts(ask.since),
        revealed_at__lt=ask.ends(ask.on),
    )
    found = gaps_of(rounds)
    types: dict[str, list[Gap]] = {}
    for one, gap in found:
        types.setdefault(str(type_name(one.activity.type)), []).append(gap)
    gaps = [gap for _round, gap in found]
    by_type = tuple(_line(name, types[name]) for name in sorted(types))
    by_task = tuple(line for task in Task if (line := _by_task(task, gaps)).reviews)
    total = _line(_("All types"), gaps)
    return Report(
        sentence=sentence(gaps),
        charts=(Chart(_("Reviews in which the sides see a task differently"),
                      tuple(map(_bar, by_task))),) if by_task else (),
        tables=(
            Table("types", _("By type of activity"), _columns(_("Activity type")), by_type, total),
            Table("tasks", _("By task"), _columns(_("Task")), by_task),
        ),
        rules=_rules(),
        sources=(andfossen(),),
    )  # fmt: skip


def sentence(gaps: Sequence[Gap]) -> str:
    """How often the sides differ, with what it is a part of."""
    gap = total_gap(gaps)
    if not gap.comparisons:
        return _("No task has been answered by both sides at a review in this period.")
    values = {
        "n": gap.comparisons,
        "differ": gap.differences,
        "percent": percent_text(Part(gap.differences, gap.comparisons)),
    }
    if not gap.differences:
        return (
            ngettext(
                "The sides see the one task that both answered alike.",
                "The sides see all %(n)s tasks that both answered alike.",
                gap.comparisons,
            )
            % values
        )
    return (
        ngettext(
            "The sides see the one task that both answered differently.",
            "Of %(n)s tasks that both answered, the sides see %(differ)s differently"
            " (%(percent)s).",
            gap.comparisons,
        )
        % values
    )


def _line(name: str, gaps: Sequence[Gap]) -> Line:
    gap = total_gap(gaps)
    reviews = sum(1 for one in gaps if one.comparisons)
    return Line(name, reviews, Part(gap.differences, gap.comparisons))


def _by_task(task: Task, gaps: Sequence[Gap]) -> Line:
    reviews = sum(task in gap.tasks for gap in gaps)
    differing = sum(task in gap.differing for gap in gaps)
    return Line(str(TASKS[task]), reviews, Part(differing, reviews))


def _bar(line: Line) -> Bar:
    piece = Segment(_("Seen differently"), line.differing.n, "info")
    return Bar(line.name, (piece,), line.reviews, _("of %(n)s") % {"n": line.reviews})


def _columns(first: str) -> tuple[Column[Line], ...]:
    return (
        Column(first, lambda line: line.name, Kind.TEXT),
        Column(pgettext("who does what", "Reviews"), lambda line: line.reviews),
        Column(_("Compared"), lambda line: line.differing.of),
        Column(_("Seen differently"), lambda line: line.differing, Kind.PART),
    )


def _rules() -> tuple[str, ...]:
    return (
        _("Each side is asked alone who does each task in fact, and sees the other's answer only"
          " afterwards. Compared are tasks that both answered; don't know does not count."),
        _("Where several organisations take part, the care unit is compared with each of them."),
        _("Reviews whose answers were shown within the period."),
        str(facts.TOOK_PART),
    )  # fmt: skip


REPORT = Definition(
    key="perspective-gap",
    title=gettext_lazy("Seen differently"),
    about=gettext_lazy("On how many tasks the two sides, asked alone, give different answers."),
    build=build,
    options=frozenset({"since"}),
)
