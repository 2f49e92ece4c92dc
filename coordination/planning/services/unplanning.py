"""A plan that was a wrong press is taken back, as long as nobody has signed up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from careshare.audit.services import record as audit
from careshare.errors import refuse_if
from coordination.planning.access.unplanning import reasons_against_unplanning, sessions_of_plan
from coordination.shifts.models import Position, Series, Shift
from coordination.shifts.rules import ShiftCancelReason, ShiftState
from volunteers.memberships.rules import Task


@transaction.atomic
def take_plan_back(*, shift: Shift, user: Any, side: str, now: datetime) -> int:
    """Cancel a session that was planned by mistake, or all of its series, which then makes no more;
    how many. No event: nobody was to come, so nobody hears of it, and no list shows them.

    The form that planned it may be sent again, corrected. A second press changes nothing. The
    caller locks the activity (`still_allowed`), as the sweep that makes sessions does; this the
    positions in order, so that whoever signs up meanwhile comes wholly before or finds it
    cancelled, then the series. A dozen statements for any number of sessions.

    Raises:
        Refused: plan_in_use, shift_has_begun.
    """
    sessions = sessions_of_plan(shift)
    list(Position.objects.select_for_update().filter(shift__in=sessions).order_by("pk"))
    series = Series.objects.select_for_update().filter(pk=shift.series_id or 0).first()
    planned = sessions_of_plan(shift).planned()
    ids = list(planned.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return 0
    refuse_if(reasons_against_unplanning(shift, now))
    Shift.objects.filter(pk__in=ids).update(
        state=ShiftState.CANCELLED, cancelled_at=now, cancelled_by=user, form_uuid=None,
        cancel_reason=ShiftCancelReason.PLANNED_BY_MISTAKE, version=F("version") + 1,
    )  # fmt: skip
    # What was cancelled before is not undone any more: that would let the series go on.
    gone = sessions_of_plan(shift).exclude(pk__in=ids)
    gone.update(form_uuid=None, version=F("version") + 1)
    if series is not None:
        series.ended_at, series.form_uuid, series.version = now, None, series.version + 1
        series.save(update_fields=["ended_at", "form_uuid", "version"])
    audit(actor=user, action="series.unplanned" if series else "shift.unplanned",
          subject=series or shift, activity_id=shift.activity_id, task=Task.SCHEDULE, side=side,
          at=now)  # fmt: skip
    return len(ids)
