"""Proposals that waited too long."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.arrangements.models import Version
from coordination.arrangements.rules import VersionState


def expire_due(now: datetime) -> None:
    """Close proposals whose time for an answer is over; whoever proposed is told.

    Part of the sweep. One query, and a short transaction with four statements for each, under the
    lock of its activity: whoever agrees at the same moment is either first or refused.
    """
    for version in Version.objects.proposed().filter(expires_at__lte=now).order_by("pk"):
        with transaction.atomic():
            Activity.objects.select_for_update(no_key=True).get(pk=version.activity_id)
            still = Version.objects.proposed().filter(pk=version.pk)
            if still.update(state=VersionState.EXPIRED, decided_at=now):
                audit(actor=None, action="version.expired", subject=version,
                      activity_id=version.activity_id, at=now)  # fmt: skip
                record_event(name="version.expired", cause="version", cause_id=version.pk, now=now)
