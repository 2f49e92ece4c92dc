"""Nobody waits for ever: who may see to something that waits, and from when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from volunteers.memberships.rules import Capability, Task


class Step(IntEnum):
    """How far something that waits has come."""

    HOLDER = 0
    COLLEAGUES = 1
    DEPUTY = 2
    OTHER_SIDE = 3


@dataclass(frozen=True)
class Case:
    """One to-do of one task: since when it waits, and until when it is of use.

    The steps are *ours* where the domain leaves them open: each begins when the area's time has
    passed since the one before, or half of what is left until the deadline, whichever is sooner.
    A side without a second person, or without a deputy, does not wait for them; and nobody waits
    for a side where nobody may do it at all.
    """

    task: Task
    acts: frozenset[Capability]  # what the other side may do in this case, once it may step in
    since: datetime
    wait: timedelta  # area policy
    deadline: datetime | None = None  # the session's start; None for what can be done afterwards
    empty: frozenset[Step] = frozenset()  # steps that would reach nobody: they take no time

    def reaches(self, step: Step) -> datetime:
        """When it goes that far, or further where nobody is there at that step."""
        moment = self.since
        while step in self.empty:
            step = Step(step + 1)
        for passed in Step:
            if passed >= step or passed in self.empty:
                continue
            following = moment + self.wait
            if self.deadline is not None:
                following = min(following, moment + max(self.deadline - moment, timedelta(0)) / 2)
            moment = following
        return moment

    def step(self, now: datetime) -> Step:
        """How far it has come."""
        return max(
            step
            for step in Step
            if step == Step.HOLDER or (step not in self.empty and self.reaches(step) <= now)
        )


def longest(cases: Iterable[Case], now: datetime) -> Case | None:
    """The case that has come furthest, and of these the one that waits longest."""
    return max(cases, key=lambda case: (case.step(now), -case.since.timestamp()), default=None)
