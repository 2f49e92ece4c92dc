"""Letters about an activity that takes sign-ups, no longer does, or is closed to partners."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, record_of, today_at
from coordination.messages.access import claims_on, speakers
from coordination.messages.emails.writing import in_language_of, letter, page_url
from coordination.messages.rules import Kind
from volunteers.accounts.models import User
from volunteers.memberships.rules import Task

STATES = {Kind.PUBLISHED: ActivityState.PUBLISHED, Kind.PAUSED: ActivityState.DRAFT}


def about_publishing(delivery: Delivery, now: datetime) -> Letter | None:
    """To one speaker of a side; None where it was turned back meanwhile."""
    activity, kind = _of(delivery), Kind(delivery.kind)
    record = record_of(activity, today_at(activity, now))
    user = _speaker(delivery, record, now)
    if user is None or activity.state != STATES[kind]:
        return None
    with in_language_of(user, activity.unit.area):
        words = {
            "activity": activity.name,
            "unit": activity.unit.name,
            "who": record.names.get(str(delivery.facts.get("side")), activity.unit.name),
            "informs": record.who(Task.INFORM),
            "page_url": page_url("coordination:activity-detail", activity.pk),
        }
        return letter(kind, address=user.email, words=words)


def about_closing(delivery: Delivery, now: datetime) -> Letter | None:
    """To an organisation that has made an offer; None where it was answered or is open again."""
    activity = _of(delivery)
    if activity.is_open_to_partners or activity.state == ActivityState.ENDED:
        return None
    day = today_at(activity, now)
    for party, version_id in claims_on(activity, now, day).items():
        told = speakers({party}, activity, day)
        user = next((one for one in told if one.pk == delivery.user_id), None)
        if user is not None:
            with in_language_of(user, activity.unit.area):
                words = {
                    "activity": activity.name,
                    "unit": activity.unit.name,
                    "page_url": page_url("coordination:version-detail", version_id),
                }
                return letter(Kind.CLOSED_TO_PARTNERS, address=user.email, words=words)
    return None


def _of(delivery: Delivery) -> Activity:
    return Activity.objects.select_related("unit__area__policy").get(pk=delivery.cause_id)


def _speaker(delivery: Delivery, record: Record, now: datetime) -> User | None:
    told = speakers(record.names, record.activity, today_at(record.activity, now))
    return next((one for one in told if one.pk == delivery.user_id), None)
