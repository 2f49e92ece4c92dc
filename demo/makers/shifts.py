"""Weekly series, and their sessions from twelve weeks ago to twelve weeks ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from coordination.activities.rules import ActivityState
from coordination.shifts.models import Position, Series, SeriesDate, SeriesPosition, Shift
from coordination.shifts.rules import DateKind, ShiftCancelReason, ShiftState, window
from demo.calendar import holiday
from demo.catalogue.plans import Plan
from demo.world import WEEKS, ZONE, Session, World, save

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STORMY = ("river_walk", -4)  # called off on the day nearest to that many weeks from today


@dataclass(frozen=True)
class _Slot:
    """One day of the week of a plan, with its series (a one-off has none)."""

    plan: Plan
    day: int
    series: Series | None
    dates: tuple[date, ...]


def make(world: World) -> None:
    """Series with their positions and holidays, then shifts with theirs."""
    slots = _slots(world)
    world.series = save([slot.series for slot in slots if slot.series])
    save(
        [
            SeriesPosition(series=slot.series, name=name, minimum=low, maximum=high)
            for slot in slots
            if slot.series
            for name, low, high in slot.plan.ranges(slot.day)
        ]
    )
    save(
        [
            SeriesDate(series=slot.series, on=on, kind=DateKind.HOLIDAY, name=holiday(on))
            for slot in slots
            if slot.series
            for on in slot.dates
            if _is_off(slot.plan, on)
        ]
    )
    world.sessions = sorted(_sessions(world, slots), key=lambda one: one.shift.starts_at)
    save([session.shift for session in world.sessions])
    save([position for session in world.sessions for position in session.positions])


def _slots(world: World) -> list[_Slot]:
    slots = []
    for plan in world.plans.values():
        if plan.state == ActivityState.DRAFT:
            continue
        for day in plan.all_days:
            if plan.is_one_off:
                on = next(_working_days(world.today + timedelta(days=day)))
                slots.append(_Slot(plan, day, None, (on,)))
                continue
            dates = tuple(_dates(world.today, day, plan.every))
            slots.append(_Slot(plan, day, _series(world, plan, dates), dates))
    return slots


def _dates(today: date, day: int, every: int) -> Iterator[date]:
    first, last = today - timedelta(weeks=WEEKS), today + timedelta(weeks=WEEKS)
    for week in range(-WEEKS, WEEKS + 1):
        on = today + timedelta(days=day, weeks=week)
        if week % every == 0 and first <= on <= last:
            yield on


def _working_days(first: date) -> Iterator[date]:
    return (on for days in range(14) if not holiday(on := first + timedelta(days=days)))


def _series(world: World, plan: Plan, dates: tuple[date, ...]) -> Series:
    every = f";INTERVAL={plan.every}" if plan.every > 1 else ""
    return Series(
        activity=world.activities[plan.key],
        rrule=f"FREQ=WEEKLY{every};BYDAY={WEEKDAYS[dates[0].weekday()]}",
        starts_on=dates[0],
        starts=time.fromisoformat(plan.starts),
        ends=time.fromisoformat(plan.ends),
        time_zone=ZONE.key,
        made_until=dates[-1],
        skips_holidays=plan.skips_holidays,
        created_by=world.manager(plan.unit),
    )


def _is_off(plan: Plan, on: date) -> bool:
    return plan.skips_holidays and bool(holiday(on))


def _sessions(world: World, slots: list[_Slot]) -> Iterator[Session]:
    for slot in slots:
        for on in slot.dates:
            if not _is_off(slot.plan, on):
                yield _session(world, slot, on)


def _session(world: World, slot: _Slot, on: date) -> Session:
    plan = slot.plan
    start, end = window(on, time.fromisoformat(plan.starts), time.fromisoformat(plan.ends), ZONE)
    shift = Shift(
        public_id=world.uuid(),
        activity=world.activities[plan.key],
        series=slot.series,
        series_on=on if slot.series else None,
        starts_at=start,
        ends_at=end,
    )
    key, week = STORMY
    if plan.key == key and slot.day == 0 and on == world.today + timedelta(weeks=week):
        shift.state = ShiftState.CANCELLED
        shift.cancelled_at = start - timedelta(hours=3)
        shift.cancelled_by = world.coordinator(plan.partner)
        shift.cancel_reason = ShiftCancelReason.WEATHER
    positions = [
        Position(shift=shift, name=name, minimum=low, maximum=high)
        for name, low, high in plan.ranges(slot.day)
    ]
    return Session(plan.key, on, shift, positions)
