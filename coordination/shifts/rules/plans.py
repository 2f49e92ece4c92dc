"""Shifts, series and closures: what can be planned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from careshare.errors import Reason
from coordination.shifts.rules.positions import Numbers, reasons_against_names
from coordination.shifts.rules.recurrence import (
    ClockChange,
    Dates,
    Recurrence,
    choose,
    days_of,
)


class ShiftState(StrEnum):
    """Whether a shift takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class ShiftCancelReason(StrEnum):
    """Why a shift is cancelled: from a list, never a text about somebody."""

    NOT_ENOUGH = "not_enough"
    STAFF = "staff"
    WEATHER = "weather"
    SAFETY = "safety"
    PLAN_CHANGED = "plan_changed"
    ACTIVITY_ENDS = "activity_ends"
    PLANNED_BY_MISTAKE = "planned_by_mistake"  # taken back before anybody signed up


NEVER_CHOSEN = (ShiftCancelReason.ACTIVITY_ENDS, ShiftCancelReason.PLANNED_BY_MISTAKE)
"""These follow from another press, and stand on no list to choose from."""


class ClosureReason(StrEnum):
    """Why a place is closed."""

    INFECTION = "infection"
    BUILDING = "building"
    STAFFING = "staffing"
    EVENT = "event"
    OTHER = "other"


class DateKind(StrEnum):
    """A date of a series that is not as the rule says."""

    SKIPPED = "skipped"
    EXTRA = "extra"
    HOLIDAY = "holiday"


DAYS_A_MONTH = 30  # how "months ahead" is counted: near enough for a limit


@dataclass(frozen=True)
class PlanLimits:
    """An area's limits for planning (area policy)."""

    hours_most: int
    places_most: int
    series_most: int
    months_ahead: int
    horizon_weeks: int  # how far ahead a series without an end is made
    last_on: date | None = None  # of an activity that ends: its last day

    def latest(self, today: date) -> date:
        """The last day for which one may plan."""
        return self._bounded(today + timedelta(days=DAYS_A_MONTH * self.months_ahead))

    def horizon(self, today: date) -> date:
        """Through which day sessions of a series without an end exist."""
        return self._bounded(today + timedelta(weeks=self.horizon_weeks))

    def _bounded(self, day: date) -> date:
        return day if self.last_on is None else min(day, self.last_on)


@dataclass(frozen=True)
class Wish:
    """A planned window in the unit's wall time, once or as a series."""

    on: date
    starts: time
    ends: time
    minimum: int
    maximum: int
    weeks: int = 1
    repeats: Recurrence | None = None  # None: every week, `weeks` times
    not_on: tuple[date, ...] = ()
    also_on: tuple[date, ...] = ()
    skips_holidays: bool = False
    clock_change: ClockChange | None = None  # None: ask
    name: str = ""  # what those do, where others do something else
    others: tuple[Numbers, ...] = ()  # further positions

    @property
    def positions(self) -> tuple[Numbers, ...]:
        return (Numbers(self.name, self.minimum, self.maximum), *self.others)

    @property
    def is_series(self) -> bool:
        return self.weeks > 1 or self.repeats is not None or bool(self.also_on)

    @property
    def is_endless(self) -> bool:
        return self.repeats is not None and self.repeats.is_endless

    @property
    def rule(self) -> str:
        """As an RRULE."""
        if self.repeats is None:
            return f"FREQ=WEEKLY;COUNT={self.weeks}"
        return self.repeats.text(self.on)


def dates_of(wish: Wish, *, limits: PlanLimits, today: date, off: Mapping[date, str]) -> Dates:
    """The days of a wish; of one without an end, those as far as the horizon.

    Args:
        off: holidays and closing days with their names, where these are to be left out.
    """
    through = limits.horizon(today) if wish.is_endless else limits.latest(today)
    most = (through - wish.on).days if wish.is_endless else limits.series_most
    days = days_of(wish.rule, wish.on, wish.on, through, max(0, most))
    off = off if wish.skips_holidays else {}
    return choose(days, off=off, not_on=wish.not_on, also_on=wish.also_on)


def reasons_against_plan(
    wish: Wish,
    *,
    limits: PlanLimits,
    now: datetime,
    zone: ZoneInfo,
    off: Mapping[date, str] | None = None,
) -> list[Reason]:
    """Why a window cannot be planned. An end at or before the start means the next day."""
    found = [
        reason
        for one in wish.positions
        for reason in reasons_against_places(
            minimum=one.minimum, maximum=one.maximum, taken=0, limits=limits
        )
    ]
    reasons = [one for number, one in enumerate(found) if one not in found[:number]]
    reasons += reasons_against_names([one.name for one in wish.positions])
    against = _rule_problems(wish, limits)
    return reasons + (against or _day_problems(wish, limits, now, zone, off or {}))


def _rule_problems(wish: Wish, limits: PlanLimits) -> list[Reason]:
    """Whether a rule says when it ends, and can be read at all."""
    rule = wish.repeats
    counts = [wish.weeks] if rule is None else [rule.every]
    counts += [rule.times] if rule is not None and rule.times is not None else []
    if any(not 1 <= count <= limits.series_most for count in counts):
        return [Reason("series_too_long", {"most": limits.series_most})]
    if rule is None:
        return []
    if rule.ends != 1:
        return [Reason("series_without_end" if not rule.ends else "series_two_ends")]
    if rule.until is not None and rule.until < wish.on:
        return [Reason("series_backwards")]
    return []


def _too_late(limits: PlanLimits, latest: date) -> Reason:
    if latest == limits.last_on:
        return Reason("plan_after_the_end", {"day": latest})
    return Reason("plan_too_far", {"months": limits.months_ahead})


