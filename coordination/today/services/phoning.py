"""Ticking off whom one has told by telephone what a message should have said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.outbox.models import Delivery
from coordination.today.models import Phoned
from volunteers.accounts.models import User
from volunteers.people.models import Person


@transaction.atomic
def tick_phoned(
    *, person: Person, deliveries: Collection[Delivery], is_reached: bool, user: User, side: str,
    now: datetime,
) -> int:  # fmt: skip
    """Note that somebody was told what these messages say, or take that back; how many changed.

    A second press keeps who was first. All sides to whom the messages matter see it. Locks the
    person. Four statements, or five, for any number of messages.

    Args:
        deliveries: those of this person that the user may see.
        side: for whom it is done, "unit" or "organisation".
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    Phoned.objects.bulk_create([Phoned(delivery=one) for one in deliveries], ignore_conflicts=True)
    rows = Phoned.objects.filter(
        delivery__in=[one.pk for one in deliveries], reached_at__isnull=is_reached
    )
    changed = rows.update(reached_at=now if is_reached else None,
                          reached_by=user if is_reached else None)  # fmt: skip
    if changed:
        action = "person.phoned" if is_reached else "person.not_phoned"
        audit(actor=user, action=action, subject=person, side=side, at=now)
    return changed
