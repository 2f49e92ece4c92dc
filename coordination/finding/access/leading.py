"""What a volunteer leads: for the first page, and for a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count

from coordination.activities.models import Activity, LeadingVolunteer
from coordination.arrangements.access import Contact, Record, contact_for, led_by, may, records_of
from coordination.arrangements.words import TASKS
from coordination.planning.words.activities import SessionLine, session_line
from coordination.planning.words.leading import what_one_may
from coordination.shifts.models import Shift
from coordination.signups.models import UNRECORDED, SignUp
from coordination.signups.rules import SignUpState
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task
from volunteers.people.models import Person

NEXT = 3
"""How many sessions of each activity stand on the first page."""

SHOWN = 8
"""*Ours*: how many stand on the page of its own."""


@dataclass(frozen=True)
class Led:
    """One activity in which somebody leads, with what is to be done there."""

    activity: Activity
    tasks: list[str]
    acts: list[str]
    contact: Contact
    may_plan: bool
    sessions: list[SessionLine] = field(default_factory=list)
    requests: list[tuple[SessionLine, int]] = field(default_factory=list)
    unrecorded: list[SessionLine] = field(default_factory=list)


def led(person: Person, actor: Actor, now: datetime, most: int = NEXT) -> list[Led]:
    """All that a volunteer leads now, by name; one query where that is nothing, else a dozen for
    any number.
    """
    rows = LeadingVolunteer.objects.at(now).filter(person=person).values("activity_id")
    activities = Activity.objects.current().filter(pk__in=rows).for_pages()
    found = list(activities.prefetch_related("contacts").order_by("name", "pk"))
    records = records_of(found) if found else {}
    kept = [one for one in records.values() if led_by(actor, one)]
    return _with_sessions(kept, actor, now, most) if kept else []


def _with_sessions(records: list[Record], actor: Actor, now: datetime, most: int) -> list[Led]:
    ids = [one.activity.pk for one in records]
    shifts = Shift.objects.for_pages().filter(activity__in=ids).order_by("starts_at", "pk")
    ahead = list(shifts.upcoming(now))
    asked = _asked(shift.pk for shift in ahead)
    over = shifts.planned().filter(starts_at__lte=now)
    unknown = SignUp.objects.confirmed().filter(UNRECORDED, shift__activity__in=ids)
    past = list(over.filter(pk__in=unknown.values("shift_id")))
    return [_led(one, actor, now, ahead, asked, past, most) for one in records]


def _asked(shift_ids: Iterable[int]) -> dict[int, int]:
    """How many wait for a yes or a no on each session; one query."""
    rows = SignUp.objects.filter(shift__in=list(shift_ids), state=SignUpState.REQUESTED)
    return dict(rows.order_by().values_list("shift_id").annotate(Count("pk")))


def _led(
    record: Record, actor: Actor, now: datetime, ahead: list[Shift], asked: dict[int, int],
    past: list[Shift], most: int,
) -> Led:  # fmt: skip
    activity, tasks = record.activity, led_by(actor, record)
    own = [shift for shift in ahead if shift.activity_id == activity.pk]
    over = [shift for shift in past if shift.activity_id == activity.pk]
    zone = activity.unit.zone
    decides = bool(may(actor, Capability.DECIDE_SIGN_UPS, record))
    notes = bool(may(actor, Capability.RECORD_ATTENDANCE, record))
    return Led(
        activity=activity,
        tasks=[str(TASKS[Task(task)]) for task in tasks],
        acts=what_one_may(tasks),
        contact=contact_for(record, starts_at=own[0].starts_at if own else now, at=now),
        may_plan=bool(may(actor, Capability.PLAN_SHIFTS, record)),
        sessions=[session_line(shift, zone) for shift in own[:most]],
        requests=[
            (session_line(shift, zone), asked[shift.pk]) for shift in own if shift.pk in asked
        ]
        if decides
        else [],
        unrecorded=[session_line(shift, zone) for shift in over] if notes else [],
    )
