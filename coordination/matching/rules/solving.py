"""Improving a roster by a solver, where OR-Tools is installed; our own method stands without it.

The model is built from the tables of `Desk`, which our own method works on: who may take what, what
clashes, how many hours are left, how many may be there. What comes out is checked by `problems` and
weighed by `value`, as any roster is: where it breaks a rule or is worth no more, the own one stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any

from coordination.matching.rules.desk import Desk
from coordination.matching.rules.roster import (
    AGAIN,
    KNOWN,
    PLACE,
    TOGETHER,
    Case,
    Opening,
    Roster,
    problems,
    value,
)

WORK_A_SECOND = 0.3
"""What one core of 2026 does in a second, in the solver's own measure (measured: 0.2 to 0.6)."""
MOST_WAITED = 3
"""A machine that is busy may take so many times the seconds, and is then cut off by its clock."""


@dataclass(frozen=True)
class Solved:
    """The better of two rosters, and what no roster can pass."""

    roster: dict[int, list[int]]
    bound: float
    is_best: bool  # proved


def solve(case: Case, own: Roster, *, seconds: float) -> Solved:
    """The best roster that is found in some seconds on one core, never worth less than `own`.

    The seconds are counted in work done and not by the clock, so that the same facts give the same
    roster on every machine that is not far too busy.

    Args:
        own: the roster to start from.

    Raises:
        ImportError: OR-Tools is not installed.
    """
    from ortools.sat.python import cp_model

    found = {key: sorted(chosen) for key, chosen in own.items()}
    if not case.points:
        return Solved(found, value(case, own), True)
    model = _Model(case, cp_model.CpModel())
    model.hint(own)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2  # by it small cases are proved in a second
    solver.parameters.max_deterministic_time = seconds * WORK_A_SECOND
    solver.parameters.max_time_in_seconds = seconds * MOST_WAITED
    status = solver.solve(model.model)
    is_best = status == cp_model.OPTIMAL
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        better = model.roster(lambda one: bool(solver.boolean_value(one)))
        if not problems(case, better) and value(case, better) > value(case, own):
            found = better
    return Solved(found, solver.best_objective_bound, is_best)


class _Model:
    """Who takes what, as numbers of nought or one, and what they must keep to."""

    def __init__(self, case: Case, model: Any) -> None:
        self.case, self.model, self.desk = case, model, Desk(case)
        self.comes = {pair: model.new_bool_var(f"comes {pair}") for pair in sorted(case.points)}
        self.of: dict[int, list[Opening]] = defaultdict(list)
        for helper_id, opening_id in self.comes:
            self.of[helper_id].append(self.desk.openings[opening_id])
        self.is_new: dict[tuple[int, int], Any] = {}
        self.steps: dict[int, list[Any]] = {}
        self.worth: list[Any] = [
            (PLACE + KNOWN + case.points[pair]) * comes for pair, comes in self.comes.items()
        ]
        self._places()
        for helper_id, own in self.of.items():
            self._one_at_a_time(helper_id, own)
            self._hours(helper_id, own)
            self._first_times(helper_id, own)
            self._fairly(helper_id, own)
        model.maximize(sum(self.worth))

    def _places(self) -> None:
        for key, able in self.desk.may_take.items():
            needs = self.desk.openings[key].needs
            if len(able) > needs:
                self.model.add(sum(self.comes[one, key] for one in able) <= needs)

    def _one_at_a_time(self, helper_id: int, own: Sequence[Opening]) -> None:
        mine = {one.id for one in own}
        for one in own:
            for other in sorted(self.desk.clashes[one.id] & mine):
                if other > one.id:
                    self.model.add_at_most_one(
                        self.comes[helper_id, one.id], self.comes[helper_id, other]
                    )

    def _hours(self, helper_id: int, own: Sequence[Opening]) -> None:
        within: dict[tuple[str, date, float], list[Opening]] = defaultdict(list)
        for one in own:
            for limit in self.desk.left[helper_id, one.id]:
                within[limit].append(one)
        for (_kind, _first, left), sessions in within.items():
            taken = sum(_minutes(one.hours) * self.comes[helper_id, one.id] for one in sessions)
            self.model.add(taken <= max(floor(left * 60 + 0.001), 0))

    def _first_times(self, helper_id: int, own: Sequence[Opening]) -> None:
        """Knowing an activity counts from the second time on; the first time is not made alone."""
        new: dict[int, list[Opening]] = defaultdict(list)
        for one in own:
            if one.activity not in self.desk.helpers[helper_id].knows:
                new[one.activity].append(one)
        for activity, sessions in new.items():
            first = self.model.new_bool_var(f"new {helper_id} {activity}")
            self.is_new[helper_id, activity] = first
            self.worth.append(-KNOWN * first)
            before: list[Any] = []
            for one in sorted(sessions, key=lambda each: (each.starts_at, each.id)):
                comes = self.comes[helper_id, one.id]
                self.model.add_implication(comes, first)
                there = sum(self._on(one.shift)) + one.company
                self.model.add(there + TOGETHER * sum(before) >= TOGETHER * comes)
                before.append(comes)

    def _on(self, shift: int) -> list[Any]:
        keys = [one.id for one in self.case.openings if one.shift == shift]
        return [self.comes[helper, key] for key in keys for helper in self.desk.may_take[key]]

    def _fairly(self, helper_id: int, own: Sequence[Opening]) -> None:
        """Each session more of the same person is worth less: a step for each."""
        mine = [self.comes[helper_id, one.id] for one in own]
        steps = [self.model.new_bool_var(f"step {helper_id} {n}") for n in range(len(mine))]
        self.steps[helper_id] = steps
        self.model.add(sum(steps) == sum(mine))
        times = self.desk.helpers[helper_id].times
        self.worth += [-AGAIN * (times + count) * step for count, step in enumerate(steps)]

    def hint(self, own: Roster) -> None:
        """Start from a roster."""
        chosen = {(one, key) for key, people in own.items() for one in people}
        for pair, comes in self.comes.items():
            self.model.add_hint(comes, pair in chosen)
        for (helper_id, activity), first in self.is_new.items():
            mine = (one for one in self.of[helper_id] if one.activity == activity)
            self.model.add_hint(first, any((helper_id, one.id) in chosen for one in mine))
        for helper_id, steps in self.steps.items():
            count = sum((helper_id, one.id) in chosen for one in self.of[helper_id])
            for number, step in enumerate(steps):
                self.model.add_hint(step, number < count)

    def roster(self, is_so: Any) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for (helper_id, opening_id), comes in self.comes.items():
            if is_so(comes):
                found[opening_id].append(helper_id)
        return {one.id: sorted(found[one.id]) for one in self.case.openings if found[one.id]}


def _minutes(hours: float) -> int:
    return round(hours * 60)
