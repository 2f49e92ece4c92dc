"""What a change of a session, or of more of its series, is about, and where each session goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q

from coordination.activities.rules import is_over
from coordination.planning.access.series import exceptions, off_days
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import (
    DateKind,
    first_day,
    moved,
    single_weekday,
    window,
    without_strange,
)

A_MONTH = timedelta(days=31)
"""So far at most lies the day to which a day of a series moves: its place in the same month."""


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
    moves_alone: bool = False  # also those that were moved by themselves before


@dataclass(frozen=True)
class Step:
    """One session and where it goes."""

    shift: Shift
    on: date
    starts_at: datetime
    ends_at: datetime
    place: str
    occurrence: date | None  # which day of its series it is from then on
    off: str = ""  # the day off on which it would fall: it is cancelled
    is_left: bool = False  # it was moved by itself before, and stays as it is

    @property
    def is_moved(self) -> bool:
        now = (self.shift.starts_at, self.shift.ends_at)
        return not self.off and now != (self.starts_at, self.ends_at)


class Back(NamedTuple):
    """A session that is added: on its old weekday a day off had left it out."""

    series: Series
    on: date


@dataclass
class Onward:
    """One series, and from when and how it goes on as another one."""

    series: Series
    begins: date  # the first of its days that is concerned, as it was
    named: dict[date, str] = field(default_factory=dict)  # its days off, as it goes on


class Asked(NamedTuple):
    """What of a session somebody really changed: the others take that and nothing else."""

    day: bool
    time: bool
    place: bool
    numbers: bool


@dataclass(frozen=True)
class Plan:
    """All that a change does."""

    asked: Asked
    steps: list[Step]
    back: list[Back] = field(default_factory=list)
    onward: list[Onward] = field(default_factory=list)

    @property
    def kept(self) -> list[Step]:
        """Those that take place."""
        return [step for step in self.steps if not step.off]


def concerned(shift: Shift, scope: Scope, now: datetime) -> list[Shift]:
    """The sessions that a change is about: planned, still to come, the next first; two queries.

    Of a series that was changed before also those of what it went on from or as.
    """
    rows = Shift.objects.for_pages().upcoming(now)
    if scope == Scope.THIS or shift.series_id is None:
        return list(rows.filter(pk=shift.pk))
    rows = rows.filter(series__in=Series.objects.chain_of(shift.series_id))
    if scope == Scope.FOLLOWING:
        undated = Q(series_on__isnull=True, starts_at__gte=shift.starts_at)
        since = Q(series_on__gte=day_of(shift))
        rows = rows.filter(since | undated | Q(pk=shift.pk))
    return list(rows.order_by("starts_at", "pk"))


def day_of(shift: Shift) -> date:
    """Which day of its series a session is, also after it was moved by itself."""
    return shift.series_on or shift.starts_at.astimezone(shift.activity.unit.zone).date()


def asked_of(shift: Shift, change: Change) -> Asked:
    """What differs from the session as it is. Where nothing does, the others become like it: all
    but its day.
    """
    zone = shift.activity.unit.zone
    starts, ends = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    numbers = [(one.minimum, one.maximum) for one in shift.positions.all()]
    given = change.minimum is not None
    found = Asked(
        day=change.on != starts.date(),
        time=(change.starts, change.ends) != (starts.time(), ends.time()),
        place=change.place != shift.place,
        numbers=given and numbers != [(change.minimum, change.maximum)],
    )
    return found if any(found) else Asked(day=False, time=True, place=True, numbers=given)


def plan_of(shift: Shift, scope: Scope, change: Change, now: datetime) -> Plan:
    """Where each session goes. In a series the day chosen moves the others within their week, or
    to the same place in their month; what was moved by itself before stays as it is, and what would
    fall on a day off of a series that avoids those is left out by name.

    Nine queries, however many sessions.
    """
    shifts, zone, asked = concerned(shift, scope, now), shift.activity.unit.zone, Asked(*[True] * 4)
    if scope == Scope.THIS or shift.series_id is None:
        starts_at, ends_at = window(change.on, change.starts, change.ends, zone)
        return Plan(asked, [
            Step(one, change.on, starts_at, ends_at, change.place, one.series_on) for one in shifts
        ])  # fmt: skip
    asked = asked_of(shift, change)
    rows = Series.objects.filter(pk__in={one.series_id for one in shifts})
    series = {one.pk: one for one in rows.prefetch_related("dates")}
    off = _days_off(shift, shifts) if asked.day else {}
    steps = [_step(one, series[one.series_id or 0], shift, change, asked, off) for one in shifts]
    plan = Plan(asked, steps)
    since = day_of(shift) if scope == Scope.FOLLOWING else now.astimezone(zone).date()
    for one in series.values():
        _go_on(one, plan, change, off, since=since, last_on=shift.activity.ends_on, now=now,
               zone=zone)  # fmt: skip
    return plan


def becomes(day: date, series: Series, change: Change, asked: Asked) -> date:
    """Where a day of a series lies after a change; an extra day was chosen by name and stays."""
    if not asked.day or single_weekday(series.rrule, series.starts_on) is None:
        return day
    if exceptions(series).get(day, ("", ""))[0] == DateKind.EXTRA:
        return day
    return moved(day, series.rrule, series.starts_on, change.on.weekday())


def _days_off(shift: Shift, shifts: Sequence[Shift]) -> dict[date, str]:
    """The area's days off around some sessions; one query."""
    days = [day_of(one) for one in shifts]
    return off_days(shift.activity.unit.area, min(days) - A_MONTH, max(days) + A_MONTH)


