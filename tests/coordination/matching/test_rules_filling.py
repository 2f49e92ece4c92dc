"""A proposed roster: near the best that is possible, and never against a rule or a wish."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from random import Random

import pytest

from coordination.matching.rules.filling import _made, propose
from coordination.matching.rules.roster import (
    AGAIN,
    KNOWN,
    PLACE,
    Case,
    Helper,
    Opening,
    problems,
    value,
)

MONDAY = datetime(2027, 1, 4, tzinfo=UTC)


def opening(number: int, day: int = 0, hour: int = 10, **values) -> Opening:
    starts = MONDAY + timedelta(days=day, hours=hour)
    return Opening(
        **{
            "id": number, "shift": number, "activity": 1, "starts_at": starts,
            "ends_at": starts + timedelta(hours=2), "month": date(2027, 1, 1), "needs": 1,
            "week": (MONDAY + timedelta(day // 7 * 7)).date(), "company": 1,
        } | values
    )  # fmt: skip


def case_of(openings, helpers, *, points=0, **values) -> Case:
    """Everybody may take everything."""
    pairs = {(person.id, one.id): points for person in helpers for one in openings}
    return Case(tuple(openings), tuple(helpers), pairs, **values)


def knowing(number: int, **values) -> Helper:
    return Helper(number, knows=frozenset({1}), **values)


def codes(case, roster) -> set[str]:
    return {reason.code for found in problems(case, roster).values() for reason in found}


def test_places_go_round():
    case = case_of([opening(day, day) for day in range(4)], [knowing(1), knowing(2)])
    assert sorted(map(tuple, propose(case).values())) == [(1,), (1,), (2,), (2,)]


def test_few_new_faces_come_often_rather_than_many_once():
    case = case_of([opening(day, day) for day in range(3)], [Helper(1), Helper(2), Helper(3)])
    assert len({person for chosen in propose(case).values() for person in chosen}) == 1


def test_whoever_has_many_places_already_comes_last():
    case = case_of([opening(1)], [knowing(1, times=4), knowing(2, times=1)])
    assert propose(case) == {1: [2]}


def test_somebody_hands_on_a_place_that_another_can_take():
    early, late = opening(1, hour=10), opening(2, hour=11)
    case = Case((early, late), (knowing(1), knowing(2)), {(1, 1): 0, (1, 2): 50, (2, 2): 0})
    assert propose(case) == {1: [1], 2: [2]}


@pytest.mark.parametrize(
    ("openings", "helpers", "values", "code"),
    [
        ([opening(1), opening(2, hour=11)], [knowing(1)], {}, "proposed_twice_then"),
        ([opening(1), opening(2, hour=14)], [knowing(1)], {"rest_hours": 4}, "too_little_rest"),
        ([opening(1), opening(2, 1)], [knowing(1)], {"week_hours_most": 3}, "too_many_hours"),
        ([opening(1), opening(2, 9)], [knowing(1, hours_most=3)], {}, "more_than_wished"),
        (
            [opening(1)],
            [knowing(1, hours_most=4, month_hours={date(2027, 1, 1): 3.0})],
            {},
            "more_than_wished",
        ),
        ([opening(1, company=0)], [Helper(1)], {}, "first_alone"),
    ],
)
def test_what_speaks_against_a_choice_is_said_and_never_proposed(openings, helpers, values, code):
    case = case_of(openings, helpers, **values)
    assert codes(case, {one.id: [1] for one in openings}) == {code}
    proposed = propose(case)
    assert not problems(case, proposed)
    assert len(proposed) == len(openings) - 1


def test_back_to_back_is_fine_and_the_second_time_needs_no_company():
    openings = [opening(1), opening(2, hour=12, company=0)]
    case = case_of(openings, [Helper(1)], rest_hours=8)
    assert propose(case) == {1: [1], 2: [1]}


def test_two_who_are_new_keep_each_other_company():
    case = case_of([opening(1, company=0, needs=2)], [Helper(1), Helper(2)])
    assert propose(case) == {1: [1, 2]}


def random_case(seed: int) -> Case:
    chance = Random(seed)  # noqa: S311 not for secrets
    openings = [
        opening(number, chance.randrange(3), chance.choice((9, 10, 12)),
                activity=chance.randrange(2), needs=chance.choice((1, 1, 2)),
                company=chance.choice((0, 1)))
        for number in range(4)
    ]  # fmt: skip
    helpers = [
        Helper(number, knows=frozenset({0, 1}) if chance.random() < 0.6 else frozenset(),
               hours_most=chance.choice((None, 2, 4)), times=chance.choice((0, 1, 3)))
        for number in range(4)
    ]  # fmt: skip
    points = {
        (one.id, place.id): chance.choice((-20, 0, 15, 30))
        for one in helpers for place in openings if chance.random() < 0.7
    }  # fmt: skip
    return Case(tuple(openings), tuple(helpers), points, week_hours_most=5)


def best_of_all(case: Case) -> int:
    """Every roster there is, one after the other."""
    ways = []
    for one in case.openings:
        able = [person for person, place in case.points if place == one.id]
        ways.append(
            [chosen for size in range(one.needs + 1) for chosen in combinations(able, size)]
        )
    rosters = ({one.id: way for one, way in zip(case.openings, ways_, strict=True)}
               for ways_ in product(*ways))  # fmt: skip
    return max(value(case, roster) for roster in rosters if not problems(case, roster))


def test_close_to_the_best_of_all_rosters_of_small_cases():
    made, best = 0, 0
    for seed in range(25):
        case = random_case(seed)
        roster = propose(case)
        assert not problems(case, roster), seed
        assert roster == propose(case)
        here = value(case, roster), best_of_all(case)
        assert here[0] >= 0.97 * here[1], seed
        made, best = made + here[0], best + here[1]
    assert 0.995 * best <= made <= best


def test_beginning_anew_makes_small_rosters_better_and_none_worse():
    cases = [random_case(seed) for seed in range(12, 32)]
    gained = [value(case, propose(case)) - value(case, _made(case, 0)) for case in cases]
    assert min(gained) == 0
    assert sum(gain > 0 for gain in gained) >= 3  # of 20


def test_what_a_roster_is_worth():
    openings = [opening(1), opening(2, 1)]
    case = case_of(openings, [Helper(1, times=1)], points=7)
    both = 2 * (PLACE + 7) + KNOWN - AGAIN * (1 + 2)
    assert value(case, {1: [1], 2: [1]}) == both
