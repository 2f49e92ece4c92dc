"""Letters about a suspension: whom to ring, never why."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.messages.emails.writing import in_language_of, letter, person_of
from coordination.messages.rules import Kind
from coordination.signups.models import Suspension
from volunteers.accounts.models import User


def about_suspension(delivery: Delivery, now: datetime) -> Letter | None:
    """That signing up is on hold, or possible again; None where that is no longer so."""
    person = person_of(delivery)
    row = Suspension.objects.for_pages().filter(pk=delivery.cause_id).first()
    if person is None or row is None:
        return None
    if (row.lifted_at is None) != (delivery.kind == Kind.SUSPENDED):
        return None
    area = row.unit.area if row.unit else row.organisation.home_area  # type: ignore[union-attr]
    with in_language_of(person, area):
        words = {"name": person.first_name, "place": row.side.name, "ring": row.ring}
        return letter(delivery.kind, address=person.email, words=words)


def hold_told(delivery: Delivery, now: datetime) -> Letter | None:
    """Another side put somebody on hold, or lifted it; None where it changed since."""
    user = User.objects.filter(pk=delivery.user_id or 0, is_active=True).first()
    row = Suspension.objects.for_pages().filter(pk=delivery.cause_id).first()
    if user is None or row is None or (row.lifted_at is None) != (delivery.cause_version == 1):
        return None
    area = row.unit.area if row.unit else row.organisation.home_area  # type: ignore[union-attr]
    with in_language_of(user, area):
        words = {
            "who": row.person.name,
            "side": row.side.name,
            "is_lifted": row.lifted_at is not None,
        }
        return letter(delivery.kind, address=user.email, words=words)
