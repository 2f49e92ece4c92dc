"""The letter that asks when somebody left."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.messages.access import link_url, long_when
from coordination.messages.emails.writing import in_language_of, letter, person_of
from coordination.messages.rules import LinkAction
from coordination.signups.access.own_hours import added
from coordination.signups.models import AddedHours, Attendance
from coordination.signups.rules.own_hours import AddedState


def when_left(delivery: Delivery, now: datetime) -> Letter | None:
    """When did you leave? None once somebody has said it."""
    person = person_of(delivery)
    rows = Attendance.objects.under_way().filter(pk=delivery.cause_id)
    row = rows.select_related("sign_up__shift__activity__unit__area").first()
    if person is None or row is None or row.came_at is None:
        return None
    shift = row.sign_up.shift
    with in_language_of(person, shift.activity.unit.area):
        words = {
            "name": person.first_name,
            "activity": shift.activity.name,
            "unit": shift.activity.unit.name,
            "when": long_when(shift),
            "came": f"{row.came_at.astimezone(shift.activity.unit.zone):%H:%M}",
            "page_url": link_url(LinkAction.LEFT, person, row.sign_up),
        }
        return letter(delivery.kind, address=person.email, words=words)


def hours_declined(delivery: Delivery, now: datetime) -> Letter | None:
    """Hours that were added are not counted, and why."""
    person = person_of(delivery)
    rows = AddedHours.objects.filter(pk=delivery.cause_id, state=AddedState.DECLINED)
    row = rows.select_related("activity__unit__area").first()
    if person is None or row is None:
        return None
    with in_language_of(person, row.activity.unit.area):
        said = added([row])[0]
        words = {
            "name": person.first_name,
            "activity": row.activity.name,
            "unit": row.activity.unit.name,
            "when": said.when,
            "reason": said.reason,
            "page_url": settings.SITE_URL + reverse("coordination:my-hours"),
        }
        return letter(delivery.kind, address=person.email, words=words)
