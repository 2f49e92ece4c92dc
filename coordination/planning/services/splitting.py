"""A series ends before some day, and goes on as another one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from coordination.planning.access.moving import Asked, Change, Onward, Plan, becomes, times_of
from coordination.shifts.models import Series, SeriesDate, SeriesPosition
from coordination.shifts.rules import (
    DateKind,
    first_day,
    going_on,
    last_day,
    single_weekday,
    until,
)
from coordination.signups.services import take_along


def go_on(onward: Onward, plan: Plan, change: Change, user: Any, now: datetime) -> Series:
    """End a series before the first of its days that is concerned, and make what it goes on as;
    one that has ended goes on as an ended one. About eight statements.
    """
    old, asked = onward.series, plan.asked
    starts, ends = times_of(old, change, asked)
    days = [
        step.occurrence or step.on for step in plan.kept if step.shift.series_id == old.pk
    ] + [back.on for back in plan.back if back.series.pk == old.pk]  # fmt: skip
    new = Series.objects.create(
        activity_id=old.activity_id,
        rrule=going_on(old.rrule, old.starts_on, _weekday(old, change, asked)),
        starts_on=_starts_on(onward, change, asked),
        starts=starts,
        ends=ends,
        time_zone=old.time_zone,
        made_until=_made_until(old, days, change, asked),
        skips_holidays=old.skips_holidays,
        clock_change=old.clock_change,
        place=change.place if asked.place else old.place,
        continues=old,
        ended_at=old.ended_at,
        created_by=user,
    )
    SeriesPosition.objects.bulk_create(_positions(old, new, change, asked))
    SeriesDate.objects.bulk_create(_dates(onward, plan, new, change))
    if old.ended_at is None:
        take_along(old, new)
    end_series(old, onward.begins - timedelta(days=1), now)
    return new


def _weekday(old: Series, change: Change, asked: Asked) -> int | None:
    """The weekday on which it is held from then on, where that changes."""
    is_moved = asked.day and single_weekday(old.rrule, old.starts_on) is not None
    return change.on.weekday() if is_moved else None


def _starts_on(onward: Onward, change: Change, asked: Asked) -> date:
    """A day of the rule, never one that was moved by itself: every other week stays that week."""
    old = onward.series
    day = first_day(old.rrule, old.starts_on, onward.begins)
    return becomes(day or onward.begins, old, change, asked)


def _made_until(old: Series, days: list[date], change: Change, asked: Asked) -> date | None:
    if old.made_until is None or not asked.day:
        return old.made_until
    last = last_day(old.rrule, old.starts_on, old.made_until)
    return max([becomes(last, old, change, asked) if last else old.made_until, *days])


def _positions(old: Series, new: Series, change: Change, asked: Asked) -> list[SeriesPosition]:
    rows = list(old.positions.order_by("pk"))
    gives = asked.numbers and len(rows) == 1
    return [
        SeriesPosition(
            series=new,
            name=one.name,
            minimum=one.minimum if change.minimum is None or not gives else change.minimum,
            maximum=one.maximum if change.maximum is None or not gives else change.maximum,
        )
        for one in rows
    ]


def _dates(onward: Onward, plan: Plan, new: Series, change: Change) -> list[SeriesDate]:
    """Its exceptions from then on; the sweep names the days off that are not made yet."""
    old = onward.series
    went = {step.shift.series_on: step.occurrence for step in plan.kept
            if step.shift.series_id == old.pk}  # fmt: skip
    kinds = {on: (DateKind.HOLIDAY, name) for on, name in onward.named.items()}
    for one in sorted(old.dates.all(), key=lambda one: one.kind, reverse=True):  # the extra last
        if one.on >= onward.begins and one.kind != DateKind.HOLIDAY:
            on = went.get(one.on) if one.kind == DateKind.EXTRA else None
            on = on or becomes(one.on, old, change, plan.asked)
            kinds[on] = (DateKind(one.kind), one.name)
    return [
        SeriesDate(series=new, on=on, kind=kind, name=name[:80])
        for on, (kind, name) in sorted(kinds.items())
    ]


def end_series(series: Series, last: date, now: datetime) -> None:
    """Let a series make nothing after a day; its sessions stay. One statement."""
    series.rrule = until(series.rrule, series.starts_on, max(last, series.starts_on))
    series.ended_at = now
    series.version += 1
    series.save(update_fields=["rrule", "ended_at", "version"])
