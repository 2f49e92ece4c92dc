"""Whether a plan can be taken back without a trace: nobody has anything to do with it yet."""

from __future__ import annotations

from datetime import datetime

from careshare.errors import Reason
from coordination.shifts.models import Series, Shift, ShiftQuerySet
from coordination.signups.models import SignUp, Standing


def sessions_of_plan(shift: Shift) -> ShiftQuerySet:
    """The session that was planned alone, or all of its series."""
    if shift.series_id is None:
        return Shift.objects.filter(pk=shift.pk)
    return Shift.objects.filter(series=shift.series_id)


def reasons_against_unplanning(shift: Shift, now: datetime) -> list[Reason]:
    """Why it has to be cancelled as any other: somebody signed up, also who left again, or comes
    every time; the series goes on as another one; or one of its sessions has begun. Four queries.
    """
    sessions, series = sessions_of_plan(shift), shift.series_id or 0
    reasons = []
    if (
        SignUp.objects.filter(shift__in=sessions).exists()
        or Standing.objects.filter(series=series).exists()
        or Series.objects.filter(continues=series).exists()
    ):
        reasons.append(Reason("plan_in_use"))
    if sessions.filter(starts_at__lte=now).exists():
        reasons.append(Reason("shift_has_begun"))
    return reasons
