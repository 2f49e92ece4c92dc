"""The letter about a home visit that nobody ended."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues
from coordination.messages.emails.writing import in_language_of, letter, page_url
from coordination.messages.rules import TOLD_OF, Kind
from coordination.shifts.words import hours
from coordination.signups.models import Attendance


def visit_not_ended(delivery: Delivery, now: datetime) -> Letter | None:
    """Who, since when, where to look; None once it is known that the visit is over."""
    rows = Attendance.objects.under_way().filter(pk=delivery.cause_id)
    rows = rows.select_related("sign_up__person", "sign_up__shift__activity__unit__area__policy")
    row = rows.first()
    if row is None:
        return None
    shift = row.sign_up.shift
    unit = shift.activity.unit
    day = now.astimezone(unit.zone).date()
    told = colleagues(record_of(shift.activity, day), *TOLD_OF[Kind.VISIT_NOT_ENDED], day=day)
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None or row.came_at is None:  # no longer theirs to know
        return None
    with in_language_of(user, unit.area):
        words = {
            "name": "",
            "who": row.sign_up.person.name,
            "activity": shift.activity.name,
            "unit": unit.name,
            "time": hours(row.sign_up.starts_at, row.sign_up.ends_at, unit.zone),
            "came": f"{row.came_at.astimezone(unit.zone):%H:%M}",
            "page_url": page_url("coordination:shift-detail", shift.pk),
        }
        return letter(delivery.kind, address=user.email, words=words)
