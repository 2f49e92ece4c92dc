"""Making and changing activities; publishing needs the record and stands in `planning`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason
from coordination.activities.models import Activity, ActivityRequirement, ListConfirmation
from volunteers.memberships.rules import Task
from volunteers.places.models import CareUnit
from volunteers.places.services.rows import change_row, create_once


@transaction.atomic
def create_activity(
    *, unit: CareUnit, values: Mapping[str, Any], user: Any, now: datetime, form_uuid: UUID
) -> tuple[Activity, bool]:
    """A draft at a unit, and whether it is new: a repeat of the form gives the first result.

    At most five statements.
    """
    values = {**values, **_said_on(values, None, unit, now)}
    activity, is_new = create_once(
        Activity.objects.filter(unit=unit),
        form_uuid=form_uuid,
        refusal=Reason("activity_form_used"),
        values={**values, "unit": unit, "created_by": user},
    )
    if is_new:
        audit(actor=user, action="activity.created", subject=activity,
              activity_id=activity.pk, task=Task.ROLE, side="unit", at=now)  # fmt: skip
    return activity, is_new


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    opened: int,
    values: Mapping[str, Any],
    user: Any,
    now: datetime,
    side: str,
    action: str = "activity.changed",
) -> Activity:
    """Write what changed, under lock; a published activity whose gate breaks takes no new sign-ups.

    Args:
        opened: the version on which the form was opened.
        side: for which party one acts.

    Raises:
        Stale: somebody saved meanwhile.
    """
    if "was_paid_work" in values:
        before = Activity.objects.values_list("was_paid_work", flat=True).get(pk=activity.pk)
        values = {**values, **_said_on(values, before, activity.unit, now)}
    fresh, changed = change_row(activity, opened=opened, refusal=None, values=values)
    if changed:
        audit(actor=user, action=action, subject=fresh, fields=changed,
              activity_id=fresh.pk, task=Task.ROLE, side=side, at=now)  # fmt: skip
    return fresh


def _said_on(
    values: Mapping[str, Any], before: bool | None, unit: CareUnit, now: datetime
) -> dict[str, Any]:
    """The day on which it was said whether paid staff did it, where that is new."""
    said = values.get("was_paid_work")
    if said == before:
        return {}
    day = None if said is None else now.astimezone(unit.zone).date()
    return {"paid_work_said_on": day}


@transaction.atomic
def add_requirement(
    *, activity: Activity, values: Mapping[str, Any], user: Any, now: datetime, side: str
) -> ActivityRequirement:
    """Ask everybody who signs up for something more; the same one twice gives the first.

    Locks the activity.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    same = activity.requirements.filter(
        ended_at__isnull=True, type=values["type"], other_text=values.get("other_text", "")
    ).first()
    if same is not None:
        return same
    requirement = activity.requirements.create(**values)
    audit(actor=user, action="requirement.added", subject=requirement,
          activity_id=activity.pk, task=Task.ROLE, side=side, at=now)  # fmt: skip
    return requirement


@transaction.atomic
def end_requirement(
    *, requirement: ActivityRequirement, user: Any, now: datetime, side: str
) -> ActivityRequirement:
    """Ask for it no longer; the row stays. A second press changes nothing."""
    fresh = ActivityRequirement.objects.select_for_update().get(pk=requirement.pk)
    if fresh.ended_at is None:
        fresh.ended_at = now
        fresh.save(update_fields=["ended_at"])
        audit(actor=user, action="requirement.ended", subject=fresh,
              activity_id=fresh.activity_id, task=Task.ROLE, side=side, at=now)  # fmt: skip
    return fresh


@transaction.atomic
def confirm_list(*, unit: CareUnit, user: Any, now: datetime, form_uuid: UUID) -> ListConfirmation:
    """Say that the unit's list of activities is complete; a repeat of the form counts once.

    Two statements.
    """
    row, is_new = ListConfirmation.objects.get_or_create(
        form_uuid=form_uuid, defaults={"unit": unit, "at": now, "by": user}
    )
    if is_new:
        audit(actor=user, action="unit.list_confirmed", subject=unit, side="unit", at=now)
    return row


@transaction.atomic
def unconfirm_list(*, unit: CareUnit, user: Any, now: datetime) -> None:
    """Take back what stands: the list is not complete after all. A second press changes nothing."""
    standing = ListConfirmation.objects.standing().filter(unit=unit)
    if standing.update(withdrawn_at=now):
        audit(actor=user, action="unit.list_unconfirmed", subject=unit, side="unit", at=now)
