"""R3: who does which task, where nobody does, and whether it is done as agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.arrangements.models import Responsibility, TaskContact, Version
from coordination.arrangements.rules import CORE_TASKS, UNIT_PARTY, VOLUNTEERS, Doer, is_gap
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
ORGANISATIONS = "organisation"
LOOKED_THROUGH = 5000
"""Activities with a contact or an open proposal; each is looked at, not counted by the database."""


@dataclass(frozen=True)
class Line:
    """One task over all activities: as agreed, and as done."""

    task: Task
    doers: Mapping[Doer, int]
    activities: int
    acts_of_units: int
    acts_of_organisations: int
    acts_of_volunteers: int = 0
    collisions: int | None = None  # None where they are not looked for

    @property
    def name(self) -> str:
        return str(TASKS[self.task])

    @property
    def recorded(self) -> int:
        return sum(self.doers.values())

    @property
    def needed(self) -> int:
        """Recorded as needed; a core task is needed also where nothing is recorded."""
        silent = self.unrecorded if is_gap(self.task, None) else 0
        return self.recorded - self.doers[Doer.NOT_NEEDED] + silent

    @property
    def unrecorded(self) -> int:
        return self.activities - self.recorded

    @property
    def gaps(self) -> int:
        """Activities in which it is needed and has nobody."""
        silent = self.unrecorded if is_gap(self.task, None) else 0
        return silent + sum(n for doer, n in self.doers.items() if is_gap(self.task, doer))

    @property
    def acts(self) -> int:
        return self.acts_of_units + self.acts_of_organisations + self.acts_of_volunteers


def build(ask: Ask) -> Report:
    """Thirteen queries at most for any number of activities."""
    held = ask.held_on(ask.on).agreed().order_by()
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
    collisions = _collisions(ask)
    lines = tuple(
        Line(
            task,
            {doer: counts.get((task, doer), 0) for doer in Doer},
            n_activities,
            acts.get((task, UNIT_PARTY), 0),
            acts.get((task, ORGANISATIONS), 0),
            acts.get((task, VOLUNTEERS), 0),
            None if collisions is None else collisions.get(task, 0),
        )
        for task in Task
    )
    return Report(
        sentence=sentence(lines) or facts.nothing(ask),
        lead=" · ".join(filter(None, (
            ngettext("%(n)s activity", "%(n)s activities", n_activities) % {"n": n_activities},
            _uncounted(ask, collisions),
        ))),
        charts=(Chart(_("Activities by who does each task"), tuple(map(_bar, lines)),
                      rest=_("Not recorded, or not needed")),),
        tables=(
            Table("tasks", _("Who does which task"), _columns(), lines),
            Table("done", _("Agreed and done"), _done_columns(), tuple(
                line for line in lines if line.acts)),
        ),
        rules=_rules(),
        sources=(andfossen(),),
    )  # fmt: skip


def _is_today(ask: Ask) -> bool:
    return ask.on == ask.now.astimezone(ask.scope.zone).date()


def _collisions(ask: Ask) -> dict[Task, int] | None:
    """Activities in which a task is in two hands, today; eleven queries at most for a whole area.

    They follow from open proposals, contacts and coming sessions, so no past day has them, and an
    activity with neither proposal nor contact has none: it is not looked at. None where too many
    remain to be looked through.
    """
    if not _is_today(ask):
        return None
    proposed = Version.objects.open_at(ask.now).order_by().values("activity_id")
    named = TaskContact.objects.valid_on(ask.on).values("activity_id")
    possible = ask.standing_on(ask.on).filter(Q(pk__in=proposed) | Q(pk__in=named))
    if possible.count() > LOOKED_THROUGH:
        return None
    found: dict[Task, int] = {}
    for troubles in troubles_of(possible.select_related("unit__area__policy"), ask.now).values():
        for task in {trouble.task for trouble in troubles if trouble.is_collision}:
            found[task] = found.get(task, 0) + 1
    return found


def _uncounted(ask: Ask, collisions: dict[Task, int] | None) -> str:
    """Says so where collisions were not looked for although the day has them."""
    if collisions is not None or not _is_today(ask):
        return ""
    return _(
        "collisions are not counted: more than %(n)s activities could have them, so choose one care"
        " unit"
    ) % {"n": number_format(LOOKED_THROUGH, force_grouping=True)}


def done(rows: Iterable[tuple[str, str, str, int]]) -> dict[tuple[Task, str], int]:
    """Acts by task and by whose they were, from (action, task, side, number)."""
    found: dict[tuple[Task, str], int] = {}
    for action, task, side, n in rows:
        under = TASK_OF_ACTION.get(action, task)
        if under:
            key = (Task(under), side if side in (UNIT_PARTY, VOLUNTEERS) else ORGANISATIONS)
            found[key] = found.get(key, 0) + n
    return found


def sentence(lines: Sequence[Line]) -> str:
    """How many tasks nobody does, and which most often; on a tie none is named. "" for none."""
    recorded = sum(line.needed for line in lines)
    by_task = {line.task: line.gaps for line in lines}
    n = sum(by_task.values())
    if not recorded:
        return ""
    if not n:
        return _("Somebody does every one of the %(of)s tasks that are needed.") % {"of": recorded}
    values: dict[str, object] = {"n": n, "of": recorded}
    first = leader(by_task)
    if first is None or n == 1:
        return (
            ngettext(
                "%(n)s of %(of)s tasks that are needed has nobody.",
                "%(n)s of %(of)s tasks that are needed have nobody.",
                n,
            )
            % values
        )
    values |= {"task": TASKS[first], "most": by_task[first]}
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
        Column(_("Not recorded"), lambda line: line.unrecorded),
        Column(_("Gaps"), lambda line: Part(line.gaps, line.needed), Kind.PART),
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
        Column(
            _("Done by volunteers who lead"),
            lambda line: Part(line.acts_of_volunteers, line.acts),
            Kind.PART,
        ),
    )


def _rules() -> tuple[str, ...]:
    return (
        _("Who does a task: of the activities where that task is recorded, by the version in force"
          " on that day. A gap is a task that is needed and that nobody does; one of the five core"
          " tasks for which nothing is recorded is a gap too. The activity's own page counts"
          " alike."),
        _("Collisions, today only: activities in which somebody is named for a task that another"
          " side does alone, proposals give it to different sides, or no contact answers at a"
          " session."),
        str(facts.ENTERED),
        _("Done: what people of each side did under the task within the period, from the log of"
          " acts. Acts of volunteers for themselves, and acts of the software, are not counted."),
        _("A care unit and an organisation read nothing of concerns and hard days that others"
          " closed."),
    )  # fmt: skip


REPORT = Definition(
    key="task-map",
    title=gettext_lazy("Who does which task"),
    about=gettext_lazy("All sixteen tasks: who does them, which nobody does, and what was done."),
    build=build,
    options=frozenset({"since"}),
)
