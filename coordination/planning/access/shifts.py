"""What the page of a session may show to whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from coordination.activities.models import Activity
from coordination.arrangements.access import (
    Contact,
    Record,
    contact_for,
    may,
    records_of,
    sees_names,
    today_at,
)
from coordination.arrangements.words import TASKS
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftCancelReason, ShiftState, reasons_against_changing
from coordination.signups.access import closed_shifts
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelReason, SignUpState
from coordination.signups.words import CANCEL_REASONS, STATES, heads_of
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task
from volunteers.people.models import Person

TASKS_NAMED = (Task.SCHEDULE, Task.MATCH, Task.HOST, Task.RECORD)
"""Whose they are is printed on a session's page."""


class Comer(NamedTuple):
    """One person on a session, with what one may see and do about it."""

    sign_up: SignUp
    name: str
    phone: str
    state: str
    may_note_call: bool = False
    may_answer: bool = False
    may_undo: bool = False


@dataclass(frozen=True)
class ShiftPage:
    """A session for one reader. What is not allowed is simply not in it."""

    shift: Shift
    record: Record
    sees_names: bool
    is_closed: bool
    contact: Contact
    holders: list[tuple[str, str]]  # whose each task is here
    coming: list[Comer] = field(default_factory=list)
    requests: list[Comer] = field(default_factory=list)
    gone: list[Comer] = field(default_factory=list)
    may_place: bool = False
    may_record: bool = False
    may_change: bool = False
    may_cancel: bool = False


def shift_page(actor: Actor, shift: Shift, record: Record, now: datetime) -> ShiftPage:
    """Everything about one session; eight queries for any number of people.

    Args:
        shift: loaded with `Shift.objects.for_pages()`.
        record: the activity's record as of today: it says who may act. Whom to ring follows from
            the record as of the shift's day.
    """
    activity = shift.activity
    on_the_day = records_of([activity], today_at(activity, shift.starts_at))[activity.pk]
    is_ahead = not reasons_against_changing(shift.state, shift.starts_at, now)
    is_planned = shift.state == ShiftState.PLANNED
    names = sees_names(actor, record)
    people = _people(actor, shift, record, now) if names else []
    return ShiftPage(
        shift=shift,
        record=record,
        sees_names=names,
        is_closed=bool(closed_shifts([shift])),
        contact=contact_for(on_the_day, starts_at=shift.starts_at, at=max(now, _the_day(shift))),
        holders=[(str(TASKS[task]), record.who(task)) for task in TASKS_NAMED],
        coming=[one for one in people if one.sign_up.state in _COMING],
        requests=[one for one in people if one.sign_up.state in _ASKING],
        gone=[one for one in people if one.sign_up.state == SignUpState.CANCELLED],
        may_place=is_ahead and bool(may(actor, Capability.PLACE_PEOPLE, record)),
        may_record=is_planned
        and shift.starts_at <= now
        and bool(may(actor, Capability.RECORD_ATTENDANCE, record)),
        may_change=is_ahead and bool(may(actor, Capability.PLAN_SHIFTS, record)),
        may_cancel=is_ahead and bool(reasons_to_cancel(actor, record)),
    )


_ASKING = (SignUpState.REQUESTED, SignUpState.WAITLISTED)
_COMING = (SignUpState.CONFIRMED, SignUpState.AWAITING, SignUpState.OFFERED)


def _the_day(shift: Shift) -> datetime:
    """Whom to ring is asked as on the shift's own day, not weeks before."""
    return shift.starts_at - timedelta(days=1)


def _people(actor: Actor, shift: Shift, record: Record, now: datetime) -> list[Comer]:
    rows = SignUp.objects.for_pages().filter(shift=shift)
    rows = rows.exclude(state=SignUpState.DECLINED).order_by("person__name", "pk")
    found = list(rows)
    reachable = set(
        Person.objects.visible_to(actor.user)
        .filter(pk__in={one.person_id for one in found})
        .values_list("pk", flat=True)
    )
    back = {one.person_id for one in found if one.state != SignUpState.CANCELLED}
    takes_calls = bool(may(actor, Capability.NOTE_CALL, record))
    decides = bool(may(actor, Capability.DECIDE_SIGN_UPS, record))
    latest = shift.starts_at + timedelta(hours=shift.activity.unit.area.policy.call_note_hours)
    is_planned = shift.state == ShiftState.PLANNED
    return [
        Comer(
            sign_up=one,
            name=heads_of(one.person.name, one.heads),
            phone=str(one.person.phone or "") if one.person_id in reachable else "",
            state=_state(one),
            may_note_call=takes_calls and is_planned and now < latest,
            may_answer=decides and one.state == SignUpState.REQUESTED and one.starts_at > now,
            may_undo=takes_calls and is_undoable(one, now),
        )
        for one in found
        if one.state != SignUpState.CANCELLED or one.person_id not in back
    ]


def is_undoable(sign_up: SignUp, now: datetime) -> bool:
    """Whether staff may take back what they noted: only a call, and only before the start."""
    return (
        sign_up.state == SignUpState.CANCELLED
        and sign_up.cancel_reason == CancelReason.RANG
        and sign_up.starts_at > now
    )


def _state(sign_up: SignUp) -> str:
    if sign_up.state == SignUpState.CANCELLED and sign_up.cancel_reason:
        return str(CANCEL_REASONS[CancelReason(sign_up.cancel_reason)])
    return str(STATES[SignUpState(sign_up.state)])


def reasons_to_cancel(actor: Actor, record: Record) -> tuple[ShiftCancelReason, ...]:
    """Whoever plans may cancel for any reason on the list, the unit always for safety."""
    if may(actor, Capability.PLAN_SHIFTS, record):
        return tuple(ShiftCancelReason)
    if may(actor, Capability.CANCEL_FOR_SAFETY, record):
        return (ShiftCancelReason.SAFETY,)
    return ()


def placeable(actor: Actor, shift: Shift) -> QuerySet[Person]:
    """People whom one sees and who are not on a session yet, by name."""
    on_it = SignUp.objects.live().filter(shift=shift).exclude(state=SignUpState.REQUESTED)
    people = Person.objects.visible_to(actor.user).present()
    return people.exclude(pk__in=on_it.values("person_id")).order_by("name", "pk")


def plannable(actor: Actor) -> list[Activity]:
    """Activities for which one may plan sessions now, by name; five queries for any number."""
    rows = Activity.objects.visible_to(actor.user).current()
    activities = rows.select_related("ward", "unit__area__policy").order_by("name", "pk")
    records = records_of(activities)
    return [one for one in activities if may(actor, Capability.PLAN_SHIFTS, records[one.pk])]
