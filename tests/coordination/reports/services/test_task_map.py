"""R3: as agreed, and as done."""

import ast
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from careshare.audit.services import record
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.planning.access.troubles import troubles_of
from coordination.reports.rules import Part
from coordination.reports.services import task_map
from coordination.reports.services.shape import Bar, Segment
from coordination.reports.services.task_map import Line
from tests.coordination.reports.conftest import NOW, TODAY, ask
from tests.factories import (
    ActivityFactory,
    RaisedFactory,
    TaskContactFactory,
    UserFactory,
    VersionFactory,
    task_row,
)
from tests.house import tree
from volunteers.memberships.rules import TASK_OF_ACTION, Task


def _lines(report, table=0):
    return {line.task: line for line in report.tables[table].rows}


def test_counts_by_task_and_responsibility(world):
    rows = [task_row("fund", Doer.NOBODY), task_row("vet", Doer.NOT_NEEDED)]
    VersionFactory(activity=world.activities["silent"], rows=rows)
    report = task_map.build(ask(world.lead))
    lines = _lines(report)
    recruit = lines[Task.RECRUIT]
    assert recruit.doers == dict.fromkeys(Doer, 0) | {
        Doer.UNIT: 3, Doer.SHARED: 1, Doer.DIVIDED: 1, Doer.ORGANISATION: 1
    }  # fmt: skip
    assert recruit.activities - recruit.recorded == 1
    assert lines[Task.FUND].doers[Doer.NOBODY] == 1
    assert lines[Task.VET].needed == 0
    assert lines[Task.FUND].gaps == 1


def test_the_ground_of_a_bar_has_its_meaning_where_it_shows(world):
    (chart,) = task_map.build(ask(world.lead)).charts
    assert any(not any(one.n for one in bar.segments) for bar in chart.bars)  # a task on no board
    assert chart.has_rest
    assert chart.rest == "Not recorded, or not needed"
    full = chart.bars[0]._replace(segments=(Segment("all", 3, "unit"),), whole=3)
    assert not replace(chart, bars=(full,)).has_rest


def test_a_figure_on_stripes_needs_room_for_its_plate():
    def texts(*, is_striped):
        pieces = (Segment("some", 1, "unit", is_striped), Segment("rest", 11, "unit"))
        return [one.text for one in Bar("bar", pieces, 12).drawn]

    assert texts(is_striped=False) == ["1", "11"]
    assert texts(is_striped=True) == ["", "11"]


def test_a_gap_here_is_a_gap_on_the_activitys_page(world):
    """One rule: what R3 counts is what the pages show, task by task."""
    VersionFactory(activity=world.activities["silent"], rows=[task_row("fund", Doer.NOBODY)])
    report = task_map.build(ask(world.lead))
    activities = ask(world.lead).standing_on(TODAY).select_related("unit__area__policy")
    shown = [
        trouble.task
        for troubles in troubles_of(activities, NOW).values()
        for trouble in troubles
        if not trouble.is_collision
    ]
    assert {task: line.gaps for task, line in _lines(report).items() if line.gaps} == Counter(shown)
    assert set(shown) == {*CORE_TASKS, Task.FUND}  # "begun" has one core task, "silent" none
    needed = sum(line.needed for line in _lines(report).values())
    assert report.sentence.startswith(f"{len(shown)} of {needed} tasks that are needed have nobody")


def test_collisions_that_are_not_counted_are_said_to_be_so(world, monkeypatch):
    for name in ("alone", "shared"):
        TaskContactFactory(activity=world.activities[name])
    assert "collisions" not in task_map.build(ask(world.lead)).lead
    monkeypatch.setattr(task_map, "LOOKED_THROUGH", 1)
    report = task_map.build(ask(world.lead))
    assert "collisions are not counted: more than 1 activities" in report.lead
    assert report.tables[0].rows[0].collisions is None
    assert "collisions" not in task_map.build(ask(world.lead, on=TODAY - timedelta(days=1))).lead


