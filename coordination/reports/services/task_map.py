"""R3: who does which task, where nobody does, and whether it is done as agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.arrangements.models import Responsibility
from coordination.arrangements.rules import CORE_TASKS, UNIT_PARTY, Doer
from coordination.arrangements.words import DOER_COLOURS, DOERS, TASKS
from coordination.planning.access.troubles import troubles_of
from coordination.reports.access import Ask
from coordination.reports.rules import Part, leader
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
)
from volunteers.memberships.rules import TASK_OF_ACTION, Task

TOGETHER = (Doer.SHARED, Doer.DIVIDED)
LOOKED_THROUGH = 5000
"""Activities of a large area; collisions are sought one by one, not by the database."""


@dataclass(frozen=True)
class Line:
    """One task over all activities: as agreed, and as done."""

    task: Task
    doers: Mapping[Doer, int]
    activities: int
    acts_of_units: int
    acts_of_organisations: int
    collisions: int | None = None  # None where they are not looked for

    @property
    def name(self) -> str:
        return str(TASKS[self.task])

    @property
    def recorded(self) -> int:
        return sum(self.doers.values())

    @property
    def needed(self) -> int:
        return self.recorded - self.doers[Doer.NOT_NEEDED]

    @property
    def acts(self) -> int:
        return self.acts_of_units + self.acts_of_organisations


def build(ask: Ask) -> Report:
    """Thirteen queries at most for any number of activities."""
    held = ask.held_on(ask.on).order_by()
    rows = Responsibility.objects.filter(
        version__in=held.filter(is_without_some=False).values("version_id")
    )
    counts: dict[tuple[str, str], int] = {
        (task, doer): n
        for task, doer, n in rows.values_list("task", "doer").annotate(n=Count("pk"))
    }
    for record in facts.records_without_some(ask, ask.on):
        for row in record.rows:
            counts[row.task, row.doer] = counts.get((row.task, row.doer), 0) + 1
    n_activities = max(
        ask.standing_on(ask.on).count(), held.count()
    )  # what was recorded afterwards stood before it was entered
    acts = done(ask.acts().values_list("action", "task", "side").annotate(n=Count("pk")))
    collisions = _collisions(ask, n_activities)
    lines = tuple(
        Line(
            task,
            {doer: counts.get((task, doer), 0) for doer in Doer},
            n_activities,
            acts.get((task, True), 0),
            acts.get((task, False), 0),
            None if collisions is None else collisions.get(task, 0),
        )
        for task in Task
    )
    return Report(
        sentence=sentence(lines),
        lead=ngettext("%(n)s activity", "%(n)s activities", n_activities) % {"n": n_activities},
        charts=(Chart(_("Activities by who does each task"), tuple(map(_bar, lines))),),
        tables=(
            Table("tasks", _("Who does which task"), _columns(), lines),
            Table("done", _("Agreed and done"), _done_columns(), tuple(
                line for line in lines if line.acts)),
        ),
        rules=_rules(),
        sources=(andfossen(),),
    )  # fmt: skip


def _collisions(ask: Ask, n_activities: int) -> dict[Task, int] | None:
    """Activities in which a task is in two hands, today; ten queries at most, for a whole area.

    They follow from open proposals and coming sessions, so no past day has them.
    """
    if ask.on != ask.now.astimezone(ask.scope.zone).date() or n_activities > LOOKED_THROUGH:
        return None
    found: dict[Task, int] = {}
    activities = ask.standing_on(ask.on).select_related("unit__area__policy")
    for troubles in troubles_of(activities, ask.now).values():
        for task in {trouble.task for trouble in troubles if trouble.is_collision}:
            found[task] = found.get(task, 0) + 1
    return found


def done(rows: Iterable[tuple[str, str, str, int]]) -> dict[tuple[Task, bool], int]:
    """Acts by task and by whether a care unit acted, from (action, task, side, number)."""
    found: dict[tuple[Task, bool], int] = {}
    for action, task, side, n in rows:
        under = TASK_OF_ACTION.get(action, task)
        if under:
            key = (Task(under), side == UNIT_PARTY)
            found[key] = found.get(key, 0) + n
    return found


def sentence(lines: Sequence[Line]) -> str:
    """How many tasks nobody does, and which most often; on a tie none is named."""
    recorded = sum(line.needed for line in lines)
    gaps = {line.task: line.doers[Doer.NOBODY] for line in lines}
    n = sum(gaps.values())
    if not recorded:
        return _("No task is recorded for this day and place yet.")
    if not n:
        return _("Somebody does every one of the %(of)s tasks that are recorded as needed.") % {
            "of": recorded
        }
    values: dict[str, object] = {"n": n, "of": recorded}
    first = leader(gaps)
    if first is None or n == 1:
        return (
            ngettext(
                "%(n)s of %(of)s tasks that are needed has nobody.",
                "%(n)s of %(of)s tasks that are needed have nobody.",
                n,
            )
            % values
        )
    values |= {"task": TASKS[first], "most": gaps[first]}
    return (
        _("%(n)s of %(of)s tasks that are needed have nobody, most often: %(task)s (%(most)s).")
        % values
    )


def _bar(line: Line) -> Bar:
    pieces = [
        Segment(DOERS[doer], n, DOER_COLOURS[doer], doer == Doer.DIVIDED)
        for doer, n in line.doers.items()
        if doer != Doer.NOT_NEEDED
    ]
    end = _("of %(n)s") % {"n": line.activities}
    return Bar(line.name, tuple(pieces), line.activities, end)


def _columns() -> tuple[Column[Line], ...]:
    def _by(doer: Doer) -> Column[Line]:
        return Column(DOERS[doer], lambda line: Part(line.doers[doer], line.recorded), Kind.PART)

    return (
        Column(_("Task"), lambda line: line.name, Kind.TEXT),
        Column(_("Core task"), lambda line: _("yes") if line.task in CORE_TASKS else "", Kind.TEXT),
        *(_by(doer) for doer in Doer),
        Column(_("Not recorded"), lambda line: line.activities - line.recorded),
        Column(_("Collisions"), lambda line: line.collisions),
    )


def _done_columns() -> tuple[Column[Line], ...]:
    def _agreed(*doers: Doer) -> Column[Line]:
        label = {
            Doer.UNIT: _("Agreed: the care unit alone"),
            Doer.ORGANISATION: _("Agreed: an organisation alone"),
        }.get(doers[0], _("Agreed: both, or each a part"))
        return Column(
            label,
            lambda line: Part(sum(line.doers[doer] for doer in doers), line.recorded),
            Kind.PART,
        )

    return (
        Column(_("Task"), lambda line: line.name, Kind.TEXT),
        _agreed(Doer.UNIT),
        _agreed(Doer.ORGANISATION),
        _agreed(*TOGETHER),
        Column(
            _("Done by care units"), lambda line: Part(line.acts_of_units, line.acts), Kind.PART
        ),
        Column(
            _("Done by organisations"),
            lambda line: Part(line.acts_of_organisations, line.acts),
            Kind.PART,
        ),
    )


def _rules() -> tuple[str, ...]:
    return (
        _("Who does a task: of the activities where that task is recorded, by the version in force"
          " on that day. A gap is a task that is needed and that nobody does."),
        _("Collisions, today only: activities in which somebody is named for a task that another"
          " side does alone, proposals give it to different sides, or no contact answers at a"
          " session."),
        str(facts.ENTERED),
        _("Done: what people of each side did under the task within the period, from the log of"
          " acts. Acts of volunteers for themselves, and acts of the software, are not counted."),
    )  # fmt: skip


REPORT = Definition(
    key="task-map",
    title=gettext_lazy("Who does which task"),
    about=gettext_lazy("All sixteen tasks: who does them, which nobody does, and what was done."),
    build=build,
    options=frozenset({"since"}),
)
