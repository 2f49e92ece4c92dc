"""What a session is, for those who sign up: closed or not, how it reads, where there is room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from coordination.shifts.models import Closure, Position, Shift
from coordination.shifts.words import hours, short_day


def closed_shifts(shifts: Iterable[Shift]) -> set[int]:
    """Ids of shifts that fall into a closure of their unit or ward; one query."""
    shifts = list(shifts)
    if not shifts:
        return set()
    closures = list(
        Closure.objects.touching(
            min(shift.starts_at for shift in shifts), max(shift.ends_at for shift in shifts)
        ).filter(unit_id__in={shift.activity.unit_id for shift in shifts})
    )
    return {shift.pk for shift in shifts if any(_covers(one, shift) for one in closures)}


def _covers(closure: Closure, shift: Shift) -> bool:
    ends = [moment for moment in (closure.ends_at, closure.reopened_at) if moment is not None]
    return (
        closure.unit_id == shift.activity.unit_id
        and closure.ward_id in (None, shift.activity.ward_id)
        and closure.starts_at < shift.ends_at
        and all(moment > shift.starts_at for moment in ends)
    )


def roomiest(shift: Shift) -> Position:
    """The position with most free places; from the prefetched ones."""
    return max(shift.positions.all(), key=lambda position: position.coverage.free)


def when(shift: Shift) -> str:
    """A shift's day and time at its unit, in the active language: "Thu 26 Nov, 17:00–18:00"."""
    zone = shift.activity.unit.zone
    day = short_day(shift.starts_at.astimezone(zone).date())
    return f"{day}, {hours(shift.starts_at, shift.ends_at, zone)}"


def moment(at: datetime, shift: Shift) -> str:
    """A moment at the shift's unit, in the active language: "Thu 26 Nov, 17:00"."""
    local = at.astimezone(shift.activity.unit.zone)
    return f"{short_day(local.date())}, {local:%H:%M}"
