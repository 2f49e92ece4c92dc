"""Making a roster: our own method, in steps that can be followed, the same from the same facts.

1. *Hardest first.* Sessions with the fewest people to choose from, for each place that is open,
   take theirs first; each place goes to whoever adds most to the roster's value then.
2. *Make room.* Where a place stays open, somebody who could take it but for another session in the
   way hands that one to somebody else, who may do the same, a few people deep. Somebody new who
   would be alone comes in company before.
3. *Look again.* As long as it makes the roster better: replace one person by another, or by one who
   leaves another place to a third. At most `ROUNDS` times.
4. *No first time alone.* Whoever is new and would be alone gets company, or gives way to somebody
   who knows the activity; else the place stays open.
5. *Begin anew.* Where few sessions meet few people, one unlucky choice weighs much, and a roster is
   quickly made: all of it again in other orders than the first step's, and the best roster stays.

Nothing in it is random: equal choices go to the lower number, and the orders are always the same.
How near it comes to the best that is possible is measured in `benchmarks/filling.py`.
"""

from collections.abc import Iterator
from zlib import crc32

from coordination.matching.rules.desk import Desk
from coordination.matching.rules.roster import TOGETHER, Case, Opening, first_alone, value

ROUNDS = 8
TRIES = 5_000
"""So often a third is looked for, so that a large roster takes no minutes."""
DEPTH = 3
"""So many people may hand something on to make room for one."""


ORDERS = 24
"""In so many orders at most a roster is made."""
WORK = 12_000
"""So many pairs of a session and a person are gone through in all, beyond the first order."""


