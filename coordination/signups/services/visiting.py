"""A home visit that nobody ended alarms whoever stands behind the volunteers. Once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.signups.models import Attendance
from coordination.signups.rules.visiting import is_overdue

LOOKED_BACK = timedelta(days=2)
"""What nobody ended longer ago, while nothing ran, is asked about like any other."""


def alarm_unended(now: datetime) -> None:
    """The sweep: one query where nothing is overdue; else four statements for each visit.

    Locks the row, so that two sweeps at once alarm once, and nobody who has just left.
    """
    rows = Attendance.objects.under_way().filter(
        alarmed_at__isnull=True,
        sign_up__shift__activity__is_home_visit=True,
        sign_up__ends_at__lt=now,
        sign_up__ends_at__gt=now - LOOKED_BACK,
    )
    for row in rows.select_related("sign_up__shift__activity__unit__area__policy"):
        minutes = row.sign_up.shift.activity.unit.area.policy.visit_alarm_minutes
        if is_overdue(row.sign_up.ends_at, now, minutes=minutes):
            _alarm(row, now)


@transaction.atomic
def _alarm(row: Attendance, now: datetime) -> None:
    due = Attendance.objects.under_way().filter(pk=row.pk, alarmed_at__isnull=True)
    if not due.update(alarmed_at=now):
        return
    audit(actor=None, action="visit.alarmed", subject=row,
          activity_id=row.sign_up.shift.activity_id, at=now)  # fmt: skip
    record_event(name="visit.not_ended", cause="attendance", cause_id=row.pk, now=now)
