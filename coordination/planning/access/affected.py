"""Which sessions and which people a change is about, as far as one may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coordination.planning.access.moving import Back, Change, Plan, Step, times_of
from coordination.shifts.models import Shift
from coordination.shifts.words import between, hours, short_day
from coordination.signups.access import when
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from coordination.signups.words import heads_of


class Line(NamedTuple):
    """One session that changes."""

    before: str
    after: str  # empty where its time stays
    people: int
    off: str = ""  # the day off on which it would fall: it is cancelled


@dataclass(frozen=True)
class Affected:
    """What a change does, before it is saved."""

    lines: list[Line]
    people: int
    names: list[str]  # none where one may not see them
    busy: int  # of those asked, who come to something else at the new time
    freed: int = 0  # whose session would fall on a day off
    alone: Sequence[str] = ()  # moved by themselves before, and left as they are
    back: Sequence[str] = ()  # added, as a day off had left them out before


def affected_by(plan: Plan, change: Change, *, sees_names: bool) -> Affected:
    """The sessions and people that a move is about; two queries for any number."""
    steps = [step for step in plan.steps if not step.is_left]
    live = _live([step.shift for step in steps])
    moves = {step.shift.pk: step for step in steps if step.is_moved}
    off = {step.shift.pk for step in steps if step.off}
    holding = [one for one in live if one.shift_id in moves]
    freed = [one for one in live if one.shift_id in off]
    return Affected(
        lines=[_line(step, live) for step in steps],
        people=len({one.person_id for one in holding}),
        names=_names([one for one in live if one.shift_id in moves.keys() | off])
        if sees_names else [],
        busy=_busy(holding, moves),
        freed=len({one.person_id for one in freed}),
        alone=[when(step.shift) for step in plan.steps if step.is_left],
        back=[_added(one, plan, change) for one in plan.back],
    )  # fmt: skip


def affected_by_cancelling(shifts: Sequence[Shift], *, sees_names: bool) -> Affected:
    """The sessions and people that a cancellation is about; one query."""
    live = _live(shifts)
    return Affected(
        lines=[Line(when(one), "", _count(live, one)) for one in shifts],
        people=len({one.person_id for one in live}),
        names=_names(live) if sees_names else [],
        busy=0,
    )


def _live(shifts: Sequence[Shift]) -> list[SignUp]:
    rows = SignUp.objects.live().filter(shift__in=[one.pk for one in shifts])
    return list(rows.select_related("person").order_by("person__name", "pk"))


def _count(live: list[SignUp], shift: Shift) -> int:
    return sum(one.heads for one in live if one.shift_id == shift.pk)


def _names(live: list[SignUp]) -> list[str]:
    return list(dict.fromkeys(heads_of(one.person.name, one.heads) for one in live))


def _line(step: Step, live: list[SignUp]) -> Line:
    return Line(when(step.shift), _after(step), _count(live, step.shift), step.off)


def _added(back: Back, plan: Plan, change: Change) -> str:
    starts, ends = times_of(back.series, change, plan.asked)
    return f"{short_day(back.on)}, {between(starts, ends)}"


def _after(step: Step) -> str:
    if not step.is_moved:
        return ""
    zone = step.shift.activity.unit.zone
    return f"{short_day(step.on)}, {hours(step.starts_at, step.ends_at, zone)}"


def _busy(holding: list[SignUp], moves: dict[int, Step]) -> int:
    """How many come to something else then; they are asked like everybody, one query."""
    if not holding:
        return 0
    ends = [(step.starts_at, step.ends_at) for step in moves.values()]
    people = {one.person_id for one in holding}
    others = SignUp.objects.filter(
        state=SignUpState.CONFIRMED, person__in=people,
        starts_at__lt=max(end for _start, end in ends),
        ends_at__gt=min(start for start, _end in ends),
    ).exclude(shift__in=list(moves))  # fmt: skip
    wanted = [(one.person_id, moves[one.shift_id]) for one in holding]
    return len(
        {
            person
            for person, step in wanted
            for other in others
            if other.person_id == person
            and other.starts_at < step.ends_at
            and other.ends_at > step.starts_at
        }
    )
