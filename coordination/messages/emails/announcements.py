"""A message to all, as each reads it: in the own language around the words of who wrote it."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.activities.models import Announcement
from coordination.messages.emails.writing import in_language_of, letter, person_of
from coordination.messages.rules import Kind
from volunteers.organisations.models import Organisation


def announcement(delivery: Delivery, now: datetime) -> Letter | None:
    """None where it was taken back meanwhile."""
    return _written(delivery, Kind.ANNOUNCEMENT)


def thanks(delivery: Delivery, now: datetime) -> Letter | None:
    """The same, to say thank you."""
    return _written(delivery, Kind.THANKS)


def _written(delivery: Delivery, kind: Kind) -> Letter | None:
    person = person_of(delivery)
    rows = Announcement.objects.select_related("activity__unit__area")
    row = rows.filter(pk=delivery.cause_id, withdrawn_at__isnull=True).first()
    if person is None or row is None:
        return None
    unit = row.activity.unit
    key, _colon, number = row.made_for.partition(":")
    side = unit if key == "unit" else Organisation.objects.filter(pk=int(number or 0)).first()
    side = side or unit
    with in_language_of(person, unit.area):
        words = {
            "name": person.first_name,
            "activity": row.activity.name,
            "unit": unit.name,
            "text": row.text,
            "side": side.name,
            "number": str(side.phone or unit.phone or ""),
        }
        return letter(kind, address=person.email, words=words)
