"""Shifts, series and closures: what can be planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from careshare.errors import Reason


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


@dataclass(frozen=True)
class Wish:
    """A planned window in the unit's wall time, once or every week."""

    on: date
    starts: time
    ends: time
    minimum: int
    maximum: int
    weeks: int = 1


def reasons_against_plan(
    wish: Wish, *, limits: PlanLimits, now: datetime, zone: ZoneInfo
) -> list[Reason]:
    """Why a window cannot be planned. An end at or before the start means the next day."""
    reasons = []
    if wish.minimum < 1 or wish.maximum < wish.minimum:
        reasons.append(Reason("places_backwards"))
    if wish.maximum > limits.places_most:
        reasons.append(Reason("places_too_many", {"most": limits.places_most}))
    if not 1 <= wish.weeks <= limits.series_most:
        reasons.append(Reason("series_too_long", {"most": limits.series_most}))
    else:
        reasons += _day_problems(wish, limits=limits, now=now, zone=zone)
    return reasons


def _day_problems(wish: Wish, *, limits: PlanLimits, now: datetime, zone: ZoneInfo) -> list[Reason]:
    today = now.astimezone(zone).date()
    latest = today + timedelta(days=DAYS_A_MONTH * limits.months_ahead)
    if wish.on < today:
        return [Reason("plan_in_the_past")]
    if wish.on > latest or wish.on + timedelta(weeks=wish.weeks - 1) > latest:
        return [Reason("plan_too_far", {"months": limits.months_ahead})]
    if wish.starts == wish.ends:
        return [Reason("no_length")]
    strange = strange_hours(wish, zone)
    if strange:
        return [
            Reason("strange_hour", {"day": on, "time": f"{clock:%H:%M}"}) for on, clock in strange
        ]
    starts_at, ends_at = window(wish.on, wish.starts, wish.ends, zone)
    if starts_at <= now:
        return [Reason("plan_in_the_past")]
    if ends_at - starts_at > timedelta(hours=limits.hours_most):
        return [Reason("shift_too_long", {"hours": limits.hours_most})]
    return []


def strange_hours(wish: Wish, zone: ZoneInfo) -> list[tuple[date, time]]:
    """Every start or end of a wish, in any week, that its clock does not name exactly once."""
    overnight = timedelta(days=0 if wish.ends > wish.starts else 1)
    moments = [
        moment
        for on in weekly_days(wish.on, wish.weeks)
        for moment in ((on, wish.starts), (on + overnight, wish.ends))
    ]
    return [(on, clock) for on, clock in moments if is_strange(on, clock, zone)]


def is_strange(on: date, clock: time, zone: ZoneInfo) -> bool:
    """Whether a wall time does not exist on a day, or exists twice (daylight saving)."""
    first = datetime.combine(on, clock, zone)
    second = first.replace(fold=1)
    return first.utcoffset() != second.utcoffset()


def window(on: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments of a wall-clock window, in UTC; an end not after the start is the next day."""
    last = on if ends > starts else on + timedelta(days=1)
    begin = datetime.combine(on, starts, zone).astimezone(UTC)
    return begin, datetime.combine(last, ends, zone).astimezone(UTC)


def weekly_days(first: date, weeks: int) -> list[date]:
    """The days of a weekly series."""
    return [first + timedelta(weeks=week) for week in range(weeks)]


@dataclass(frozen=True)
class Coverage:
    """How full something is, in heads. Addable, so that a week is the sum of its shifts."""

    taken: int = 0
    minimum: int = 0
    maximum: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.taken + other.taken,
            self.minimum + other.minimum,
            self.maximum + other.maximum,
        )

    @property
    def missing(self) -> int:
        """Heads that are still needed to reach the minimum."""
        return max(0, self.minimum - self.taken)

    @property
    def wanted(self) -> int:
        """What "2 of 3" counts against: how many are needed, or come where that is more."""
        return max(self.minimum, self.taken)

    @property
    def free(self) -> int:
        """Heads that still fit."""
        return max(0, self.maximum - self.taken)

    @property
    def level(self) -> str:
        """`full` when nobody is needed, `some` when a part is there, `nobody` when none is."""
        if not self.missing:
            return "full"
        return "some" if self.taken else "nobody"


def total(parts: Iterable[Coverage]) -> Coverage:
    """The sum; nothing adds up to an empty coverage."""
    return sum(parts, Coverage())


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
