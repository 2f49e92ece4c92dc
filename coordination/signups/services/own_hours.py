"""Hours that a volunteer adds, and the answer. Approving writes attendance, and nothing else."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.shifts.models import Position, Shift
from coordination.signups.models import UNRECORDED, AddedHours, Attendance, SignUp
from coordination.signups.rules import CARRIES_HOURS, AttendanceState, SignUpState, Via
from coordination.signups.rules.attendance import AttendedVia, stayed
from coordination.signups.rules.own_hours import (
    AddedState,
    DeclineReason,
    reasons_against_adding,
)
from coordination.signups.services.noting import attendance_noted
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


def _against(row: AddedHours, now: datetime) -> list[Reason]:
    policy = row.activity.unit.area.policy
    known = Attendance.objects.filter(
        Q(came_at__lt=row.ends_at, left_at__gt=row.starts_at)
        | Q(came_at=None, sign_up__starts_at__lt=row.ends_at, sign_up__ends_at__gt=row.starts_at),
        sign_up__person=row.person, state__in=CARRIES_HOURS, minutes__gt=0,
    )  # fmt: skip
    waiting = AddedHours.objects.waiting().filter(person=row.person).exclude(pk=row.pk)
    return reasons_against_adding(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        # What was in time when it was added stays so however long the answer takes.
        now=now if row.pk is None else max(row.made_at, row.ends_at),
        hours_most=policy.shift_hours_most,
        days_back=policy.own_hours_days,
        is_counted=known.exists(),
        waits=row.pk is None and waiting.within(row.starts_at, row.ends_at).exists(),
    )


@transaction.atomic
def add_hours(
    *, person: Person, activity: Activity, starts_at: datetime, ends_at: datetime,
    travel_minutes: int, form_uuid: uuid.UUID, user: Any, now: datetime,
) -> AddedHours:  # fmt: skip
    """A volunteer says what nobody recorded. A second press gives the same row.

    Locks the person. About seven statements.

    Raises:
        Refused: a time that cannot be, too long ago, or counted already.
    """
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    known = AddedHours.objects.filter(form_uuid=form_uuid, person=person).first()
    if known is not None:
        return known
    row = AddedHours(
        person=person, activity=activity, starts_at=starts_at, ends_at=ends_at,
        travel_minutes=travel_minutes, form_uuid=form_uuid, made_at=now,
    )  # fmt: skip
    refuse_if(_against(row, now))
    row.save()
    audit(actor=user, action="hours.added", subject=row, activity_id=activity.pk, at=now)
    return row


def _locked(row: AddedHours) -> AddedHours:
    """The person first, then the row."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=row.person_id)
    rows = AddedHours.objects.select_for_update(of=("self",))
    return rows.select_related("person", "activity__unit__area__policy").get(pk=row.pk)


def _answer(row: AddedHours, state: AddedState, user: Any, now: datetime, side: str = "") -> None:
    row.state, row.answered_at, row.answered_by = state, now, user
    row.version += 1
    row.save()
    audit(actor=user, action=f"hours.{state}", subject=row, task=Task.RECORD, side=side,
          activity_id=row.activity_id, at=now)  # fmt: skip


@transaction.atomic
def take_hours_back(*, row: AddedHours, user: Any, now: datetime) -> AddedHours:
    """The volunteer no longer wants them counted. A second press changes nothing. Locks both.

    Raises:
        Refused: somebody has answered meanwhile.
    """
    row = _locked(row)
    if row.state == AddedState.WAITING:
        _answer(row, AddedState.TAKEN_BACK, user, now)
    elif row.state != AddedState.TAKEN_BACK:
        raise Refused(Reason("hours_answered_already"))
    return row


@transaction.atomic
def decline_hours(
    *, row: AddedHours, reason: DeclineReason, user: Any, side: str, now: datetime
) -> AddedHours:
    """Not counted, with a reason, which the volunteer is told. A second press changes nothing.

    Raises:
        Refused: somebody has answered otherwise meanwhile.
    """
    row = _locked(row)
    if row.state == AddedState.DECLINED:
        return row
    if row.state != AddedState.WAITING:
        raise Refused(Reason("hours_answered_already"))
    row.decline_reason = reason
    _answer(row, AddedState.DECLINED, user, now, side)
    record_event(
        name="hours.declined",
        cause="addedhours",
        cause_id=row.pk,
        cause_version=row.version,
        now=now,
    )
    return row


@transaction.atomic
def approve_hours(*, row: AddedHours, user: Any, side: str, now: datetime) -> AddedHours:
    """Count them: as attendance of a session there, else of one that is put down afterwards.

    Such a session needs nobody (minimum 0), so that no coverage changes. Locks the person, then
    the row. About 14 statements. A second press changes nothing.

    Raises:
        Refused: somebody has answered otherwise, or the time is counted already.
    """
    row = _locked(row)
    if row.state == AddedState.APPROVED:
        return row
    if row.state != AddedState.WAITING:
        raise Refused(Reason("hours_answered_already"))
    refuse_if(_against(row, now))
    row.attendance = _attendance(row, user=user, side=side, now=now)
    _answer(row, AddedState.APPROVED, user, now, side)
    return row


def _attendance(row: AddedHours, *, user: Any, side: str, now: datetime) -> Attendance:
    mine = SignUp.objects.overlapping(row.person_id, row.starts_at, row.ends_at)
    mine = mine.filter(UNRECORDED, shift__activity_id=row.activity_id)
    sign_up = mine.order_by("starts_at", "pk").first() or _afterwards(row, user, now)
    grace = row.activity.unit.area.policy.check_in_grace_minutes
    state, _minutes = stayed(
        row.starts_at, row.ends_at, starts_at=sign_up.starts_at, ends_at=sign_up.ends_at,
        grace_minutes=grace,
    )  # fmt: skip
    known = Attendance.objects.filter(sign_up=sign_up).first()
    values: dict[str, Any] = {
        "state": AttendanceState(state),
        "heads": sign_up.heads,
        "came_at": row.starts_at,
        "left_at": row.ends_at,
        "minutes": row.minutes,
        "travel_minutes": row.travel_minutes,
        "recorded_by": user,
        "recorded_for": side,
        "via": AttendedVia.ADDED,
        "recorded_at": now,
        "version": known.version + 1 if known else 1,
    }
    attendance, _is_new = Attendance.objects.update_or_create(sign_up=sign_up, defaults=values)
    attendance.sign_up = sign_up
    sign_up.shift.activity = row.activity
    attendance_noted(attendance, now)
    return attendance


def _afterwards(row: AddedHours, user: Any, now: datetime) -> SignUp:
    """A session that nobody had planned, with this one volunteer.

    Raises:
        Refused: the volunteer had a place elsewhere at that time.
    """
    if SignUp.objects.overlapping(row.person_id, row.starts_at, row.ends_at).exists():
        raise Refused(Reason("hours_elsewhere"))
    shift = Shift.objects.create(
        activity=row.activity, starts_at=row.starts_at, ends_at=row.ends_at, planned_at=now
    )
    heads = row.person.heads
    position = Position.objects.create(shift=shift, minimum=0, maximum=heads)
    return SignUp.objects.create(
        shift=shift, position=position, person=row.person, heads=heads,
        state=SignUpState.CONFIRMED, starts_at=row.starts_at, ends_at=row.ends_at,
        via=Via.ADDED, made_by=user, made_at=now,
    )  # fmt: skip
