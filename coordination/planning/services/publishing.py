"""Publishing an activity, taking it back to draft, opening it to partners."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, missing_for_publishing, record_of
from coordination.shifts.models import Shift
from volunteers.memberships.rules import Task


def missing(record: Record, now: datetime) -> list[Reason]:
    """Everything that publishing still asks for. One query where requirements are prefetched."""
    has_shift = Shift.objects.upcoming(now).filter(activity=record.activity).exists()
    return missing_for_publishing(record, has_shift=has_shift)


@transaction.atomic
def publish(*, activity: Activity, user: Any, now: datetime, side: str) -> Activity:
    """Take sign-ups from now on; the other sides are told. A second press changes nothing.

    Locks the activity.

    Args:
        side: for which party one acts; it holds the task ROLE.

    Raises:
        Refused: with everything that is missing.
    """
    fresh = _locked(activity)
    if fresh.state == ActivityState.PUBLISHED:
        return fresh
    refuse_if(missing(record_of(fresh), now))
    fresh.published_at = now
    return _move(fresh, ActivityState.PUBLISHED, "activity.published", user, now, side)


@transaction.atomic
def pause(*, activity: Activity, user: Any, now: datetime, side: str) -> Activity:
    """Back to draft: no new sign-ups; those that exist stand. The other sides and whoever informs
    are told. Locks the activity.
    """
    fresh = _locked(activity)
    if fresh.state == ActivityState.DRAFT:
        return fresh
    return _move(fresh, ActivityState.DRAFT, "activity.paused", user, now, side)


@transaction.atomic
def set_open(*, activity: Activity, is_open: bool, user: Any, now: datetime) -> Activity:
    """Let organisations of the area see it and offer to help, or no longer. Locks the activity.

    Open proposals stand either way; who made one is told when it closes.
    """
    fresh = _locked(activity)
    if fresh.is_open_to_partners == is_open:
        return fresh
    fresh.is_open_to_partners = is_open
    fresh.version += 1
    fresh.save(update_fields=["is_open_to_partners", "version"])
    action = "activity.opened" if is_open else "activity.closed_to_partners"
    audit(actor=user, action=action, subject=fresh, activity_id=fresh.pk, side="unit", at=now)
    _announce(fresh, action, {"by": user.pk}, now)
    return fresh


def _locked(activity: Activity) -> Activity:
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    fresh = Activity.objects.for_pages().get(pk=activity.pk)
    if fresh.state == ActivityState.ENDED:
        raise Refused(Reason("activity_ended"))
    return fresh


def _move(
    activity: Activity, state: ActivityState, action: str, user: Any, now: datetime, side: str
) -> Activity:
    activity.state = state
    activity.version += 1
    activity.save(update_fields=["state", "published_at", "version"])
    audit(actor=user, action=action, subject=activity, activity_id=activity.pk,
          task=Task.ROLE, side=side, at=now)  # fmt: skip
    _announce(activity, action, {"by": user.pk, "side": side}, now)
    return activity


def _announce(activity: Activity, name: str, facts: dict[str, Any], now: datetime) -> None:
    """One event; it waits so that an undo stays silent."""
    record_event(name=name, cause="activity", cause_id=activity.pk,
                 cause_version=activity.version, facts=facts, now=now,
                 undo_seconds=activity.unit.area.policy.undo_seconds)  # fmt: skip
    poke()
