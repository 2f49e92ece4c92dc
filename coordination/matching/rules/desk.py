"""A roster while it is made: who is on what, what still fits, and what a place more is worth."""

from collections import defaultdict

from coordination.matching.rules.roster import (
    AGAIN,
    KNOWN,
    PLACE,
    TOGETHER,
    Case,
    Opening,
    do_clash,
    hours_left,
)


class Desk:
    """The roster while it is made, with what each person has by now."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.openings = {one.id: one for one in case.openings}
        self.helpers = {one.id: one for one in case.helpers}
        self.on: dict[int, set[int]] = {one.id: set() for one in case.openings}
        self.of: dict[int, set[int]] = {one.id: set() for one in case.helpers}
        self.hours: dict[tuple[int, object, str], float] = defaultdict(float)
        self.times: dict[tuple[int, int], int] = defaultdict(int)  # (helper, activity)
        self.there = {one.id: 0 for one in case.openings}
        self.may_take: dict[int, list[int]] = {one.id: [] for one in case.openings}
        for helper_id, opening_id in sorted(case.points):
            self.may_take[opening_id].append(helper_id)
        self.most = {  # what anybody could add on a session
            key: PLACE + KNOWN + max((case.points[one, key] for one in able), default=0)
            for key, able in self.may_take.items()
        }
        self.left = {
            (helper_id, opening_id): hours_left(
                case, self.helpers[helper_id], self.openings[opening_id]
            )
            for helper_id, opening_id in case.points
        }
        self.clashes = self._clashes()
        self.room: dict[int, int] = defaultdict(int)  # how many may be on a session in the end
        for one in case.openings:
            self.room[one.shift] = max(self.room[one.shift], one.company)
        for one in case.openings:
            self.room[one.shift] += one.needs

    def _clashes(self) -> dict[int, frozenset[int]]:
        found: dict[int, set[int]] = {one.id: set() for one in self.case.openings}
        for index, one in enumerate(self.case.openings):
            for other in self.case.openings[index + 1 :]:
                if do_clash(one, other, self.case.rest_hours):
                    found[one.id].add(other.id)
                    found[other.id].add(one.id)
        return {key: frozenset(ids) for key, ids in found.items()}

    # --- What is possible and what it is worth

    def scarcity(self, one: Opening) -> tuple[float, object, int]:
        """Few people for a place come first."""
        return (len(self.may_take[one.id]) / one.needs, one.starts_at, one.id)

    def fits(self, helper_id: int, one: Opening) -> bool:
        """Whether somebody who may take it can, beside all that the person has by now."""
        own = self.of[helper_id]
        if one.id in own or not own.isdisjoint(self.clashes[one.id]):
            return False
        return self._has_hours(helper_id, one) and self._is_no_first_alone(helper_id, one)

    def _has_hours(self, helper_id: int, one: Opening) -> bool:
        return all(
            self.hours[helper_id, first, kind] + one.hours <= left
            for kind, first, left in self.left[helper_id, one.id]
        )

    def _is_no_first_alone(self, helper_id: int, one: Opening) -> bool:
        if self.room[one.shift] >= TOGETHER or one.activity in self.helpers[helper_id].knows:
            return True
        return any(
            self.openings[other].activity == one.activity
            and self.openings[other].starts_at < one.starts_at
            for other in self.of[helper_id]
        )

    def may_leave(self, helper_id: int, one: Opening) -> bool:
        """Whether a session can be handed on, and no later one then becomes a first time alone."""
        if one.activity in self.helpers[helper_id].knows:
            return True
        own = [self.openings[key] for key in self.of[helper_id] if key != one.id]
        here = [other for other in own if other.activity == one.activity]
        first = min(here, key=lambda other: other.starts_at, default=None)
        return first is None or self.room[first.shift] >= TOGETHER

    def gain(self, helper_id: int, one: Opening) -> int:
        """What it adds to the value that somebody takes a place."""
        helper = self.helpers[helper_id]
        is_known = one.activity in helper.knows or self.times[helper_id, one.activity] > 0
        has = helper.times + len(self.of[helper_id])
        known = KNOWN if is_known else 0
        return PLACE + self.case.points[helper_id, one.id] + known - AGAIN * has

    def put(self, helper_id: int, one: Opening) -> None:
        self.on[one.id].add(helper_id)
        self.of[helper_id].add(one.id)
        self._count(helper_id, one, 1)

    def take(self, helper_id: int, one: Opening) -> None:
        self.on[one.id].discard(helper_id)
        self.of[helper_id].discard(one.id)
        self._count(helper_id, one, -1)

    def _count(self, helper_id: int, one: Opening, sign: int) -> None:
        self.hours[helper_id, one.week, "week"] += sign * one.hours
        self.hours[helper_id, one.month, "month"] += sign * one.hours
        self.times[helper_id, one.activity] += sign

    def is_open(self, one: Opening) -> bool:
        return len(self.on[one.id]) < one.needs

    def best_for(self, one: Opening, but: frozenset[int] = frozenset()) -> int | None:
        """Who adds most on a session."""
        fitting = [
            helper_id
            for helper_id in self.may_take[one.id]
            if helper_id not in but and self.fits(helper_id, one)
        ]
        return max(fitting, key=lambda key: (self.gain(key, one), -key), default=None)
