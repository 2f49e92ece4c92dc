"""What is recorded about a sign-up may be news: one event, written with it."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.services.events import record_event
from coordination.signups.models import Attendance
from coordination.signups.rules import CARRIES_HOURS, AttendanceState

NEWS = (*CARRIES_HOURS, AttendanceState.ABSENT)


def attendance_noted(row: Attendance, now: datetime) -> None:
    """Say that somebody came, or did not come and gave no notice. One INSERT, or nothing.

    The row needs `sign_up__shift__activity__unit__area__policy` selected.
    """
    if row.state not in NEWS:
        return
    policy = row.sign_up.shift.activity.unit.area.policy
    record_event(name="attendance.noted", cause="attendance", cause_id=row.pk,
                 cause_version=row.version, now=now, undo_seconds=policy.undo_seconds)  # fmt: skip
