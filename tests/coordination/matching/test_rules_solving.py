"""The solver keeps to the same rules, is never worse than our own method, and is the same twice."""

import pytest

from coordination.matching.rules.filling import propose
from coordination.matching.rules.roster import Case, Helper, problems, value
from coordination.matching.rules.solving import solve
from tests.coordination.matching.test_rules_filling import (
    best_of_all,
    case_of,
    knowing,
    opening,
    random_case,
)


@pytest.mark.parametrize("seed", [*range(8), 13, 21])
def test_it_finds_and_proves_the_best_of_all_rosters_of_small_cases(seed):
    case = random_case(seed)
    found = solve(case, propose(case), seconds=2)
    assert not problems(case, found.roster)
    assert found.is_best
    assert value(case, found.roster) == found.bound == best_of_all(case)


def test_it_starts_from_the_own_roster_and_gives_back_nothing_worse():
    case = random_case(3)
    own = propose(case)
    assert value(case, solve(case, own, seconds=0.0001).roster) >= value(case, own)


def test_a_roster_that_is_the_best_already_stays_as_it_is():
    """Two who are alike: either would do, and nobody is exchanged for nothing."""
    case = case_of([opening(1)], [knowing(1), knowing(2)])
    for chosen in (1, 2):
        assert solve(case, {1: [chosen]}, seconds=2).roster == {1: [chosen]}


def test_the_same_facts_give_the_same_roster():
    case = random_case(7)
    first, second = (solve(case, {}, seconds=2) for _time in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("openings", "helpers", "values"),
    [
        ([opening(1), opening(2, hour=11)], [knowing(1)], {}),
        ([opening(1), opening(2, hour=14)], [knowing(1)], {"rest_hours": 4}),
        ([opening(1), opening(2, 1)], [knowing(1)], {"week_hours_most": 3}),
        ([opening(1), opening(2, 9)], [knowing(1, hours_most=3)], {}),
    ],
)
def test_each_rule_holds_from_an_empty_roster(openings, helpers, values):
    case = case_of(openings, helpers, **values)
    found = solve(case, {}, seconds=2)
    assert not problems(case, found.roster)
    assert len(found.roster) == 1


def test_nobody_is_alone_the_first_time_and_two_keep_each_other_company():
    alone = case_of([opening(1, company=0)], [Helper(1)])
    assert solve(alone, {}, seconds=2).roster == {}
    both = case_of([opening(1, company=0, needs=2)], [Helper(1), Helper(2)])
    assert solve(both, {}, seconds=2).roster == {1: [1, 2]}
    later = case_of([opening(1), opening(2, 1, company=0)], [Helper(1)])
    assert solve(later, {}, seconds=2).roster == {1: [1], 2: [1]}


def test_with_nobody_to_choose_from_there_is_nothing_to_solve():
    assert solve(Case((opening(1),), (), {}), {}, seconds=2).roster == {}
