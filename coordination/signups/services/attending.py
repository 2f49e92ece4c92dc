"""Attendance: a separate fact about a confirmed sign-up. Hours come from nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.once import check_version
from coordination.signups.models import Attendance, SignUp, Tablet
from coordination.signups.rules import CARRIES_HOURS, AttendanceState, reasons_against_attendance
from coordination.signups.rules.attendance import AttendedVia, is_under_way
from coordination.signups.services.noting import attendance_noted
from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class Entry:
    """What is recorded about one sign-up."""

    sign_up: SignUp
    state: AttendanceState
    came_at: datetime | None = None
    left_at: datetime | None = None
    opened: int | None = None  # the attendance's version on the form, 0 for none; None asks not
    travel: int | None = None  # minutes there and back; None leaves what is known
    heads: int | None = None  # how many of a group; None leaves what is known


@transaction.atomic
def record_list(
    *, entries: Iterable[Entry], user: Any, side: str, now: datetime
) -> list[Attendance]:
    """Record a whole session: all of it or, where one entry is refused, nothing."""
    return [
        record_attendance(
            sign_up=one.sign_up, state=one.state, came_at=one.came_at, left_at=one.left_at,
            opened=one.opened, travel=one.travel, heads=one.heads, user=user, side=side, now=now,
        )
        for one in sorted(entries, key=lambda one: one.sign_up.pk)
    ]  # fmt: skip


@transaction.atomic
def record_attendance(
    *,
    sign_up: SignUp,
    state: AttendanceState,
    user: Any,
    side: str,
    now: datetime,
    came_at: datetime | None = None,
    left_at: datetime | None = None,
    opened: int | None = None,
    travel: int | None = None,
    heads: int | None = None,
    tablet: Tablet | None = None,
) -> Attendance:
    """Record or correct whether somebody came.

    Minutes are the shift's where somebody came, and those between the two times where partly;
    0 otherwise. Hours count each head: all who were expected, or so many of a group as came.
    Travel stands apart, and is nothing where nobody came. What is recorded so already
    stays untouched, with the times at which a volunteer checked in and out.
    Locks the sign-up. About 7 statements.

    Raises:
        Refused: no confirmed place, not begun yet, or times that do not fit.
        Stale: somebody recorded something else since the form was opened.
    """
    rows = SignUp.objects.select_for_update(of=("self",))
    sign_up = rows.select_related("shift__activity__unit__area__policy").get(pk=sign_up.pk)
    most = sign_up.shift.activity.unit.area.policy.places_most
    if heads is not None and not 1 <= heads <= most:
        raise Refused(Reason("group_too_large", {"most": most}))
    refuse_if(
        reasons_against_attendance(
            state=sign_up.state,
            attendance=state,
            starts_at=sign_up.starts_at,
            ends_at=sign_up.ends_at,
            now=now,
            came_at=came_at,
            left_at=left_at,
        )
    )
    start, end = (came_at, left_at) if state == AttendanceState.PARTLY else (None, None)
    if state == AttendanceState.CAME:
        start, end = sign_up.starts_at, sign_up.ends_at
    minutes = int((end - start).total_seconds() // 60) if start and end else 0
    existing = Attendance.objects.filter(sign_up=sign_up).first()
    known_heads = existing.heads if existing else sign_up.heads
    came = known_heads if heads is None else heads
    known_travel = existing.travel_minutes if existing else 0
    travelled = known_travel if travel is None else travel
    if state not in CARRIES_HOURS:
        travelled = 0
    is_known = existing is not None and _says(existing, state, start, end)
    if existing and is_known and (travelled, came) == (known_travel, known_heads):
        return existing
    if existing and is_known:  # only those are new: whoever came at own times keeps them
        start, end, minutes = existing.came_at, existing.left_at, existing.minutes
    if opened is not None:
        check_version(opened, existing.version if existing else 0)
    attendance, is_new = Attendance.objects.update_or_create(
        sign_up=sign_up,
        defaults={
            "version": existing.version + 1 if existing else 1,
            "state": state,
            "heads": came,
            "came_at": start,
            "left_at": end,
            "minutes": minutes,
            "travel_minutes": travelled,
            "recorded_by": user,
            "recorded_for": side,
            "via": existing.via if existing and is_known else AttendedVia.STAFF,
            "tablet": tablet,
            "recorded_at": now,
        },
    )
    audit(actor=user, action="attendance.recorded" if is_new else "attendance.corrected",
          subject=attendance, task=Task.RECORD, side=side,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    attendance.sign_up = sign_up
    attendance_noted(attendance, now)
    return attendance


def _says(
    known: Attendance, state: AttendanceState, start: datetime | None, end: datetime | None
) -> bool:
    """Whether this is recorded already. Whoever came by own account did so at own times."""
    if known.state != state or is_under_way(known.state, known.left_at, known.minutes):
        return False
    is_own = state == AttendanceState.CAME and known.via != AttendedVia.STAFF
    return is_own or (known.came_at, known.left_at) == (start, end)
