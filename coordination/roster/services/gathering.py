"""The rows of a roster, each kind read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from coordination.activities.models import Activity
from coordination.arrangements.access import Record, records_of, sees_names
from coordination.roster.access import closures_in, days_off_in, within
from coordination.roster.rules import Window, standing
from coordination.roster.words import COLOURS, STANDINGS, closed_line, comer, of_how_many, off_line
from coordination.shifts.models import Closure, Shift
from coordination.shifts.words import hours
from coordination.signups.access import closed_shifts
from coordination.signups.models import SignUp
from volunteers.memberships.access import Actor
from volunteers.places.models import Area


@dataclass(frozen=True)
class Slot:
    """One session: when, how many come, and how that stands, as number, word and colour."""

    time: str
    count: str  # "2 of 3"; nothing where the place is closed
    word: str
    color: str
    url: str
    day: str = ""


@dataclass(frozen=True)
class Gathered:
    """Activities with their sessions in a window, for one reader."""

    actor: Actor
    now: datetime
    window: Window
    activities: Sequence[Activity]
    records: dict[int, Record]
    shifts: list[Shift]
    closed: set[int]  # ids of shifts that fall into a closure
    closures: list[Closure]
    days_off: dict[date, list[str]]
    comers: dict[int, list[str]] = field(default_factory=dict)  # by shift, where names are asked

    @property
    def zone(self) -> ZoneInfo:
        return self.actor.zone

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def notes(self) -> list[str]:
        """Closed places and days off, each by name."""
        lines = [closed_line(one, one.unit.zone) for one in self.closures]
        return [*lines, *(off_line(day, names) for day, names in self.days_off.items())]

    @property
    def uncovered(self) -> int:
        """Sessions that still need somebody."""
        ahead = [one for one in self.shifts if one.ends_at > self.now and one.pk not in self.closed]
        return sum(1 for shift in ahead if shift.coverage.missing)

    @property
    def sees_names(self) -> bool:
        """Whether the reader may read who comes, anywhere on this roster."""
        return any(sees_names(self.actor, one) for one in self.records.values())

    def place_of(self, activity: Activity, *, with_unit: bool) -> str:
        """The ward, and the unit for those who look at several."""
        parts = [activity.ward.name if activity.ward else "", activity.unit.name * with_unit]
        return ", ".join(part for part in parts if part)

    def slot(self, shift: Shift, day: str = "") -> Slot:
        """A session in a few words; no query."""
        coverage = shift.coverage
        stands = standing(
            coverage.level,
            coverage.taken,
            is_closed=shift.pk in self.closed,
            is_over=shift.ends_at <= self.now,
        )
        return Slot(
            time=hours(shift.starts_at, shift.ends_at, shift.activity.unit.zone),
            count="" if shift.pk in self.closed else of_how_many(coverage),
            word=str(STANDINGS[stands]),
            color=COLOURS.get(stands, "neutral"),
            url=reverse("coordination:shift-detail", args=[shift.pk]),
            day=day,
        )


def day_of(shift: Shift) -> date:
    """The day on which a session begins, at its unit."""
    return shift.starts_at.astimezone(shift.activity.unit.zone).date()


def gather(
    actor: Actor,
    area: Area,
    activities: Sequence[Activity],
    window: Window,
    now: datetime,
    *,
    with_names: bool = False,
) -> Gathered:
    """Everything about some activities in a window; nine queries for any number, one more with
    names, fewer where there is nothing.

    Args:
        area: the reader's own, whose days off are named even where nothing is planned.
        activities: with `ward` and `unit__area__policy` selected.
        with_names: also who comes, where the reader may read it.
    """
    records = records_of(activities)
    shifts = _sessions(activities, window, actor.zone)
    hat = actor.membership
    units = {one.unit_id for one in activities} | ({hat.unit_id} if hat and hat.unit_id else set())
    found = Gathered(
        actor=actor,
        now=now,
        window=window,
        activities=activities,
        records=records,
        shifts=shifts,
        closed=closed_shifts(shifts),
        closures=closures_in(window, actor.zone, units),
        days_off=days_off_in(window, [area, *(one.unit.area for one in activities)]),
    )
    if with_names:
        seen = [one for one in shifts if sees_names(actor, records[one.activity_id])]
        found.comers.update(_comers(seen))
    return found


def _sessions(activities: Iterable[Activity], window: Window, zone: ZoneInfo) -> list[Shift]:
    known = {one.pk: one for one in activities}
    rows = Shift.objects.planned().filter(activity_id__in=known).between(*within(window, zone))
    found = []
    for shift in rows.order_by("starts_at", "pk").prefetch_related("positions"):
        shift.activity = known[shift.activity_id]
        if window.monday <= day_of(shift) <= window.last:
            found.append(shift)
    return found


def _comers(shifts: Sequence[Shift]) -> dict[int, list[str]]:
    known = {one.pk: one for one in shifts}
    found: dict[int, list[str]] = defaultdict(list)
    rows = SignUp.objects.holding().filter(shift_id__in=known).select_related("person")
    for one in rows.order_by("person__name", "pk"):
        one.shift = known[one.shift_id]
        found[one.shift_id].append(comer(one, one.person.name))
    return found
