"""Letters about a concern or a hard day: where and when, never what was written."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from careshare.sentences import joined
from coordination.arrangements.access import record_of
from coordination.arrangements.rules import Step
from coordination.messages.access import colleagues, raised_when, told_at
from coordination.messages.access.cases import waiting_raised
from coordination.messages.emails.writing import in_language_of, letter, page_url
from coordination.messages.rules import TOLD_OF, Kind
from coordination.shifts.words import short_day
from coordination.signups.models import Raised
from coordination.signups.rules.raised import RaisedKind


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
            "when": raised_when(row),
            "page_url": page_url("coordination:raised-detail", row.pk),
        }
        return letter(kind, address=user.email, words=words)


def raised_waits(delivery: Delivery, now: datetime) -> Letter | None:
    """Nobody has closed one for too long; None once somebody did, or where it has not come to the
    reader: the page would refuse.
    """
    found = next(iter(waiting_raised(now, only=delivery.cause_id)), None)
    told = told_at(found.record, found.case, now) if found else []
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if found is None or user is None:
        return None
    row, record, task = found.subject, found.record, found.case.task
    activity, is_with_others = row.activity, found.case.step(now) == Step.OTHER_SIDE
    since = found.case.since.astimezone(activity.unit.zone).date()
    with in_language_of(user, activity.unit.area):
        words = {
            "is_concern": row.kind == RaisedKind.CONCERN,
            "activity": activity.name,
            "unit": activity.unit.name,
            "when": raised_when(row),
            "who": record.who(task),
            "since": short_day(since),
            "others": joined(record.others(task)) if is_with_others else "",
            "is_nobody_there": Step.HOLDER in found.case.empty,
            "page_url": page_url("coordination:raised-detail", row.pk),
        }
        return letter(delivery.kind, address=user.email, words=words)
