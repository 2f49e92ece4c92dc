"""Planning sessions: one, or a weekly series by wall time."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, refuse_if
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.planning.access.series import limits_of, off_days
from coordination.planning.services.series import create_series
from coordination.shifts.models import Position, Series, Shift
from coordination.shifts.rules import (
    Wish,
    dates_of,
    reasons_against_plan,
    window,
)
from volunteers.memberships.rules import Task


@transaction.atomic
def plan_shifts(
    *,
    activity: Activity,
    wish: Wish,
    user: Any,
    now: datetime,
    form_uuid: uuid.UUID | None = None,
    side: str = "",
) -> list[Shift]:
    """Write one session, or a series of them at the same wall time.

    A repeat with the same `form_uuid` gives the first result. Locks the activity, so that a double
    press waits and then finds it. About 12 statements, however many sessions.

    Args:
        wish: day, times and numbers in the unit's wall time.
        side: for which party the user plans; kept in the audit log.

    Raises:
        Refused: with every reason against the plan.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    activity = Activity.objects.select_related("unit__area__policy").get(pk=activity.pk)
    if repeated := _made_by(form_uuid):
        return repeated
    zone = activity.unit.zone
    limits = limits_of(activity)
    off = off_days_for(activity, wish, now)
    reasons = reasons_against_plan(wish, limits=limits, now=now, zone=zone, off=off)
    if activity.state == ActivityState.ENDED:
        reasons.append(Reason("activity_ended"))
    refuse_if(reasons)
    dates = dates_of(wish, limits=limits, today=now.astimezone(zone).date(), off=off)
    if wish.is_series:
        shifts = create_series(activity=activity, wish=wish, dates=dates, user=user, now=now,
                               form_uuid=form_uuid)  # fmt: skip
    else:
        shifts = _single(activity, wish, dates.held[0], form_uuid, now)
    series = shifts[0].series
    audit(actor=user, action="series.planned" if series else "shift.planned",
          subject=series or shifts[0], activity_id=activity.pk, task=Task.SCHEDULE, side=side,
          at=now)  # fmt: skip
    return shifts


def off_days_for(activity: Activity, wish: Wish, now: datetime) -> dict[date, str]:
    """Holidays and closing days that a wish may meet; nothing where it does not avoid them."""
    if not wish.skips_holidays:
        return {}
    latest = limits_of(activity).latest(now.astimezone(activity.unit.zone).date())
    return off_days(activity.unit.area, wish.on, latest)


def _made_by(form_uuid: uuid.UUID | None) -> list[Shift]:
    """What this very form made before."""
    if form_uuid is None:
        return []
    series = Series.objects.filter(form_uuid=form_uuid).first()
    if series is not None:
        return list(series.shifts.order_by("starts_at"))
    return list(Shift.objects.filter(form_uuid=form_uuid))


def _single(
    activity: Activity, wish: Wish, on: date, form_uuid: uuid.UUID | None, now: datetime
) -> list[Shift]:
    starts_at, ends_at = window(on, wish.starts, wish.ends, activity.unit.zone)
    shift = Shift.objects.create(
        activity=activity,
        starts_at=starts_at,
        ends_at=ends_at,
        planned_at=now,
        form_uuid=form_uuid,
    )
    Position.objects.bulk_create(Position(shift=shift, **one._asdict()) for one in wish.positions)
    return [shift]
