"""Writing to all volunteers of an activity, and taking it back within the silent seconds."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity, Announcement
from coordination.activities.rules.announcements import AUDIENCES, Audience, Purpose
from coordination.planning.access.announcing import CAPABILITY, recipients
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import TASK_OF


@transaction.atomic
def announce(
    *,
    activity: Activity,
    purpose: Purpose,
    audience: Audience,
    text: str,
    actor: Actor,
    form_uuid: uuid.UUID,
    now: datetime,
) -> Announcement:
    """Write to all of an audience; the letters go out once the silent seconds are over.

    The same form counts once. Locks the activity; about six statements, whoever is reached.

    Raises:
        Refused: nobody is there to be reached, or one does not thank those who did not come yet.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    existing = Announcement.objects.filter(form_uuid=form_uuid).first()
    if existing is not None:
        return existing
    if audience not in AUDIENCES[purpose] or not recipients(activity, audience, now).exists():
        raise Refused(Reason("nobody_to_write_to"))
    row = Announcement.objects.create(
        activity=activity, purpose=purpose, audience=audience, text=text, made_by=actor.user,
        made_for=actor.party, made_at=now, form_uuid=form_uuid,
    )  # fmt: skip
    audit(actor=actor.user, action=f"announcement.{purpose}", subject=row,
          activity_id=activity.pk, task=TASK_OF[CAPABILITY[purpose]], side=actor.party,
          at=now)  # fmt: skip
    record_event(name="announcement.made", cause="announcement", cause_id=row.pk, now=now,
                 undo_seconds=activity.unit.area.policy.undo_seconds)  # fmt: skip
    return row


@transaction.atomic
def take_back(*, row: Announcement, actor: Actor, now: datetime) -> Announcement:
    """Send nothing after all; a second press changes nothing. Locks the row.

    Raises:
        Refused: the silent seconds are over, so it is on its way.
    """
    row = Announcement.objects.select_for_update().get(pk=row.pk)
    if row.withdrawn_at is not None:
        return row
    if now > row.back_until:
        raise Refused(Reason("announcement_sent"))
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    audit(actor=actor.user, action="announcement.taken_back", subject=row,
          activity_id=row.activity_id, side=actor.party, at=now)  # fmt: skip
    return row
