"""Planning sessions: one, or a weekly series by wall time; changing the numbers of one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, refuse_if
from careshare.once import check_version
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.shifts.models import Position, Series, SeriesPosition, Shift
from coordination.shifts.rules import (
    PlanLimits,
    Wish,
    reasons_against_changing,
    reasons_against_places,
    reasons_against_plan,
    weekly_days,
    window,
)
from volunteers.memberships.rules import Task


def limits_of(activity: Activity) -> PlanLimits:
    """What the area allows; the activity needs `unit__area__policy` selected."""
    policy = activity.unit.area.policy
    return PlanLimits(
        hours_most=policy.shift_hours_most,
        places_most=policy.places_most,
        series_most=policy.series_most,
        months_ahead=policy.plan_ahead_months,
    )


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
    """Write one session, or a weekly series of them at the same wall time.

    A repeat with the same `form_uuid` gives the first result. Locks the activity, so that a double
    press waits and then finds it. About 8 statements, however many weeks.

    Args:
        wish: day, times and numbers in the unit's wall time.
        side: for which party the user plans; kept in the audit log.

    Raises:
        Refused: with every reason against the plan.
    """
    Activity.objects.select_for_update().get(pk=activity.pk)
    activity = Activity.objects.select_related("unit__area__policy").get(pk=activity.pk)
    if repeated := _made_by(form_uuid):
        return repeated
    zone = activity.unit.zone
    reasons = reasons_against_plan(wish, limits=limits_of(activity), now=now, zone=zone)
    if activity.state == ActivityState.ENDED:
        reasons.append(Reason("activity_ended"))
    refuse_if(reasons)
    series = _series(activity, wish, user, form_uuid) if wish.weeks > 1 else None
    shifts = Shift.objects.bulk_create(
        _shift(activity, wish, series, form_uuid, index, now) for index in range(wish.weeks)
    )
    Position.objects.bulk_create(
        Position(shift=shift, minimum=wish.minimum, maximum=wish.maximum) for shift in shifts
    )
    audit(actor=user, action="series.planned" if series else "shift.planned",
          subject=series or shifts[0], activity_id=activity.pk, task=Task.SCHEDULE, side=side,
          at=now)  # fmt: skip
    return shifts


def _made_by(form_uuid: uuid.UUID | None) -> list[Shift]:
    """What this very form made before."""
    if form_uuid is None:
        return []
    series = Series.objects.filter(form_uuid=form_uuid).first()
    if series is not None:
        return list(series.shifts.order_by("starts_at"))
    return list(Shift.objects.filter(form_uuid=form_uuid))


def _series(activity: Activity, wish: Wish, user: Any, form_uuid: uuid.UUID | None) -> Series:
    series = Series.objects.create(
        activity=activity,
        rrule=f"FREQ=WEEKLY;COUNT={wish.weeks}",
        starts_on=wish.on,
        starts=wish.starts,
        ends=wish.ends,
        time_zone=activity.unit.area.time_zone,
        made_until=weekly_days(wish.on, wish.weeks)[-1],
        created_by=user,
        form_uuid=form_uuid,
    )
    SeriesPosition.objects.create(series=series, minimum=wish.minimum, maximum=wish.maximum)
    return series


def _shift(
    activity: Activity,
    wish: Wish,
    series: Series | None,
    form_uuid: uuid.UUID | None,
    index: int,
    now: datetime,
) -> Shift:
    on = weekly_days(wish.on, wish.weeks)[index]
    starts_at, ends_at = window(on, wish.starts, wish.ends, activity.unit.zone)
    return Shift(
        activity=activity,
        series=series,
        series_on=on if series else None,
        starts_at=starts_at,
        ends_at=ends_at,
        planned_at=now,
        form_uuid=None if series else form_uuid,
    )


@transaction.atomic
def change_places(
    *,
    shift: Shift,
    numbers: dict[int, tuple[int, int]],
    opened: int,
    user: Any,
    now: datetime,
    side: str = "",
) -> Shift:
    """Change how many are needed and how many fit; never below who comes already.

    Locks the positions in order, then the shift. About 6 statements.

    Args:
        numbers: fewest and most by the position's id; positions of other shifts are ignored.
        opened: the shift's version when the form was opened.

    Raises:
        Refused: with every reason against the numbers, or because the session has ended.
        Stale: somebody saved it meanwhile.
    """
    positions = _locked(shift, numbers)
    shift = Shift.objects.select_for_update().get(pk=shift.pk)
    check_version(opened, shift.version)
    activity = Activity.objects.select_related("unit__area__policy").get(pk=shift.activity_id)
    reasons = reasons_against_changing(shift.state, shift.starts_at, now)
    for position in positions:
        position.minimum, position.maximum = numbers[position.pk]
        reasons += reasons_against_places(
            minimum=position.minimum,
            maximum=position.maximum,
            taken=position.taken,
            limits=limits_of(activity),
        )
    refuse_if(reasons)
    for position in positions:
        position.save(update_fields=["minimum", "maximum"])  # never `taken`: a trigger's
    shift.version += 1
    shift.save(update_fields=["version"])
    audit(actor=user, action="shift.changed", subject=shift, fields=["minimum", "maximum"],
          activity_id=shift.activity_id, task=Task.SCHEDULE, side=side, at=now)  # fmt: skip
    return shift


def _locked(shift: Shift, ids: Iterable[int]) -> list[Position]:
    rows = Position.objects.select_for_update().filter(shift_id=shift.pk, pk__in=list(ids))
    return list(rows.order_by("pk"))