def _day_problems(
    wish: Wish, limits: PlanLimits, now: datetime, zone: ZoneInfo, off: Mapping[date, str]
) -> list[Reason]:
    today = now.astimezone(zone).date()
    latest = limits.latest(today)
    extra = wish.also_on or (wish.on,)
    if wish.on < today or min(extra) < today:
        return [Reason("plan_in_the_past")]
    until = (wish.repeats and wish.repeats.until) or wish.on
    if max(wish.on, until, *extra) > latest or _goes_beyond(wish, latest):
        return [_too_late(limits, latest)]
    if wish.starts == wish.ends:
        return [Reason("no_length")]
    dates = dates_of(wish, limits=limits, today=today, off=off)
    if not wish.is_endless and len(dates.held) > limits.series_most:
        return [Reason("series_too_long", {"most": limits.series_most})]
    if not dates.held:
        return [Reason("series_empty")]
    if wish.clock_change is None and (strange := _strange_ahead(wish, dates, latest, zone)):
        return [
            Reason("strange_hour", {"day": on, "time": f"{clock:%H:%M}"}) for on, clock in strange
        ]
    starts_at, ends_at = window(dates.held[0], wish.starts, wish.ends, zone)
    if starts_at <= now:
        return [Reason("plan_in_the_past")]
    if ends_at - starts_at > timedelta(hours=limits.hours_most):
        return [Reason("shift_too_long", {"hours": limits.hours_most})]
    return []


def _goes_beyond(wish: Wish, latest: date) -> bool:
    """Whether a rule that ends after so many times still runs after the last day."""
    times = wish.weeks if wish.repeats is None else wish.repeats.times
    if times is None:
        return False
    return len(days_of(wish.rule, wish.on, wish.on, latest, times)) < times


def _strange_ahead(
    wish: Wish, dates: Dates, latest: date, zone: ZoneInfo
) -> list[tuple[date, time]]:
    """Strange hours of a wish; of one without an end, on every day that may be planned."""
    if not wish.is_endless:
        return strange_hours(wish, dates.held, zone)
    far = days_of(wish.rule, wish.on, wish.on, latest, (latest - wish.on).days)
    return strange_hours(wish, [day for day in far if day not in dates.left_out], zone)[:2]


def strange_hours(wish: Wish, days: Iterable[date], zone: ZoneInfo) -> list[tuple[date, time]]:
    """Every start or end of a wish, on any of some days, that its clock does not name once."""
    return [
        (on, clock)
        for day in days
        for on, clock in edges(day, wish.starts, wish.ends)
        if is_strange(on, clock, zone)
    ]


def edges(on: date, starts: time, ends: time) -> tuple[tuple[date, time], tuple[date, time]]:
    """A window's start and end in wall time; an end not after the start is the next day's."""
    return (on, starts), (on + timedelta(days=0 if ends > starts else 1), ends)


def without_strange(
    days: Iterable[date], starts: time, ends: time, zone: ZoneInfo, choice: str
) -> list[date]:
    """The days on which a session is held, where strange nights are to be left out."""
    if choice != ClockChange.LEAVE_OUT:
        return list(days)
    return [
        day
        for day in days
        if not any(is_strange(on, clock, zone) for on, clock in edges(day, starts, ends))
    ]


def is_strange(on: date, clock: time, zone: ZoneInfo) -> bool:
    """Whether a wall time does not exist on a day, or exists twice (daylight saving)."""
    first = datetime.combine(on, clock, zone)
    second = first.replace(fold=1)
    return first.utcoffset() != second.utcoffset()


def window(on: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments of a wall-clock window, in UTC; an end not after the start is the next day."""
    last = on if ends > starts else on + timedelta(days=1)
    begin = datetime.combine(on, starts, zone).astimezone(UTC)
    end = datetime.combine(last, ends, zone).astimezone(UTC)
    if end <= begin:  # the night leaps over the start: it lasts as long as on other days
        end = begin + (datetime.combine(last, ends) - datetime.combine(on, starts))
    return begin, end


def reasons_against_places(
    *, minimum: int, maximum: int, taken: int, limits: PlanLimits
) -> list[Reason]:
    """Why the numbers of a planned shift cannot become these; never below who comes already."""
    reasons = []
    if minimum < 1 or maximum < minimum:
        reasons.append(Reason("places_backwards"))
    if maximum > limits.places_most:
        reasons.append(Reason("places_too_many", {"most": limits.places_most}))
    if maximum < taken:
        reasons.append(Reason("places_below_taken", {"taken": taken}))
    return reasons


def reasons_against_closing(
    *, now: datetime, until: datetime | None, latest: datetime
) -> list[Reason]:
    """Why a place cannot be closed until then. `latest` is as far as may be planned."""
    if until is not None and until <= now:
        return [Reason("closure_backwards")]
    if until is not None and until > latest:
        return [Reason("closure_too_long")]
    return []


def reasons_against_changing(state: str, starts_at: datetime, now: datetime) -> list[Reason]:
    """Why a shift cannot be changed or cancelled any more."""
    if state == ShiftState.CANCELLED:
        return [Reason("shift_already_cancelled")]
    return [Reason("shift_has_begun")] if starts_at <= now else []


def moment_near(clock: time, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a wall time on a shift: on its first day, or the next day after midnight.

    A time more than half a day before the start belongs to the next day.
    """
    day = starts_at.astimezone(zone).date()
    first = datetime.combine(day, clock, zone)
    if first < starts_at - timedelta(hours=12):
        first = datetime.combine(day + timedelta(days=1), clock, zone)
    return first.astimezone(UTC)
