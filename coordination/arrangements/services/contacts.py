"""Whom to ring for a task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from coordination.activities.models import Activity
from coordination.arrangements.access import today_at
from coordination.arrangements.models import TaskContact


@transaction.atomic
def add_contact(
    *, activity: Activity, party: str, values: Mapping[str, Any], user: Any, now: datetime
) -> TaskContact:
    """Name a contact for one task of one side from today on; the same one twice is one row.

    Locks the activity.

    Args:
        values: task, name, phone, weekdays, from_time, until_time, deputy_name, deputy_phone.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    today = today_at(activity, now)
    row, is_new = TaskContact.objects.valid_on(today).get_or_create(
        activity=activity, party=party, **values, defaults={"valid_from": today}
    )
    if is_new:
        audit(actor=user, action="contact.added", subject=row, activity_id=activity.pk,
              task=row.task, side=party, at=now)  # fmt: skip
    return row


@transaction.atomic
def end_contact(*, contact: TaskContact, user: Any, now: datetime) -> TaskContact:
    """Name it no longer from today on. One that began today goes; a second press changes nothing.

    It is a setting and no part of the agreed rows, so a row that never counted may be deleted.
    """
    fresh = TaskContact.objects.select_for_update(of=("self",)).select_related(
        "activity__unit__area"
    ).filter(pk=contact.pk).first()  # fmt: skip
    if fresh is None:
        return contact
    today = today_at(fresh.activity, now)
    if fresh.valid_until is not None and fresh.valid_until < today:
        return fresh
    audit(actor=user, action="contact.ended", subject=fresh, activity_id=fresh.activity_id,
          task=fresh.task, side=fresh.party, at=now)  # fmt: skip
    if fresh.valid_from >= today:
        fresh.delete()  # it never counted for a day
        return fresh
    fresh.valid_until = today - timedelta(days=1)
    fresh.save(update_fields=["valid_until"])
    return fresh
