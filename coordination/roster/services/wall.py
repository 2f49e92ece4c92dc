"""What a screen on the wall shows: sessions and first names, and no way to reach anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import prefetch_related_objects

from coordination.planning.access.series import off_days
from coordination.roster.rules import LARGE_LATER, LARGE_TODAY, days_that_fit
from coordination.roster.words import closing_day, comer
from coordination.shifts.models import Shift
from coordination.shifts.words import hours, long_day, still_needed
from coordination.signups.access import closed_shifts
from coordination.signups.models import SignUp
from volunteers.places.models import CareUnit


@dataclass(frozen=True)
class WallLine:
    """One session, as whoever passes by may read it."""

    time: str
    title: str
    ward: str
    names: str  # first names
    needed: str  # what is still missing, as a sentence
    is_closed: bool


@dataclass(frozen=True)
class WallDay:
    """A day with what it is called."""

    title: str
    note: str
    lines: list[WallLine]

    @property
    def rows(self) -> int:
        """How much room it takes, with its head."""
        return 1 + len(self.lines)


@dataclass(frozen=True)
class Wall:
    """Today, and the days that follow."""

    place: str
    read_at: str
    today: WallDay
    coming: list[WallDay]

    @property
    def is_much_today(self) -> bool:
        """Whether today stands in smaller type, so that all of it fits."""
        return len(self.today.lines) > LARGE_TODAY

    @property
    def is_much_later(self) -> bool:
        """Whether the coming days stand in smaller type."""
        return sum(day.rows for day in self.coming) > LARGE_LATER


def language_of(unit: CareUnit) -> str:
    """The first of the area's languages in which there are pages: nobody at a wall chooses one."""
    offered = dict(settings.LANGUAGES)
    return next((one for one in unit.area.languages if one in offered), settings.LANGUAGE_CODE)


def wall_of(unit: CareUnit, now: datetime) -> Wall:
    """The unit's sessions: of today what is not over, and as many coming days as fit; six queries.

    Args:
        unit: with `area__policy` selected.
    """
    today = now.astimezone(unit.zone).date()
    days = [today + timedelta(days=number) for number in range(unit.area.policy.wall_days)]
    shifts = _sessions(unit, days, now)
    closed, names = closed_shifts(shifts), _first_names(shifts)
    prefetch_related_objects([unit.area], "closing_days")
    off = off_days(unit.area, days[0], days[-1])
    by_day: dict[date, list[WallLine]] = defaultdict(list)
    for shift in shifts:
        line = _line(unit, shift, names[shift.pk], is_closed=shift.pk in closed)
        by_day[shift.starts_at.astimezone(unit.zone).date()].append(line)
    shown = [
        WallDay(long_day(day), closing_day(off[day]) if day in off else "", by_day[day])
        for day in days
    ]
    coming = [day for day in shown[1:] if day.lines or day.note]
    return Wall(
        place=unit.name,
        read_at=f"{now.astimezone(unit.zone):%H:%M}",
        today=shown[0],
        coming=coming[: days_that_fit(day.rows for day in coming)],
    )


def _sessions(unit: CareUnit, days: list[date], now: datetime) -> list[Shift]:
    start = datetime.combine(days[0], time(), unit.zone)
    end = datetime.combine(days[-1] + timedelta(days=1), time(), unit.zone)
    rows = Shift.objects.planned().between(start, end)
    rows = rows.filter(activity__unit=unit, ends_at__gt=now).select_related("activity__ward")
    found = list(rows.order_by("starts_at", "pk").prefetch_related("positions"))
    for shift in found:
        shift.activity.unit = unit
    return found


def _first_names(shifts: Iterable[Shift]) -> dict[int, list[str]]:
    known = {one.pk: one for one in shifts}
    found: dict[int, list[str]] = defaultdict(list)
    rows = SignUp.objects.confirmed().filter(shift_id__in=known).select_related("person")
    for one in rows.order_by("person__name", "pk"):
        one.shift = known[one.shift_id]
        found[one.shift_id].append(comer(one, one.person.first_name))
    return found


def _line(unit: CareUnit, shift: Shift, names: list[str], *, is_closed: bool) -> WallLine:
    coverage = shift.coverage
    needed = still_needed(coverage) if coverage.missing and not is_closed else ""
    return WallLine(
        time=hours(shift.starts_at, shift.ends_at, unit.zone),
        title=shift.activity.name,
        ward=shift.activity.ward.name if shift.activity.ward else "",
        names=", ".join(names),
        needed=needed,
        is_closed=is_closed,
    )
