"""What a volunteer has given: sums and lines, from attendance alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coordination.activities.models import Activity
from coordination.shifts.words import hours, long_day
from coordination.signups.models import AddedHours, Attendance, SignUp
from coordination.signups.rules import CARRIES_HOURS, AttendanceState
from coordination.signups.rules.own_hours import AddedState, DeclineReason
from coordination.signups.words.own_hours import ADDED, DECLINED
from volunteers.people.models import Person


@dataclass(frozen=True)
class Given:
    """One time that somebody came, as a list or a file tells it."""

    day: datetime
    activity: str
    activity_id: uuid.UUID  # the public one
    unit: str
    when: str
    minutes: int
    travel: int


@dataclass
class Sum:
    """Minutes of one activity, or of all."""

    name: str = ""
    unit: str = ""
    activity_id: uuid.UUID | None = None  # None: of all
    times: int = 0
    minutes: int = 0
    travel: int = 0

    def add(self, one: Given) -> None:
        self.times += 1
        self.minutes += one.minutes
        self.travel += one.travel


@dataclass
class Year:
    """What somebody gave in one year, the last first, with sums."""

    year: int
    years: list[int] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    all: Sum = field(default_factory=Sum)
    by_activity: dict[uuid.UUID, Sum] = field(default_factory=dict)


def came_of(person: Person) -> QuerySet[Attendance]:
    """Each time that somebody came and that counts, the last first, for `as_given`."""
    rows = Attendance.objects.filter(sign_up__person=person, state__in=CARRIES_HOURS, minutes__gt=0)
    return rows.select_related("sign_up__shift__activity__unit__area").order_by(
        "-sign_up__starts_at", "-pk"
    )


def year_of(person: Person, asked: int | None, now: datetime) -> Year:
    """One year of a volunteer, by the day at the care unit; the last one that has any, if not
    asked. One query for any number.
    """
    given = [as_given(row) for row in came_of(person)]
    years = sorted({one.day.year for one in given}, reverse=True)
    found = Year(asked if asked in years else (years or [now.year])[0], years)
    for one in given:
        if one.day.year == found.year:
            found.given.append(one)
            found.all.add(one)
            empty = Sum(one.activity, one.unit, one.activity_id)
            found.by_activity.setdefault(one.activity_id, empty).add(one)
    return found


def as_given(row: Attendance) -> Given:
    """One time of `came_of`: minutes and travel count every head of a group. No query."""
    shift = row.sign_up.shift
    zone = shift.activity.unit.zone
    start, end = row.came_at or row.sign_up.starts_at, row.left_at or row.sign_up.ends_at
    return Given(
        day=start.astimezone(zone),
        activity=shift.activity.name,
        activity_id=shift.activity.public_id,
        unit=shift.activity.unit.name,
        when=hours(start, end, zone),
        minutes=row.minutes * row.heads,
        travel=row.travel_minutes * row.heads,
    )


def unrecorded_of(person: Person, since: datetime, now: datetime) -> QuerySet[SignUp]:
    """Where one had a place and nobody has said whether one came, and one has not either."""
    rows = SignUp.objects.for_pages().confirmed().filter(person=person, ends_at__lte=now)
    unknown = rows.filter(attendance__isnull=True) | rows.filter(
        attendance__state=AttendanceState.NOT_YET_KNOWN
    )
    return unknown.filter(starts_at__gt=since).order_by("-starts_at", "-pk")


def activities_of(person: Person, since: datetime) -> QuerySet[Activity]:
    """Where one can add hours: wherever one had a place."""
    rows = SignUp.objects.confirmed().filter(person=person, starts_at__gt=since)
    ids = rows.values("shift__activity_id")
    found = Activity.objects.filter(pk__in=ids).select_related("unit__area__policy")
    return found.order_by("name", "pk")


@dataclass(frozen=True)
class Added:
    """Hours that were added, as either side reads them."""

    row: AddedHours
    when: str
    state: str
    reason: str
    is_waiting: bool


def added(rows: Iterable[AddedHours]) -> list[Added]:
    """In words; no query."""
    return [_added(row) for row in rows]


def _added(row: AddedHours) -> Added:
    zone = row.activity.unit.zone
    day = long_day(row.starts_at.astimezone(zone).date())
    times = hours(row.starts_at, row.ends_at, zone)
    return Added(
        row=row,
        when=_("%(day)s, %(times)s") % {"day": day, "times": times},
        state=str(ADDED[AddedState(row.state)]),
        reason=str(DECLINED[DeclineReason(row.decline_reason)]) if row.decline_reason else "",
        is_waiting=row.state == AddedState.WAITING,
    )
