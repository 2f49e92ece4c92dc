"""What a change of a session, or of more of its series, is about, and what is against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from careshare.errors import Reason
from coordination.planning.access.series import limits_of
from coordination.shifts.models import Shift
from coordination.shifts.rules import (
    ClockChange,
    Wish,
    moved,
    reasons_against_changing,
    reasons_against_places,
    reasons_against_plan,
    single_weekday,
    window,
)


class Scope(StrEnum):
    """Which sessions a change is about."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True)
class Change:
    """What a session is to become, in the unit's wall time."""

    on: date
    starts: time
    ends: time
    place: str = ""
    minimum: int | None = None  # None: the numbers stay
    maximum: int | None = None


@dataclass(frozen=True)
class Step:
    """One session and where it goes."""

    shift: Shift
    on: date
    starts_at: datetime
    ends_at: datetime

    @property
    def is_moved(self) -> bool:
        return (self.shift.starts_at, self.shift.ends_at) != (self.starts_at, self.ends_at)


def concerned(shift: Shift, scope: Scope, now: datetime) -> list[Shift]:
    """The sessions that a change is about: planned, still to come, the next first; one query."""
    rows = Shift.objects.for_pages().upcoming(now)
    if scope == Scope.THIS or shift.series_id is None:
        return list(rows.filter(pk=shift.pk))
    rows = rows.filter(series_id=shift.series_id)
    if scope == Scope.FOLLOWING:
        rows = rows.filter(starts_at__gte=shift.starts_at)
    return list(rows.order_by("starts_at", "pk"))


def steps_of(shift: Shift, scope: Scope, change: Change, now: datetime) -> list[Step]:
    """Where each session goes. In a series the day chosen moves the others within their week, or
    to the same place in their month.
    """
    zone, steps = shift.activity.unit.zone, []
    for one in concerned(shift, scope, now):
        on = change.on if one.pk == shift.pk else _day(one, change, zone)
        starts_at, ends_at = window(on, change.starts, change.ends, zone)
        steps.append(Step(one, on, starts_at, ends_at))
    return steps


def _day(one: Shift, change: Change, zone: ZoneInfo) -> date:
    series = one.series
    day = one.series_on or one.starts_at.astimezone(zone).date()
    if series is None or single_weekday(series.rrule, series.starts_on) is None:
        return day
    return moved(day, series.rrule, series.starts_on, change.on.weekday())


def reasons_against_change(
    shift: Shift, scope: Scope, change: Change, now: datetime
) -> list[Reason]:
    """Every reason against a change; asked for the page, and again under lock. Two queries."""
    activity, zone = shift.activity, shift.activity.unit.zone
    reasons = reasons_against_changing(shift.state, shift.starts_at, now)
    steps = steps_of(shift, scope, change, now)
    if reasons or not steps:
        return reasons or [Reason("shift_has_begun")]
    if scope != Scope.THIS:
        reasons += _against_the_day(shift, change, zone)
    days = sorted(step.on for step in steps)
    limits = replace(limits_of(activity), series_most=len(days) + 1)
    kept = shift.series.clock_change if shift.series else ""
    low = 1 if change.minimum is None else change.minimum
    high = low if change.maximum is None else change.maximum
    wish = Wish(days[0], change.starts, change.ends, low, high, also_on=tuple(days),
                clock_change=ClockChange(kept) if kept else None)  # fmt: skip
    reasons += reasons_against_plan(wish, limits=limits, now=now, zone=zone)
    if change.maximum is not None and not reasons:
        taken = max(position.taken for step in steps for position in step.shift.positions.all())
        reasons += reasons_against_places(minimum=low, maximum=high, taken=taken, limits=limits)
    return reasons


def _against_the_day(shift: Shift, change: Change, zone: ZoneInfo) -> list[Reason]:
    """Several sessions move within their week alone, and only where they share one weekday."""
    series = shift.series
    day = shift.series_on or shift.starts_at.astimezone(zone).date()
    now_on = shift.starts_at.astimezone(zone).date()
    if series is None or change.on in (day, now_on):
        return []
    if single_weekday(series.rrule, series.starts_on) is None:
        return [Reason("series_of_many_days")]
    wanted = moved(day, series.rrule, series.starts_on, change.on.weekday())
    return [] if wanted == change.on else [Reason("series_other_week")]
