"""Series: made once, and the ones without an end kept made as far as the horizon."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.planning.access.series import exceptions, for_making, limits_of, off_days
from coordination.shifts.models import Position, Series, SeriesDate, SeriesPosition, Shift
from coordination.shifts.rules import (
    DateKind,
    Dates,
    Wish,
    choose,
    days_of,
    window,
    without_strange,
)
from volunteers.places.models import AreaPolicy

log = logging.getLogger(__name__)

BATCH = 100  # series in one transaction: locks are held for well under a second


def create_series(
    *,
    activity: Activity,
    wish: Wish,
    dates: Dates,
    user: Any,
    now: datetime,
    form_uuid: uuid.UUID | None,
) -> list[Shift]:
    """Write a series with its exceptions, positions and first sessions; call it in a transaction.

    Seven statements, however many sessions.
    """
    limits, today = limits_of(activity), now.astimezone(activity.unit.zone).date()
    last = max(dates.held)
    series = Series.objects.create(
        activity=activity,
        rrule=wish.rule,
        starts_on=wish.on,
        starts=wish.starts,
        ends=wish.ends,
        time_zone=activity.unit.area.time_zone,
        made_until=max(limits.horizon(today), last) if wish.is_endless else last,
        skips_holidays=wish.skips_holidays,
        clock_change=wish.clock_change or "",
        created_by=user,
        form_uuid=form_uuid,
    )
    SeriesPosition.objects.bulk_create(
        SeriesPosition(series=series, **one._asdict()) for one in wish.positions
    )
    kinds = dict.fromkeys(wish.also_on, (DateKind.EXTRA, ""))
    kinds |= dict.fromkeys(set(wish.not_on) - set(wish.also_on), (DateKind.SKIPPED, ""))
    kinds |= {on: (DateKind.HOLIDAY, name) for on, name in dates.left_out.items() if name}
    SeriesDate.objects.bulk_create(
        SeriesDate(series=series, on=on, kind=kind, name=name[:80])
        for on, (kind, name) in sorted(kinds.items())
    )
    days = without_strange(
        dates.held, wish.starts, wish.ends, activity.unit.zone, series.clock_change
    )
    return _write([_shift(series, on, now) for on in days], {series.pk: series.positions.all()})


def make_on(series: Series, days: Iterable[date], now: datetime) -> list[Shift]:
    """Write a series' sessions on some days, with its places; three statements for any number."""
    return _write([_shift(series, on, now) for on in days], {series.pk: series.positions.all()})


def _shift(series: Series, on: date, now: datetime) -> Shift:
    zone = ZoneInfo(series.time_zone)
    starts_at, ends_at = window(on, series.starts, series.ends, zone)
    return Shift(
        activity_id=series.activity_id,
        series=series,
        series_on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=series.place,
        planned_at=now,
    )


def _write(shifts: Sequence[Shift], positions: dict[int, Iterable[SeriesPosition]]) -> list[Shift]:
    made = Shift.objects.bulk_create(shifts)
    Position.objects.bulk_create(
        Position(shift=shift, name=one.name, minimum=one.minimum, maximum=one.maximum)
        for shift in made
        for one in positions[shift.series_id or 0]
    )
    return made


def extend_series(now: datetime) -> None:
    """Make the sessions of every series without an end as far as its area's horizon.

    A sweep: in bulk, about eleven statements for each hundred series, none to write where all are
    made. Locks the series. A session that exists is never made again: made days are remembered,
    asked for under the lock, and the database refuses a second one on a day of a series.
    """
    most = AreaPolicy.objects.aggregate(weeks=Max("horizon_weeks"))["weeks"]
    if most is None:
        return
    rows = Series.objects.going_on().exclude(activity__state=ActivityState.ENDED)
    # Before the day begins in the last of all time zones nothing is due: one cheap question.
    rows = rows.filter(made_until__lt=now.date() + timedelta(weeks=most, days=1))
    due = [
        series.pk
        for series in rows.select_related("activity__unit__area__policy").order_by("pk")
        if series.made_until is not None and series.made_until < _horizon(series, now)
    ]
    for number in range(0, len(due), BATCH):
        _extend(due[number : number + BATCH], now)


def _horizon(series: Series, now: datetime) -> date:
    today = now.astimezone(ZoneInfo(series.time_zone)).date()
    return limits_of(series.activity).horizon(today)


@transaction.atomic
def _extend(ids: list[int], now: datetime) -> None:
    # As whoever moves, cancels or ends: none of them misses a session that is made at that instant.
    activities = Activity.objects.select_for_update(no_key=True).filter(
        pk__in=Series.objects.filter(pk__in=ids).values("activity")
    )
    list(activities.order_by("pk").values_list("pk", flat=True))
    locked = Series.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    list(locked.values_list("pk", flat=True))
    rows = list(for_making(Series.objects.going_on().filter(pk__in=ids)).order_by("pk"))
    there = set(Shift.objects.filter(series__in=rows).values_list("series_id", "series_on"))
    shifts: list[Shift] = []
    named: list[SeriesDate] = []
    for series in rows:
        try:
            dates = _next_dates(series, now)
        except (ValueError, TypeError, OverflowError):  # one odd rule stops no other series
            log.exception("series %s cannot be read", series.pk)
            continue
        days = without_strange(dates.held, series.starts, series.ends,
                               ZoneInfo(series.time_zone), series.clock_change)  # fmt: skip
        shifts += [_shift(series, on, now) for on in days if (series.pk, on) not in there]
        known = exceptions(series)
        named += [
            SeriesDate(series=series, on=on, kind=DateKind.HOLIDAY, name=name[:80])
            for on, name in dates.left_out.items()
            if name and on not in known
        ]
        series.made_until = _horizon(series, now)
    SeriesDate.objects.bulk_create(named)
    _write(shifts, {series.pk: series.positions.all() for series in rows})
    Series.objects.bulk_update(rows, ["made_until"])


def _next_dates(series: Series, now: datetime) -> Dates:
    """The days between what is made and the horizon, never one that has passed."""
    today = now.astimezone(ZoneInfo(series.time_zone)).date()
    horizon = _horizon(series, now)
    after = max((series.made_until or today) + timedelta(days=1), today + timedelta(days=1))
    most = max(0, (horizon - after).days + 1)
    days = days_of(series.rrule, series.starts_on, after, horizon, most)
    known = exceptions(series)
    off = off_days(series.activity.unit.area, after, horizon) if series.skips_holidays else {}
    off |= {on: name for on, (kind, name) in known.items() if kind == DateKind.HOLIDAY}
    return choose(
        days,
        off=off,
        not_on=[on for on, (kind, _name) in known.items() if kind == DateKind.SKIPPED],
        also_on=[on for on, (kind, _name) in known.items()
                 if kind == DateKind.EXTRA and after <= on <= horizon],
    )  # fmt: skip
