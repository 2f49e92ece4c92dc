"""The rows that Today reads, each kind once, for one user under one role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, Verdict, may, records_of
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import Case
from coordination.planning.access.endings import may_choose_owners
from coordination.planning.access.waiting import Staff, attendance_case
from coordination.shifts.models import Closure, Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.access import closed_shifts
from coordination.signups.models import (
    NOT_KNOWN,
    NOT_LEFT,
    UNRECORDED,
    AddedHours,
    Raised,
    Reached,
    SignUp,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, allows

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Scene:
    """Activities of one's side with their records, this week's sessions and who comes today."""

    actor: Actor
    now: datetime
    zone: ZoneInfo
    activities: dict[int, Activity]
    records: dict[int, Record]
    shifts: list[Shift]  # planned, of this calendar week and of the seven days ahead
    unrecorded: list[Shift]  # over, somebody's attendance open, and one may record it
    closed: set[int]  # ids of shifts that fall into a closure
    coming: dict[int, list[SignUp]] = field(default_factory=dict)  # today's, by shift

    @property
    def current(self) -> dict[int, Activity]:
        """The activities that go on: of an ended one only its hours are still to be seen to."""
        return {pk: one for pk, one in self.activities.items() if one.state != ActivityState.ENDED}

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    @property
    def todays(self) -> list[Shift]:
        return [shift for shift in self.shifts if self.day_of(shift) == self.today]

    @property
    def own_side(self) -> str:
        """How one's own side is called."""
        hat = self.actor.membership
        return str(hat.scope) if hat else ""

    @cached_property
    def staff(self) -> Staff:
        """Who there is at each side; one query."""
        return Staff(self.records.values(), self.now)

    @cached_property
    def unsettled(self) -> list[Ending]:
        """Notices after which nothing was agreed, where one may choose who takes over.

        While a proposal waits that was made since, there is nothing to choose: it is to be
        answered. Four queries at most, one where nobody gave notice, none where one chooses
        nowhere.
        """
        asked = [pk for pk in self.current if may_choose_owners(self.actor, self.records[pk])]
        if not asked:
            return []
        since = Version.objects.open_at(self.now).filter(
            activity=OuterRef("activity"), proposed_at__gte=OuterRef("given_at")
        )
        rows = Ending.objects.unsettled().filter(~Exists(since), activity__in=asked)
        rows = rows.select_related("version").order_by("ends_on", "pk")
        return list(rows.prefetch_related("version__responsibilities__parties__organisation"))

    def case(self, case: Case, activity_id: int) -> Case:
        """The same case, without the steps at which nobody would hear of it."""
        return self.staff.case(case, self.records[activity_id])

    def day_of(self, shift: Shift) -> date:
        """The day on which a session begins, at its unit."""
        return shift.starts_at.astimezone(shift.activity.unit.zone).date()

    def may(self, capability: Capability, activity_id: int) -> bool:
        """Whether one may do something on an activity now; no query."""
        return bool(may(self.actor, capability, self.records[activity_id]))

    def verdict(self, capability: Capability, activity_id: int, case: Case) -> Verdict:
        """The same for one case, in which one may perhaps step in; no query after the first."""
        record = self.records[activity_id]
        case = self.case(case, activity_id)
        return may(self.actor, capability, record, case=case, now=self.now)

    def where(self, *capabilities: Capability) -> list[int]:
        """Ids of the activities on which one may do any of these."""
        return [pk for pk in self.activities if any(self.may(one, pk) for one in capabilities)]


def activities_of(actor: Actor) -> QuerySet[Activity]:
    """The activities of one's side, at the unit or those whose record names one: the current ones,
    and of those that have ended the ones whose hours are still open, or where somebody told of
    something that nobody has closed.
    """
    unknown = SignUp.objects.confirmed().filter(UNRECORDED, shift__activity=OuterRef("pk"))
    unknown = unknown.filter(shift__state=ShiftState.PLANNED)
    added = AddedHours.objects.waiting().filter(activity=OuterRef("pk"))
    said = Raised.objects.open().filter(activity=OuterRef("pk"))
    rows = Activity.objects.visible_to(actor.user).of_side(actor.membership)
    return rows.filter(
        ~Q(state=ActivityState.ENDED) | Exists(unknown) | Exists(added) | Exists(said)
    )


def scene_of(actor: Actor, now: datetime) -> Scene:
    """Everything that Today needs about activities and sessions; twelve queries for any number."""
    rows = activities_of(actor).select_related("type", "ward", "unit__area__policy")
    activities = {one.pk: one for one in rows.prefetch_related("contacts").order_by("name", "pk")}
    scene = Scene(
        actor=actor,
        now=now,
        zone=actor.zone,
        activities=activities,
        records=records_of(activities.values()),
        shifts=[],
        unrecorded=[],
        closed=set(),
    )
    scene.shifts.extend(_with_activity(scene, _near(scene)))
    scene.unrecorded.extend(
        shift
        for shift in _with_activity(scene, _unrecorded(scene))
        if scene.verdict(Capability.RECORD_ATTENDANCE, shift.activity_id, attendance_case(shift))
    )
    scene.closed.update(closed_shifts([*scene.shifts, *scene.unrecorded]))
    scene.coming.update(_coming(scene.todays, now))
    return scene


def _near(scene: Scene) -> QuerySet[Shift]:
    start = datetime.combine(scene.monday, time(), scene.zone)
    end = max(start + WEEK, scene.now + WEEK) + timedelta(days=1)  # units in another zone
    rows = Shift.objects.planned().filter(activity_id__in=scene.activities)
    rows = rows.between(start - timedelta(days=1), end)
    return rows.order_by("starts_at", "pk").prefetch_related("positions")


def _unrecorded(scene: Scene) -> QuerySet[Shift]:
    """With `is_unknown`: of somebody it is not known whether she came; and `not_left`: of how many
    who came it is not known until when.
    """
    role = scene.actor.role
    ids = scene.activities if role and allows(role, Capability.RECORD_ATTENDANCE) else []
    had_place = SignUp.objects.confirmed().filter(shift=OuterRef("pk")).order_by()
    not_left = had_place.filter(NOT_LEFT).values("shift").annotate(n=Count("pk")).values("n")
    rows = Shift.objects.planned().filter(activity_id__in=ids, ends_at__lte=scene.now)
    rows = rows.filter(Exists(had_place.filter(UNRECORDED)))
    return rows.annotate(
        is_unknown=Exists(had_place.filter(NOT_KNOWN)), not_left=Coalesce(Subquery(not_left), 0)
    ).order_by("-starts_at")


def _with_activity(scene: Scene, shifts: Iterable[Shift]) -> list[Shift]:
    """Give each session the activity that is in hand already."""
    found = list(shifts)
    for shift in found:
        shift.activity = scene.activities[shift.activity_id]
    return found


def _coming(shifts: Iterable[Shift], now: datetime) -> dict[int, list[SignUp]]:
    """With `is_reached`: told by telephone that the place is closed, as it is now."""
    found: dict[int, list[SignUp]] = defaultdict(list)
    rows = SignUp.objects.confirmed().filter(shift__in=list(shifts)).select_related("person")
    told = Reached.objects.filter(sign_up=OuterRef("pk"), reached_at__isnull=False)
    told = told.filter(closure__in=Closure.objects.open_at(now))
    rows = rows.annotate(is_reached=Exists(told))
    for one in rows.order_by("person__name", "pk"):
        found[one.shift_id].append(one)
    return found
