"""What is against a change of a session, or of more of its series."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from careshare.errors import Reason
from coordination.planning.access.moving import Change, Plan, Scope, day_of, plan_of
from coordination.planning.access.series import limits_of
from coordination.shifts.models import Position, Shift
from coordination.shifts.rules import (
    ClockChange,
    PlanLimits,
    Wish,
    moved,
    reasons_against_changing,
    reasons_against_places,
    reasons_against_plan,
    single_weekday,
)
from coordination.shifts.words import short_day


def reasons_against_change(
    shift: Shift, scope: Scope, change: Change, now: datetime
) -> list[Reason]:
    """Every reason against a change; asked for the page, and again under lock. Nine queries."""
    zone = shift.activity.unit.zone
    reasons = reasons_against_changing(shift.state, shift.starts_at, now)
    plan = plan_of(shift, scope, change, now)
    if reasons or not plan.steps:
        return reasons or [Reason("shift_has_begun")]
    if scope != Scope.THIS:
        reasons += _against_the_day(shift, change, zone) or _against_two(plan)
    days = sorted(step.on for step in plan.kept if not step.is_left)
    if not days:
        return [*reasons, Reason("series_empty")]
    limits = replace(limits_of(shift.activity), series_most=len(days) + 1)
    kept = shift.series.clock_change if shift.series else ""
    low = 1 if change.minimum is None else change.minimum
    high = low if change.maximum is None else change.maximum
    wish = Wish(days[0], change.starts, change.ends, low, high, also_on=tuple(days),
                clock_change=ClockChange(kept) if kept else None)  # fmt: skip
    reasons += reasons_against_plan(wish, limits=limits, now=now, zone=zone)
    return reasons or _against_numbers(plan, change, limits)


def _against_numbers(plan: Plan, change: Change, limits: PlanLimits) -> list[Reason]:
    low, high = change.minimum, change.maximum
    if low is None or high is None or not plan.asked.numbers:
        return []
    steps = [step for step in plan.kept if not step.is_left]
    taken = max((one.taken for step in steps for one in only_places(step.shift)), default=0)
    return reasons_against_places(minimum=low, maximum=high, taken=taken, limits=limits)


def only_places(shift: Shift) -> list[Position]:
    """The places of a session whose numbers a change can give: where there is one sort of them."""
    found = list(shift.positions.all())
    return found if len(found) == 1 else []


def _against_the_day(shift: Shift, change: Change, zone: ZoneInfo) -> list[Reason]:
    """Several sessions move within their week alone, and only where they share one weekday."""
    series, day = shift.series, day_of(shift)
    now_on = shift.starts_at.astimezone(zone).date()
    if series is None or change.on in (day, now_on):
        return []
    if single_weekday(series.rrule, series.starts_on) is None:
        return [Reason("series_of_many_days")]
    wanted = moved(day, series.rrule, series.starts_on, change.on.weekday())
    return [] if wanted == change.on else [Reason("series_other_week")]


def _against_two(plan: Plan) -> list[Reason]:
    """No two sessions of a series become the same day of it."""
    days = Counter((step.shift.series_id, step.occurrence) for step in plan.kept)
    twice = sorted({day for (_series, day), times in days.items() if times > 1 and day})
    return [Reason("series_day_twice", {"day": short_day(day)}) for day in twice]
