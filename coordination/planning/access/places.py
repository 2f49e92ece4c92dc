"""Where somebody could go whose place is to be taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from coordination.shifts.models import Position, Shift
from coordination.shifts.words import position_label
from coordination.signups.access import when
from coordination.signups.models import SignUp
from coordination.signups.rules import HOLDING, SignUpState
from coordination.signups.words import heads_of

OTHER_DAYS = 8
"""How many of the next sessions of the activity are offered: a choice, not a calendar."""


@dataclass(frozen=True)
class Goal:
    """Where somebody is moved: another position, another session, or back on the waiting list."""

    shift_id: int
    position_id: int = 0  # 0: the roomiest
    waits: bool = False

    @property
    def key(self) -> str:
        """How a form says it."""
        return "wait" if self.waits else f"{self.shift_id}-{self.position_id}"


class Moveable(NamedTuple):
    """Somebody who holds a place, and where else there is room."""

    sign_up: SignUp
    name: str
    goals: list[tuple[Goal, str]]


def room_on(positions: Iterable[Position], heads: int) -> Position | None:
    """The roomiest of some positions, if so many fit."""
    best = max(positions, key=lambda one: one.coverage.free, default=None)
    return best if best is not None and best.coverage.free >= heads else None


def moveable(shift: Shift, now: datetime) -> list[Moveable]:
    """Who holds a place on a session, by name, each with where there is room; four queries.

    Args:
        shift: loaded with `Shift.objects.for_pages()`.
    """
    rows = SignUp.objects.filter(shift=shift, state__in=HOLDING).select_related("person")
    later = Shift.objects.for_pages().upcoming(now).filter(activity=shift.activity_id)
    days = list(later.exclude(pk=shift.pk).order_by("starts_at")[:OTHER_DAYS])
    return [
        Moveable(one, heads_of(one.person.name, one.heads), _goals(one, shift, days))
        for one in rows.order_by("person__name", "pk")
    ]


def _goals(sign_up: SignUp, shift: Shift, days: list[Shift]) -> list[tuple[Goal, str]]:
    if sign_up.state == SignUpState.OFFERED:
        return [(Goal(shift.pk, waits=True), _("Back on the waiting list: the offer is withdrawn"))]
    found = []
    if sign_up.state == SignUpState.CONFIRMED:
        found = [
            (Goal(shift.pk, one.pk), position_label(one.name, one.coverage))
            for one in shift.positions.all()
            if one.pk != sign_up.position_id
        ]
    for day in days:
        if room_on(day.positions.all(), sign_up.heads):
            found.append((Goal(day.pk), _("Ask to come %(when)s instead") % {"when": when(day)}))
    return found
