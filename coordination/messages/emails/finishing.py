"""Letters about an activity that ends, or goes on after all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import record_of
from coordination.messages.access import speakers
from coordination.messages.emails.writing import in_language_of, letter, page_url, person_of
from coordination.messages.rules import Kind
from coordination.planning.words.finishing import long, why
from volunteers.accounts.models import User


def about_end(delivery: Delivery, now: datetime) -> Letter | None:
    """To one speaker of a side: the last day, why, and what was cancelled; None where that was
    taken back meanwhile.
    """
    activity = _ending(delivery)
    user = _speaker(delivery, activity, now) if activity else None
    if activity is None or user is None:
        return None
    with in_language_of(user, activity.unit.area):
        words = {
            **_words(activity),
            "sessions": delivery.facts["sessions"],
            "people": delivery.facts["people"],
            "page_url": page_url("coordination:activity-detail", activity.pk),
        }
        return letter(Kind.ACTIVITY_ENDED, address=user.email, words=words)


def about_end_to_regular(delivery: Delivery, now: datetime) -> Letter | None:
    """To whoever comes every time: the last day; None where that was taken back meanwhile."""
    activity, person = _ending(delivery), person_of(delivery)
    if activity is None or person is None:
        return None
    with in_language_of(person, activity.unit.area):
        words = {**_words(activity), "name": person.first_name}
        return letter(Kind.ACTIVITY_ENDED_REGULAR, address=person.email, words=words)


def about_going_on(delivery: Delivery, now: datetime) -> Letter | None:
    """To one speaker of a side: it goes on; None where it ends again by now."""
    activity = _of(delivery)
    user = _speaker(delivery, activity, now)
    if activity.ends_on is not None or user is None:
        return None
    with in_language_of(user, activity.unit.area):
        words = {
            **_words(activity),
            "is_draft": activity.state == ActivityState.DRAFT,
            "page_url": page_url("coordination:activity-detail", activity.pk),
        }
        return letter(Kind.ACTIVITY_GOES_ON, address=user.email, words=words)


def _of(delivery: Delivery) -> Activity:
    return Activity.objects.select_related("unit__area__policy").get(pk=delivery.cause_id)


def _ending(delivery: Delivery) -> Activity | None:
    """The activity, where it still ends on the day that the letter tells."""
    activity = _of(delivery)
    day = activity.ends_on.isoformat() if activity.ends_on else ""
    return activity if day == delivery.facts["day"] else None


def _speaker(delivery: Delivery, activity: Activity, now: datetime) -> User | None:
    day = now.astimezone(activity.unit.zone).date()
    told = speakers(record_of(activity, day).names, activity, day)
    return next((one for one in told if one.pk == delivery.user_id), None)


def _words(activity: Activity) -> dict[str, Any]:
    return {
        "activity": activity.name,
        "unit": activity.unit.name,
        "day": long(activity.ends_on) if activity.ends_on else "",
        "why": why(activity),
    }
