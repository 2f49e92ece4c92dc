"""Checking in and out by the volunteer, and what follows when somebody forgot to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.once import check_version
from coordination.signups.models import Attendance, SignUp, Tablet
from coordination.signups.rules import AttendanceState
from coordination.signups.rules.attendance import (
    AttendedVia,
    can_be_said_again,
    is_under_way,
    off_by,
    reasons_against_check_in,
    reasons_against_leaving,
    stayed,
    whole_minute,
)
from coordination.signups.services.noting import attendance_noted
from coordination.signups.words.own_hours import travel_text
from volunteers.memberships.rules import Task


def _locked(sign_up: SignUp) -> tuple[SignUp, Attendance | None]:
    rows = SignUp.objects.for_pages().select_for_update(of=("self",))
    sign_up = rows.get(pk=sign_up.pk)
    return sign_up, Attendance.objects.filter(sign_up=sign_up).first()


@transaction.atomic
def check_in(
    *, sign_up: SignUp, via: AttendedVia, user: Any, now: datetime, tablet: Tablet | None = None
) -> Attendance:
    """Somebody says "I am here". A second press gives the same answer.

    The hours stay unknown until it is known when the person left. Locks the sign-up. Six
    statements.

    Raises:
        Refused: no confirmed place, too early, over, or something else is recorded already.
    """
    sign_up, known = _locked(sign_up)
    if known and is_under_way(known.state, known.left_at, known.minutes):
        return known
    policy = sign_up.shift.activity.unit.area.policy
    refuse_if(
        reasons_against_check_in(
            state=sign_up.state,
            noted=known.state if known else "",
            starts_at=sign_up.starts_at,
            ends_at=sign_up.ends_at,
            now=now,
            early_minutes=policy.check_in_early_minutes,
        )
    )
    row = known or Attendance(sign_up=sign_up, version=0)
    row.state, row.heads = AttendanceState.CAME, sign_up.heads
    row.came_at, row.left_at, row.minutes = whole_minute(now), None, 0
    return _save(row, "attendance.checked_in", via=via, user=user, tablet=tablet, now=now)


@transaction.atomic
def check_out(
    *,
    sign_up: SignUp,
    via: AttendedVia,
    user: Any,
    now: datetime,
    left_at: datetime | None = None,
    is_sure: bool = True,
    is_again: bool = False,
    tablet: Tablet | None = None,
) -> Attendance:
    """Somebody has left, now or at a time said afterwards: that gives the hours.

    A second press gives the same answer. Locks the sign-up. Six statements.

    Args:
        is_sure: False asks once more about a time far outside the session.
        is_again: corrects what the same user said before; what others recorded stays.

    Raises:
        Refused: nobody came, a time that cannot be, or an unlikely one (rules: `UNLIKELY`).
    """
    sign_up, row = _locked(sign_up)
    is_open = row is not None and is_under_way(row.state, row.left_at, row.minutes)
    if row is not None and is_again:
        by_oneself = user is not None and row.recorded_by_id == user.pk
        is_open = can_be_said_again(row.via, row.left_at, is_by_oneself=by_oneself)
    if row is not None and row.left_at is not None and not is_open:
        return row
    policy = sign_up.shift.activity.unit.area.policy
    came_at = row.came_at if row is not None and is_open else None
    left = whole_minute(left_at or now)
    if came_at is not None and left == came_at:
        left += timedelta(minutes=1)  # in and out within a minute
    refuse_if(
        reasons_against_leaving(
            came_at=came_at,
            left_at=left,
            now=max(now, left) if left_at is None else now,
            hours_most=policy.shift_hours_most,
        )
    )
    if row is None or came_at is None:  # the rule asked
        raise Refused(Reason("nobody_to_check_out"))
    if not is_sure:
        refuse_if(_unlikely(sign_up, left))
    row.left_at = left
    row.state, row.minutes = stayed(
        came_at,
        left,
        starts_at=sign_up.starts_at,
        ends_at=sign_up.ends_at,
        grace_minutes=policy.check_in_grace_minutes,
    )
    return _save(row, "attendance.checked_out", via=via, user=user, tablet=tablet, now=now)


def _unlikely(sign_up: SignUp, left: datetime) -> list[Reason]:
    off = off_by(left, starts_at=sign_up.starts_at, ends_at=sign_up.ends_at)
    if not off:
        return []
    code = "left_long_after" if off > timedelta() else "left_before_start"
    return [Reason(code, {"time": travel_text(int(abs(off).total_seconds() // 60))})]


@transaction.atomic
def take_back(
    *, attendance: Attendance, opened: int, user: Any, now: datetime, tablet: Tablet | None = None
) -> Attendance:
    """Undo the last press at once: whoever left is there again, whoever came is not noted.

    Locks the sign-up.

    Raises:
        Stale: something was recorded since.
    """
    _sign_up, row = _locked(attendance.sign_up)
    row = row or attendance
    check_version(opened, row.version)
    has_left = row.via != AttendedVia.STAFF and row.left_at is not None
    row.left_at, row.minutes = None, 0
    row.state = AttendanceState.CAME if has_left else AttendanceState.NOT_YET_KNOWN
    row.came_at = row.came_at if has_left else None
    via = AttendedVia(row.via)
    return _save(row, "attendance.taken_back", via=via, user=user, tablet=tablet, now=now)


def _save(
    row: Attendance, action: str, *, via: AttendedVia, user: Any, tablet: Tablet | None,
    now: datetime,
) -> Attendance:  # fmt: skip
    row.via, row.tablet, row.recorded_by, row.recorded_for = via, tablet, user, ""
    row.recorded_at, row.version = now, row.version + 1
    row.save()
    audit(actor=user, action=action, subject=row, task=Task.RECORD,
          activity_id=row.sign_up.shift.activity_id, at=now)  # fmt: skip
    attendance_noted(row, now)
    return row
