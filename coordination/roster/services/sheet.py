"""The roster day by day: for paper, for a telephone, and to act on one session after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from coordination.arrangements.access import may
from coordination.roster.services.gathering import Gathered, Slot, day_of
from coordination.shifts.models import Shift
from coordination.shifts.words import long_day
from volunteers.memberships.rules import Capability


@dataclass(frozen=True)
class Line:
    """One session of a day."""

    slot: Slot
    title: str
    sub: str
    people: list[str]
    place_url: str = ""  # to put somebody on, where one may
    change_url: str = ""  # to change the numbers, where one may


@dataclass(frozen=True)
class Day:
    """One day with what it is called and what happens."""

    title: str
    is_today: bool
    notes: str
    lines: list[Line]


def days_of(found: Gathered, *, with_unit: bool) -> list[Day]:
    """Every day with a session or a name of its own; no query."""
    by_day: dict[date, list[Shift]] = {}
    for shift in found.shifts:
        by_day.setdefault(day_of(shift), []).append(shift)
    return [
        Day(
            title=long_day(day),
            is_today=day == found.today,
            notes=", ".join(found.days_off.get(day, ())),
            lines=[_line(found, shift, with_unit=with_unit) for shift in by_day.get(day, ())],
        )
        for day in found.window.days
        if day in by_day or day in found.days_off
    ]


def _line(found: Gathered, shift: Shift, *, with_unit: bool) -> Line:
    activity = shift.activity
    is_ahead = shift.starts_at > found.now and shift.pk not in found.closed
    is_ahead = is_ahead and found.window.weeks == 1  # four weeks stay light: the session has both
    return Line(
        slot=found.slot(shift),
        title=activity.name,
        sub=found.place_of(activity, with_unit=with_unit),
        people=found.comers.get(shift.pk, []),
        place_url=_url(found, shift, Capability.PLACE_PEOPLE)
        if is_ahead and shift.coverage.free
        else "",
        change_url=_url(found, shift, Capability.PLAN_SHIFTS) if is_ahead else "",
    )


_PAGES = {
    Capability.PLACE_PEOPLE: "coordination:shift-place",
    Capability.PLAN_SHIFTS: "coordination:shift-change",
}


def _url(found: Gathered, shift: Shift, capability: Capability) -> str:
    """The form by which one may do it now; nothing where the task is another side's."""
    verdict = may(found.actor, capability, found.records[shift.activity_id])
    return reverse(_PAGES[capability], args=[shift.pk]) if verdict else ""
