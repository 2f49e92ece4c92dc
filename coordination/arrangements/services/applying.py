"""A version becomes the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max

from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity, ActivityParty
from coordination.arrangements.access import record_of, today_at
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
    keep_parties(activity, version, today)
    audit(actor=user, action="version.agreed", subject=version, activity_id=activity.pk, at=now)
    record_event(name="version.agreed", cause="version", cause_id=version.pk, now=now)
    return version


def begin_due(now: datetime) -> None:
    """Take leave of parties whose last day has passed, where a version began later than agreed.

    Part of the sweep; doing it twice changes nothing. A few statements for each such version of
    the last two days.
    """
    around = (now.date() - timedelta(days=2), now.date() + timedelta(days=1))
    later = Version.objects.agreed().filter(valid_from__range=around)
    for version in later.select_related("activity__unit__area__policy"):
        today = today_at(version.activity, now)
        if record_of(version.activity, today).version == version:
            keep_parties(version.activity, version, today)


def keep_parties(activity: Activity, version: Version, today: date) -> None:
    """Make the activity's party rows say what the record says from now on.

    A party of the record before stays until the new version begins; a later start therefore only
    adds, and `begin_due` takes away on the day. Two or three statements.
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
    if version.valid_from <= today:
        ActivityParty.objects.filter(activity=activity).exclude(
            organisation_id__in=in_rows
        ).delete()
