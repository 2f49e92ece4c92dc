"""A version becomes the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity, ActivityParty
from coordination.arrangements.access import today_at
from coordination.arrangements.models import Version
from coordination.arrangements.rules import VersionState, derive


def apply(version: Version, *, user: Any, now: datetime) -> Version:
    """Number it, store its arrangement and keep the activity's parties.

    Runs in the caller's transaction, under the caller's lock on the activity. Valid-from moves to
    the day of the last agreement where it lies before, except in a first recording.
    """
    activity = version.activity
    numbers = activity.versions.agreed().aggregate(last=Max("number"))
    today = today_at(activity, now)
    if not version.is_recorded_afterwards:
        version.valid_from = max(version.valid_from, today)
    rows = Version.objects.with_rows().get(pk=version.pk).rows
    derived = derive(rows, settled_core_tasks=activity.unit.area.policy.settled_core_tasks)
    version.number = (numbers["last"] or 0) + 1
    version.state = VersionState.AGREED
    version.decided_at, version.decided_by = now, user
    version.core_arrangement = derived.core
    version.all_arrangement = derived.all_tasks
    version.is_provisional = derived.is_provisional
    version.save()
    keep_parties(activity, version)
    audit(actor=user, action="version.agreed", subject=version, activity_id=activity.pk, at=now)
    record_event(name="version.agreed", cause="version", cause_id=version.pk, now=now)
    return version


def keep_parties(activity: Activity, version: Version) -> None:
    """Make the activity's party rows say what the record says from now on.

    A party of the record before stays until the new version begins; a later start therefore only
    adds. Two or three statements.
    """
    named = set(
        version.parties.filter(organisation__isnull=False).values_list("organisation_id", flat=True)
    )
    ActivityParty.objects.bulk_create(
        [ActivityParty(activity=activity, organisation_id=pk) for pk in sorted(named)],
        ignore_conflicts=True,
    )
    in_rows = {
        share.organisation_id
        for responsibility in version.responsibilities.prefetch_related("parties")
        for share in responsibility.parties.all()
        if share.organisation_id
    }
    if version.valid_from <= today_at(activity, version.decided_at or version.proposed_at):
        ActivityParty.objects.filter(activity=activity).exclude(
            organisation_id__in=in_rows
        ).delete()