def _step(
    one: Shift, series: Series, shift: Shift, change: Change, asked: Asked,
    off: Mapping[date, str],
) -> Step:  # fmt: skip
    zone, day = shift.activity.unit.zone, day_of(one)
    goes_to = becomes(day, series, change, asked)
    usual = window(day, series.starts, series.ends, zone)
    is_alone = (one.starts_at, one.ends_at) != usual or one.place != series.place
    if is_alone and one.pk != shift.pk and not change.moves_alone:
        on = one.starts_at.astimezone(zone).date()
        return Step(one, on, one.starts_at, one.ends_at, one.place, goes_to, is_left=True)
    is_own = one.pk == shift.pk
    on = change.on if is_own else goes_to
    if is_own and asked.day and change.on != day and goes_to == day:
        goes_to = change.on  # an extra day that is itself given another day
    starts, ends = series.starts, series.ends
    if asked.time or is_own:
        starts, ends = change.starts, change.ends
    place = change.place if asked.place or is_own else series.place
    starts_at, ends_at = window(on, starts, ends, zone)
    named = off.get(goes_to, "") if series.skips_holidays and goes_to != day else ""
    return Step(one, on, starts_at, ends_at, place, goes_to, off=named)


def _go_on(
    series: Series, plan: Plan, change: Change, off: Mapping[date, str], *, since: date,
    last_on: date | None, now: datetime, zone: ZoneInfo,
) -> None:  # fmt: skip
    """From when a series goes on as another one, with its days off, and what these gave back up to
    the last day of an activity that ends.
    """
    own = [step for step in plan.steps if step.shift.series_id == series.pk]
    onward = Onward(series, min(day_of(step.shift) for step in own))
    onward.named |= {step.occurrence or step.on: step.off for step in own if step.off}
    taken = {step.occurrence for step in own}
    for day, (kind, name) in sorted(exceptions(series).items()):
        if kind != DateKind.HOLIDAY or day < since or first_day(
            series.rrule, series.starts_on, day
        ) != day:  # fmt: skip
            continue
        goes_to = becomes(day, series, change, plan.asked)
        if goes_to == day or goes_to in off:
            onward.named[goes_to] = off.get(goes_to, name)
        elif goes_to not in taken and not is_over(last_on, goes_to) and _is_ahead(
            goes_to, series, change, plan.asked, now, zone
        ):  # fmt: skip
            plan.back.append(Back(series, goes_to))
        onward.begins = min(onward.begins, day)
    plan.onward.append(onward)


def _is_ahead(
    on: date, series: Series, change: Change, asked: Asked, now: datetime, zone: ZoneInfo
) -> bool:
    """Whether a session can be held on a day: it lies ahead, in a night that is named once."""
    starts, ends = times_of(series, change, asked)
    days = without_strange([on], starts, ends, zone, series.clock_change)
    return bool(days) and window(on, starts, ends, zone)[0] > now


def times_of(series: Series, change: Change, asked: Asked) -> tuple[time, time]:
    """The wall times at which a series goes on."""
    return (change.starts, change.ends) if asked.time else (series.starts, series.ends)
