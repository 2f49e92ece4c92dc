"""Letters about a concern or a hard day: where and when, never what was written."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues, long_when
from coordination.messages.emails.writing import in_language_of, letter, page_url
from coordination.messages.rules import TOLD_OF, Kind
from coordination.shifts.words import long_day
from coordination.signups.models import Raised


def about_raised(delivery: Delivery, now: datetime) -> Letter | None:
    """Where to read it; None once it is closed, or no longer the reader's to know."""
    row = Raised.objects.open().for_pages().filter(pk=delivery.cause_id).first()
    if row is None:
        return None
    activity, kind = row.activity, Kind(delivery.kind)
    day = now.astimezone(activity.unit.zone).date()
    told = colleagues(record_of(activity, day), *TOLD_OF[kind], day=day)
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None:  # no longer theirs to know
        return None
    with in_language_of(user, activity.unit.area):
        words = {
            "activity": activity.name,
            "unit": activity.unit.name,
            "when": long_when(row.shift) if row.shift else long_day(day),
            "page_url": page_url("coordination:raised-detail", row.pk),
        }
        return letter(kind, address=user.email, words=words)