def propose(case: Case) -> dict[int, list[int]]:
    """A whole roster: ids of people by id of the opening; every rule and wish holds.

    For 200 sessions and 120 people less than a second of work on one core, and so for fewer.
    """
    pairs = max(1, len(case.openings) * len(case.helpers))
    orders = max(1, min(ORDERS, WORK // pairs))
    return max((_made(case, number) for number in range(orders)), key=lambda one: value(case, one))


def _made(case: Case, number: int) -> dict[int, list[int]]:
    """One roster: with number 0 the hardest sessions first, else in an order that it mixes."""
    desk = _Filling(case)

    def mixed(one: Opening) -> int:
        return crc32(f"{number}:{one.id}".encode())

    for one in sorted(case.openings, key=mixed if number else desk.scarcity):
        for _place in range(one.needs):
            best = desk.best_for(one)
            if best is not None:
                desk.put(best, one)
    for _round in range(ROUNDS):
        desk.make_room()
        if not desk.improve():
            break
    while desk.give_company():
        desk.make_room()
    return {one.id: sorted(desk.on[one.id]) for one in case.openings if desk.on[one.id]}


class _Filling(Desk):
    """The steps."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.tries = TRIES

    # --- Make room

    def make_room(self) -> None:
        """Fill what is open by letting people hand on what is in the way."""
        for one in sorted(self.case.openings, key=self.scarcity):
            while self.is_open(one):
                if not (self._find(one, DEPTH, frozenset()) or self._introduce(one)):
                    break

    def _find(self, one: Opening, depth: int, passed: frozenset[int]) -> bool:
        """Put somebody on a session, if need be by handing on another of that person's sessions."""
        best = self.best_for(one, passed)
        if best is not None:
            self.put(best, one)
            return True
        if depth == 0:
            return False
        for helper_id in self.may_take[one.id]:
            if helper_id in passed or one.id in self.of[helper_id]:
                continue
            for other in self._in_the_way(helper_id, one):
                self.take(helper_id, other)
                if self.fits(helper_id, one):
                    self.put(helper_id, one)
                    if self._find(other, depth - 1, passed | {helper_id}):
                        return True
                    self.take(helper_id, one)
                self.put(helper_id, other)
        return False

    def _introduce(self, one: Opening) -> bool:
        """Where somebody new would be alone: let the person come in company before, instead of one
        who comes then.
        """
        if self.room[one.shift] >= TOGETHER:
            return False
        before = [
            other for other in self.case.openings
            if other.activity == one.activity and other.starts_at < one.starts_at
            and self.room[other.shift] >= TOGETHER
        ]  # fmt: skip
        return any(
            self._comes_before(helper_id, one, other)
            for helper_id in list(self.may_take[one.id])
            for other in before
            if helper_id in self.may_take[other.id] and self.fits(helper_id, other)
        )

    def _comes_before(self, helper_id: int, one: Opening, other: Opening) -> bool:
        for gives_way in [None] if self.is_open(other) else sorted(self.on[other.id]):
            if gives_way is not None:
                if not self.may_leave(gives_way, other):
                    continue
                self.take(gives_way, other)
            self.put(helper_id, other)
            if self.fits(helper_id, one):
                self.put(helper_id, one)
                return True
            self.take(helper_id, other)
            if gives_way is not None:
                self.put(gives_way, other)
        return False

    def _in_the_way(self, helper_id: int, one: Opening) -> list[Opening]:
        own = self.of[helper_id]
        clashing = own & self.clashes[one.id]
        if len(clashing) > 1:
            return []
        near = clashing or {
            key for key in own
            if one.month == self.openings[key].month or one.week == self.openings[key].week
        }  # fmt: skip
        found = [self.openings[key] for key in sorted(near)]
        return [other for other in found if self.may_leave(helper_id, other)]

    # --- Look again

    def improve(self) -> bool:
        """Go through the roster once; whether anything became better."""
        found = False
        for step in (self._replace, self._change):
            for helper_id, one in list(self._places()):
                if helper_id in self.on[one.id] and self.may_leave(helper_id, one):
                    found |= step(helper_id, one)
        return found

    def _places(self) -> Iterator[tuple[int, Opening]]:
        for one in self.case.openings:
            for helper_id in sorted(self.on[one.id]):
                yield helper_id, one

    def _replace(self, helper_id: int, one: Opening) -> bool:
        self.take(helper_id, one)
        best = self.best_for(one)
        if best is None or self.gain(best, one) <= self.gain(helper_id, one):
            best = helper_id
        self.put(best, one)
        return best != helper_id

    def _change(self, helper_id: int, one: Opening) -> bool:
        """Let somebody else take this place who leaves another, which goes to whoever suits it."""
        self.take(helper_id, one)
        before = self.gain(helper_id, one)
        for other_id in self.may_take[one.id]:
            if other_id == helper_id or self.tries <= 0:
                continue
            for other in [self.openings[key] for key in sorted(self.of[other_id])]:
                if self.may_leave(other_id, other) and self._hand_on(other_id, one, other, before):
                    return True
        self.put(helper_id, one)
        return False

    def _hand_on(self, helper_id: int, one: Opening, other: Opening, before: int) -> bool:
        """Somebody takes `one` and leaves `other` to a third, where that is better than before."""
        self.take(helper_id, other)
        floor = before + self.gain(helper_id, other) - self.gain(helper_id, one)
        if self.most[other.id] > floor and self.fits(helper_id, one):
            self.put(helper_id, one)
            self.tries -= 1
            third = self.best_for(other)
            if third is not None and self.gain(third, other) > floor:
                self.put(third, other)
                return True
            self.take(helper_id, one)
        self.put(helper_id, other)
        return False

    # --- No first time alone

    def give_company(self) -> bool:
        """Whoever is new and alone: somebody beside, somebody instead, or nobody. Whether a place
        came free by it.
        """
        is_free = False
        while alone := first_alone(self.case, self.on):
            opening_id, helper_id = alone[0]
            one = self.openings[opening_id]
            if self._add_beside(one, helper_id):
                continue
            self.take(helper_id, one)
            self.may_take[one.id].remove(helper_id)
            knowing = [
                key for key in self.may_take[one.id]
                if one.activity in self.helpers[key].knows and self.fits(key, one)
            ]  # fmt: skip
            if knowing:
                self.put(max(knowing, key=lambda key: (self.gain(key, one), -key)), one)
            is_free = True
        return is_free

    def _add_beside(self, one: Opening, helper_id: int) -> bool:
        beside = [other for other in self.case.openings if other.shift == one.shift]
        return any(
            self.is_open(other) and self._find(other, DEPTH, frozenset({helper_id}))
            for other in beside
        )
