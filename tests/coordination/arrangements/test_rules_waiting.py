"""Nobody waits for ever: the steps, and who may step in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coordination.arrangements.rules import Case, Step, longest
from volunteers.memberships.rules import Task

SINCE = datetime(2026, 11, 24, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def case(deadline: timedelta | None = None, since: datetime = SINCE) -> Case:
    return Case(Task.MATCH, frozenset(), since, 2 * DAY, SINCE + deadline if deadline else None)


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (0, Step.HOLDER),
        (1.9, Step.HOLDER),
        (2, Step.COLLEAGUES),
        (3.9, Step.COLLEAGUES),
        (4, Step.DEPUTY),
        (6, Step.OTHER_SIDE),
        (60, Step.OTHER_SIDE),
    ],
)
def test_each_step_waits_the_areas_time(days, step):
    assert case().step(SINCE + days * DAY) == step
    assert case(60 * DAY).step(SINCE + days * DAY) == step


@pytest.mark.parametrize(
    ("hours", "step"),
    [(3.9, Step.HOLDER), (4, Step.COLLEAGUES), (6, Step.DEPUTY), (7, Step.OTHER_SIDE)],
)
def test_or_half_the_time_left_and_never_past_the_start(hours, step):
    soon = case(timedelta(hours=8))
    assert soon.step(SINCE + timedelta(hours=hours)) == step
    assert soon.reaches(Step.OTHER_SIDE) < SINCE + timedelta(hours=8)


def test_what_began_after_its_deadline_goes_to_everybody_at_once():
    late = case(-DAY)
    assert late.step(SINCE) == Step.OTHER_SIDE


@pytest.mark.parametrize(
    ("empty", "days", "step"),
    [
        ({Step.COLLEAGUES}, 1.9, Step.HOLDER),
        ({Step.COLLEAGUES}, 2, Step.DEPUTY),
        ({Step.COLLEAGUES}, 4, Step.OTHER_SIDE),
        ({Step.DEPUTY}, 3.9, Step.COLLEAGUES),
        ({Step.DEPUTY}, 4, Step.OTHER_SIDE),
        ({Step.COLLEAGUES, Step.DEPUTY}, 1.9, Step.HOLDER),
        ({Step.COLLEAGUES, Step.DEPUTY}, 2, Step.OTHER_SIDE),
    ],
)
def test_a_step_at_which_nobody_is_takes_no_time(empty, days, step):
    alone = replace(case(), empty=frozenset(empty))
    assert alone.step(SINCE + days * DAY) == step
    assert alone.reaches(Step.COLLEAGUES) == SINCE + 2 * DAY  # never at once


def test_where_nobody_may_do_it_at_all_it_goes_on_at_once():
    nobody = replace(case(60 * DAY), empty=frozenset(set(Step) - {Step.OTHER_SIDE}))
    assert nobody.reaches(Step.COLLEAGUES) == nobody.reaches(Step.OTHER_SIDE) == SINCE
    assert nobody.step(SINCE) == Step.OTHER_SIDE


def test_the_longest_is_the_furthest_then_the_oldest():
    young, old = case(since=SINCE), case(since=SINCE - 3 * DAY)
    assert longest([young, old], SINCE) == old
    assert longest([], SINCE) is None
