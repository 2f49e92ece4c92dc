"""A version becomes the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity, ActivityParty
from coordination.arrangements.access import record_of, today_at
from coordination.arrangements.models import Ending, ResponsibilityParty, Version
from coordination.arrangements.rules import (
    UNIT_PARTY,
    VersionState,
    derive,
    left_by,
    organisation_id,
    parties_of,
    without,
)
from coordination.arrangements.services.holding import store_held
from coordination.arrangements.services.leading import settle_leading


def apply(version: Version, *, user: Any, now: datetime) -> Version:
    """Number it, store its arrangement and keep the activity's parties.

    Runs in the caller's transaction, under the caller's lock on the activity. Valid-from moves to
    the day of the last agreement where it lies before, except in a first recording; whoever calls
    has asked whether its later days stay in order.
    """
    activity = version.activity
    numbers = activity.versions.agreed().aggregate(last=Max("number"))
    today = today_at(activity, now)
    version.valid_from = starts_on(version, today)
    rows = Version.objects.with_rows().get(pk=version.pk).rows
    derived = derive(rows, settled_core_tasks=activity.unit.area.policy.settled_core_tasks)
    version.number = (numbers["last"] or 0) + 1
    version.state = VersionState.AGREED
    version.decided_at, version.decided_by = now, user
    version.core_arrangement = derived.core
    version.all_arrangement = derived.all_tasks
    version.is_provisional = derived.is_provisional
    version.save()
    store_held([activity])
    settle_parties(activity, today)
    settle_leading(activity, user=user, now=now)
    tell_overtaken(activity, name="version.overtaken", number=version.number, now=now)
    audit(actor=user, action="version.agreed", subject=version, activity_id=activity.pk, at=now)
    record_event(name="version.agreed", cause="version", cause_id=version.pk, now=now)
    return version


def starts_on(version: Version, today: date) -> date:
    """The first day of a version where the last side agrees today: never before that, except of a
    first recording.
    """
    return version.valid_from if version.is_recorded_afterwards else max(version.valid_from, today)


def begin_due(now: datetime) -> None:
    """Take leave of parties whose last day has passed, where a version began later than agreed.

    Part of the sweep. It looks for rows that a version which has begun, and every later one, does
    not name: so it mends the same however long nothing ran, and doing it twice changes nothing.
    One query, and a few statements for each activity found.
    """
    named = ResponsibilityParty.objects.filter(
        organisation=OuterRef("organisation"),
        responsibility__version__activity=OuterRef("activity"),
        responsibility__version__state=VersionState.AGREED,
        responsibility__version__number__gte=OuterRef(OuterRef("number")),
    )
    stale = ActivityParty.objects.filter(~Exists(named), activity=OuterRef("activity"))
    begun = Version.objects.agreed().filter(
        Exists(stale),
        number__gte=2,  # the first one drops nobody
        valid_from__lte=now.date() + timedelta(days=1),  # in the zone furthest ahead
    )
    settle_each(begun.values("activity_id"), now)


def settle_each(activity_ids: QuerySet[Any, Any], now: datetime) -> None:
    """Settle some activities, each under its own lock."""
    found = Activity.objects.filter(pk__in=activity_ids).select_related("unit__area__policy")
    for activity in found:
        with transaction.atomic():
            Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
            settle_parties(activity, today_at(activity, now))


def settle_parties(activity: Activity, today: date) -> None:
    """Make the activity's party rows say what the record says today, and what begins later.

    A party of today's record stays until its last day, whatever was agreed for later. About seven
    statements.
    """
    record = record_of(activity, today)
    number = getattr(record.version, "number", 0)
    later = list(activity.versions.agreed().filter(number__gt=number).with_rows())
    notices = Ending.objects.notices_of(later).get(activity.pk, ())
    rows = [*record.rows]
    for version in later:
        left = left_by(notices, version.number or 0, max(version.valid_from, today))
        rows += without(version.rows, left)
    named = parties_of(rows) - {UNIT_PARTY}
    wanted = sorted(organisation_id(party) or 0 for party in named)
    ActivityParty.objects.bulk_create(
        [
            ActivityParty(activity=activity, organisation_id=pk)
            for pk in sorted(filter(None, wanted))
        ],
        ignore_conflicts=True,
    )
    ActivityParty.objects.filter(activity=activity).exclude(organisation_id__in=wanted).delete()


def tell_overtaken(activity: Activity, *, name: str, number: int, now: datetime) -> None:
    """Let whoever has an open proposal know that the record has changed since it was written.

    One query and one INSERT for each.
    """
    for version in activity.versions.open_at(now):
        record_event(name=name, cause="version", cause_id=version.pk, cause_version=number, now=now)
