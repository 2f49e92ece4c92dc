"""A home visit that nobody ended: whoever supports the volunteers hears of it at once."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues
from coordination.messages.rules import TOLD_OF, Kind
from coordination.signups.models import Attendance


def visit_not_ended(event: Event) -> list[Draft]:
    """To everybody who holds supporting or receiving there; about six queries."""
    rows = Attendance.objects.select_related("sign_up__shift__activity__unit__area__policy")
    shift = rows.get(pk=event.cause_id).sign_up.shift
    day = event.due_at.astimezone(shift.activity.unit.zone).date()
    tasks = TOLD_OF[Kind.VISIT_NOT_ENDED]
    return [
        Draft(
            kind=Kind.VISIT_NOT_ENDED,
            cause="attendance",
            cause_id=event.cause_id,
            cause_version=event.cause_version,
            due_at=event.due_at,
            user_id=user.pk,
            priority=Priority.CHANGE,
        )
        for user in colleagues(record_of(shift.activity, day), *tasks, day=day)
    ]
