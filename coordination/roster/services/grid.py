"""The roster as a table: a row for each activity, a column for each day or week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from coordination.planning.words.board import Chip, record_chip
from coordination.roster.rules import WEEK, View, monday_of
from coordination.roster.services.gathering import Gathered, Slot, day_of
from coordination.roster.words import day_title, week_days, week_title
from coordination.shifts.models import Shift
from coordination.shifts.words import short_day


@dataclass(frozen=True)
class Column:
    """A day or a week."""

    title: str
    sub: str
    is_today: bool
    notes: list[str]  # days off in it, by name

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.title, self.sub) if part)


@dataclass(frozen=True)
class Cell:
    """What an activity has in a column."""

    label: str  # the column, for a narrow screen that has none
    is_today: bool
    slots: list[Slot]


@dataclass(frozen=True)
class Row:
    """One activity."""

    title: str
    sub: str
    url: str
    chip: Chip
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """The whole table."""

    columns: list[Column]
    rows: list[Row]


def grid_of(found: Gathered, view: View, *, with_unit: bool) -> Grid:
    """The table of a window; no query.

    Args:
        with_unit: whether each row names its care unit.
    """
    starts = found.window.mondays if view == View.WEEKS else found.window.days
    length = WEEK if view == View.WEEKS else timedelta(days=1)
    columns = [_column(found, start, length) for start in starts]
    sessions: dict[int, dict[date, list[Shift]]] = defaultdict(lambda: defaultdict(list))
    for shift in found.shifts:
        day = day_of(shift)
        start = monday_of(day) if view == View.WEEKS else day
        sessions[shift.activity_id][start].append(shift)
    rows = [
        Row(
            title=activity.name,
            sub=found.place_of(activity, with_unit=with_unit),
            url=reverse("coordination:activity-detail", args=[activity.pk]),
            chip=record_chip(found.records[activity.pk]),
            cells=[
                Cell(
                    label=column.label,
                    is_today=column.is_today,
                    slots=_slots(found, sessions[activity.pk].get(start, ()), view),
                )
                for column, start in zip(columns, starts, strict=True)
            ],
        )
        for activity in found.activities
        if activity.pk in sessions
    ]
    return Grid(columns, rows)


def _column(found: Gathered, start: date, length: timedelta) -> Column:
    days = [start + timedelta(days=number) for number in range(length.days)]
    is_week = len(days) > 1
    return Column(
        title=week_title(start) if is_week else day_title(start),
        sub=week_days(start, days[-1]) if is_week else "",
        is_today=found.today in days,
        notes=[
            f"{short_day(day)}: {name}" if is_week else name
            for day in days
            for name in found.days_off.get(day, ())
        ],
    )


def _slots(found: Gathered, shifts: Iterable[Shift], view: View) -> list[Slot]:
    return [
        found.slot(shift, day_title(day_of(shift)) if view == View.WEEKS else "")
        for shift in shifts
    ]
