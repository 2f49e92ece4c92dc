"""What leaving with notice leaves to do: somebody chooses who takes over, until that is agreed."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careshare import clock
from coordination.arrangements.access import today_at
from coordination.arrangements.rules import Doer, organisation_party
from coordination.arrangements.services import give_notice, withdraw_notice
from coordination.arrangements.words import TASKS
from coordination.today.rules import group_of
from coordination.today.services import todos
from coordination.today.services.kinds.endings import endings
from coordination.today.services.scene import scene_of
from tests.factories import ActivityFactory, VersionFactory, core_rows, task_row
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Task


def scene(membership):
    return scene_of(Actor(membership.user, membership), clock.now())


def lines(membership):
    return [one for one in todos.lines(scene(membership)) if one.kind == "endings"]


def hosting(here, activity, **terms):
    rows = (*core_rows(), task_row(Task.HOST, Doer.ORGANISATION, here.partner))
    return VersionFactory(activity=activity, rows=rows, **terms)


def notice(here, activity, days):
    theirs = organisation_party(here.partner.pk)
    return give_notice(
        activity=activity, leaving=theirs, by=theirs, reason="no_capacity", now=clock.now(),
        ends_on=today_at(activity, clock.now()) + timedelta(days=days),
        user=here.coordinator.user,
    )  # fmt: skip


def test_both_sides_are_asked_who_takes_over_until_it_is_agreed(here):
    ending = notice(here, here.coffee, 40)
    for side in (here.manager, here.coordinator):
        [line] = lines(side)
        assert line.title == "Red Cross leaves: choose who takes over"
        assert line.sub.startswith("Coffee and singing: Recruit, ")
        assert (line.url, line.about) == (f"/endings/{ending.pk}/", ending.pk)
    for nobody in (here.staff, here.lead, here.stranger):
        assert lines(nobody) == []
    VersionFactory(activity=here.coffee, rows=core_rows(), valid_from=ending.ends_on)
    assert lines(here.manager) == lines(here.coordinator) == []


def test_notice_that_is_taken_back_leaves_nothing_to_do(here):
    ending = notice(here, here.coffee, 40)
    withdraw_notice(ending=ending, by=ending.party, user=here.coordinator.user, now=clock.now())
    assert lines(here.manager) == lines(here.coordinator) == []


@pytest.mark.parametrize(
    ("days", "group"), [(1, "week"), (7, "week"), (8, "can_wait"), (60, "can_wait")]
)
def test_how_pressing_it_is_follows_from_the_first_day_without_them(here, days, group):
    hosting(here, here.walking, notice_days=1)
    notice(here, here.walking, days)
    [line] = lines(here.manager)
    assert group_of(line.due, clock.now(), here.walking.unit.zone) == group


def test_from_that_day_on_it_is_for_now_and_asks_only_who_is_left(here):
    hosting(here, here.walking, notice_days=1)
    notice(here, here.walking, 1)
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        [line] = lines(here.manager)
        assert line.title == "Red Cross has left: choose who takes over"
        assert group_of(line.due, clock.now(), here.walking.unit.zone) == "now"
        assert lines(here.coordinator) == []


def gap_lines(membership):
    return [one.sub for one in todos.lines(scene(membership)) if one.kind == "gaps"]


def test_what_fell_open_stands_once_from_the_last_day_on(here):
    hosting(here, here.walking, notice_days=1)
    notice(here, here.walking, 1)
    assert gap_lines(here.manager) == []
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        [line] = lines(here.manager)
        assert line.sub == "Walking group: Receive and brief on the day"
        assert gap_lines(here.manager) == []
        VersionFactory(
            activity=here.walking, rows=core_rows(), state="proposed", proposed_at=clock.now(),
            expires_at=clock.now() + timedelta(days=20),
        )  # fmt: skip
        assert lines(here.manager) == []  # somebody is asked, but nobody does it
        assert gap_lines(here.manager) == [line.sub]


def test_what_nobody_does_for_another_reason_keeps_its_line(here):
    rows = [task_row(Task.HOST, Doer.ORGANISATION, here.partner), task_row(Task.FUND, Doer.NOBODY)]
    VersionFactory(activity=here.walking, rows=(*core_rows(), *rows), notice_days=1)
    notice(here, here.walking, 1)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert len(lines(here.manager)) == 1
        [gap] = gap_lines(here.manager)
        assert gap == f"Walking group: {TASKS[Task.FUND]}"


def test_while_a_proposal_waits_that_was_made_since_nothing_is_to_be_chosen(here):
    notice(here, here.coffee, 40)
    before = VersionFactory(
        activity=here.coffee, rows=core_rows(), state="proposed",
        expires_at=clock.now() + timedelta(days=20),
    )  # fmt: skip
    assert len(lines(here.manager)) == 1  # older than the notice
    before.proposed_at = clock.now() + timedelta(minutes=1)
    before.save(update_fields=["proposed_at"])
    assert lines(here.manager) == lines(here.coordinator) == []
    before.expires_at = clock.now() - timedelta(minutes=1)
    before.save(update_fields=["expires_at"])
    assert len(lines(here.manager)) == 1


def test_nothing_is_asked_of_an_activity_that_has_ended(here):
    notice(here, here.coffee, 40)
    here.coffee.state = "ended"
    here.coffee.save(update_fields=["state"])
    assert lines(here.manager) == []


def test_any_number_of_notices_in_the_same_queries(here):
    def cost() -> int:
        found = scene(here.manager)
        with CaptureQueriesContext(connection) as queries:
            assert endings(found)
        return len(queries)

    notice(here, here.coffee, 40)
    once = cost()
    for number in range(3):
        more = ActivityFactory(unit=here.unit, name=f"More {number}", state="published")
        hosting(here, more)
        notice(here, more, 40)
    assert cost() == once
