"""The letter that asks when somebody left."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.messages.access import long_when
from coordination.messages.emails.writing import in_language_of, letter, person_of
from coordination.signups.models import Attendance


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
            "page_url": settings.SITE_URL
            + reverse("coordination:when-left", args=[row.sign_up.public_id]),
        }
        return letter(delivery.kind, address=person.email, words=words)