def test_agreed_and_done_stand_side_by_side(world):
    activity, elsewhere = world.activities["shared"], ActivityFactory()
    sides = {"unit": 3, f"organisation:{world.organisation.pk}": 1, "volunteers": 2, "": 5}
    for side, times in sides.items():
        for _act in range(times):
            record(
                actor=UserFactory(), action="series.planned", subject=activity,
                activity_id=activity.pk, task=Task.SCHEDULE, side=side, at=NOW,
            )  # fmt: skip
    for place, action in ((elsewhere, "series.planned"), (activity, "contact.added")):
        record(
            actor=None, action=action, subject=place, activity_id=place.pk,
            task=Task.SCHEDULE, side="unit", at=NOW,
        )  # fmt: skip
    line = _lines(task_map.build(ask(world.lead)), 1)
    assert list(line) == [Task.SCHEDULE]
    planned = line[Task.SCHEDULE]
    assert (planned.acts_of_units, planned.acts_of_organisations) == (3, 1)
    columns = task_map.build(ask(world.lead)).tables[1].columns[-3:]
    assert [one.of(planned) for one in columns] == [Part(3, 6), Part(1, 6), Part(2, 6)]


def test_nobody_reads_from_a_count_that_another_side_closed_a_concern(world):
    """Its own acts each side counts; an area sees counts."""
    activity = world.activities["shared"]
    here, theirs = RaisedFactory(activity=activity), f"organisation:{world.organisation.pk}"
    acts = (("unit", "concern.closed"), (theirs, "concern.closed"), ("unit", "concern.closed"))
    for side, action in acts:
        record(
            actor=UserFactory(), action=action, subject=here, activity_id=activity.pk,
            task=Task.SAFEGUARD, side=side, at=NOW,
        )  # fmt: skip

    def counted(member):
        line = _lines(task_map.build(ask(member)), 1)[Task.SAFEGUARD]
        return line.acts_of_units, line.acts_of_organisations

    assert counted(world.lead) == (2, 1)
    assert counted(world.manager) == (2, 0)
    assert counted(world.coordinator) == (0, 1)


def test_whoever_stepped_in_did_it_once(world):
    """The log keeps the act and, beside it, that it was another side's task."""
    activity = world.activities["shared"]
    for action in ("attendance.recorded", "task.stepped_in"):
        record(
            actor=UserFactory(), action=action, subject=activity, activity_id=activity.pk,
            task=Task.RECORD, side="unit", at=NOW,
        )  # fmt: skip
    line = _lines(task_map.build(ask(world.lead)), 1)[Task.RECORD]
    assert (line.acts_of_units, line.acts_of_organisations, line.acts) == (1, 0, 1)


def _line(task, *, nobody=0, unit=0):
    doers = dict.fromkeys(Doer, 0) | {Doer.NOBODY: nobody, Doer.UNIT: unit}
    return Line(task, doers, nobody + unit, 0, 0)


@pytest.mark.parametrize(
    ("gaps", "says"),
    [
        ((0, 0), "Somebody does every one of the 4 tasks that are needed."),
        ((1, 0), "1 of 5 tasks that are needed has nobody."),
        ((2, 2), "4 of 8 tasks that are needed have nobody."),
        ((3, 1), "4 of 8 tasks that are needed have nobody, most often: Recruit (3)."),
    ],
)
def test_the_first_sentence(gaps, says):
    pairs = zip(CORE_TASKS[:2], gaps, strict=True)
    assert task_map.sentence([_line(task, nobody=n, unit=2) for task, n in pairs]) == says


def test_the_first_sentence_of_nothing():
    assert task_map.sentence([]) == ""


def test_every_act_that_the_table_names_is_written_somewhere():
    """The table maps what the code writes, under the very names."""
    names = {
        node.value
        for file in tree.own_python()
        if tree.name(file) != "volunteers/memberships/rules.py"
        for node in ast.walk(tree.parsed(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(TASK_OF_ACTION) <= names


def test_queries_stay_the_same(world, django_assert_num_queries):
    asked = ask(world.lead)
    TaskContactFactory(activity=world.activities["alone"])
    with django_assert_num_queries(13):
        task_map.build(asked)
    for _more in range(3):
        version = VersionFactory(activity=ActivityFactory(unit=world.unit))
        TaskContactFactory(activity=version.activity)
    with django_assert_num_queries(13):
        task_map.build(asked)
    with django_assert_num_queries(6):  # collisions are today's alone
        report = task_map.build(ask(world.lead, on=TODAY - timedelta(days=1)))
    assert report.tables[0].rows[0].collisions is None
