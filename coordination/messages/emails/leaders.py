"""Letters about leading: to the volunteer, and to the unit where nobody leads any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.activities.models import Activity, LeadingVolunteer
from coordination.activities.models.leading import LeadingVolunteerQuerySet
from coordination.activities.rules.leading import WhyNoLonger
from coordination.arrangements.rules import UNIT_PARTY
from coordination.arrangements.words import TASKS
from coordination.messages.access import speakers
from coordination.messages.emails.writing import in_language_of, letter, page_url, person_of
from coordination.messages.rules import Kind
from coordination.planning.words.finishing import long
from coordination.planning.words.leading import what_one_may
from volunteers.memberships.rules import Task


def named(delivery: Delivery, now: datetime) -> Letter | None:
    """To the volunteer: what one leads, from when, what one may do, and whom to ring; None where it
    has ended meanwhile.
    """
    person = person_of(delivery)
    rows = [one for one in _rows(delivery) if one.counts_after(now)]
    if person is None or not rows:
        return None
    activity = rows[0].activity
    with in_language_of(person, activity.unit.area):
        words = {
            **_words(activity, rows),
            "name": person.first_name,
            "start": _day(rows[0].from_at, activity) if rows[0].from_at > now else "",
            "acts": what_one_may(Task(one.task) for one in rows),
            "page_url": page_url("coordination:led", activity.public_id),
        }
        return letter(Kind.LEADER_NAMED, address=person.email, words=words)


def ended(delivery: Delivery, now: datetime) -> Letter | None:
    """To the volunteer: one leads no longer; None where one was named for the same again."""
    person = person_of(delivery)
    rows = [one for one in _rows(delivery) if not _leads_again(one)]
    if person is None or not rows or rows[0].until_at is None:
        return None
    activity, over = rows[0].activity, rows[0].until_at
    with in_language_of(person, activity.unit.area):
        words = {
            **_words(activity, rows),
            "name": person.first_name,
            "day": _day(over, activity) if over > now else "",
            "is_by_record": delivery.facts["why"] == WhyNoLonger.RECORD,
        }
        return letter(Kind.LEADER_ENDED, address=person.email, words=words)


def put_down(delivery: Delivery, now: datetime) -> Letter | None:
    """To one who speaks for the unit: she would rather not lead, has left, or is on hold, so the
    unit acts meanwhile. Of a hold it says nothing. Whoever was erased has no name any more.
    """
    rows = list(_all_rows(delivery))
    if not rows:
        return None
    activity, person = rows[0].activity, rows[0].person
    told = speakers({UNIT_PARTY}, activity, now.astimezone(activity.unit.zone).date())
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None:
        return None
    with in_language_of(user, activity.unit.area):
        words = {
            **_words(activity, rows),
            "who": "" if person.erased_at else person.name,
            "would_rather_not": delivery.facts["why"] == WhyNoLonger.PUT_DOWN,
            "has_left": delivery.facts["why"] == WhyNoLonger.LEFT,
            "page_url": page_url("coordination:leaders", activity.pk),
        }
        return letter(Kind.LEADER_PUT_DOWN, address=user.email, words=words)


def _rows(delivery: Delivery) -> list[LeadingVolunteer]:
    return list(_all_rows(delivery).present())


def _all_rows(delivery: Delivery) -> LeadingVolunteerQuerySet:
    rows = LeadingVolunteer.objects.select_related("person", "activity__unit__area__policy")
    return rows.filter(pk__in=delivery.facts["rows"]).order_by("pk")


def _leads_again(row: LeadingVolunteer) -> bool:
    later = LeadingVolunteer.objects.filter(
        activity=row.activity_id, task=row.task, person=row.person_id, pk__gt=row.pk
    )
    return later.filter(until_at__isnull=True).exists()


def _day(moment: datetime, activity: Activity) -> str:
    return long(moment.astimezone(activity.unit.zone).date())


def _words(activity: Activity, rows: list[LeadingVolunteer]) -> dict[str, Any]:
    unit = activity.unit
    contact = [activity.contact_name, str(activity.contact_phone or "")]
    return {
        "activity": activity.name,
        "unit": unit.name,
        "tasks": [str(TASKS[Task(one.task)]) for one in rows],
        "ring": " ".join(contact if all(contact) else [unit.name, str(unit.phone or "")]).strip(),
    }
