"""What waits on sessions, as cases: since when, and how far it has come. To-dos are no rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Max

from coordination.arrangements.access import Record, Verdict, may
from coordination.arrangements.rules import Case
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task

AHEAD = timedelta(days=7)
"""A session that needs somebody is a to-do from a week before its start (as Today shows it)."""


def _wait(shift: Shift) -> timedelta:
    return timedelta(days=shift.activity.unit.area.policy.wait_days)


def request_case(shift: Shift, made_at: datetime) -> Case:
    """A sign-up that waits for a yes or a no."""
    acts = frozenset({Capability.DECIDE_SIGN_UPS})
    return Case(Task.MATCH, acts, made_at, _wait(shift), shift.starts_at)


def cover_case(shift: Shift, freed_at: datetime | None) -> Case:
    """A session that needs somebody: since a week before it, or since it was planned or a place
    came free later than that.
    """
    acts = frozenset({Capability.PLAN_SHIFTS, Capability.PLACE_PEOPLE})
    begins = (shift.starts_at - AHEAD, shift.planned_at, freed_at)
    since = max(one for one in begins if one is not None)
    return Case(Task.SCHEDULE, acts, since, _wait(shift), shift.starts_at)


def attendance_case(shift: Shift) -> Case:
    """A session that is over and of which nobody has said who came."""
    acts = frozenset({Capability.RECORD_ATTENDANCE})
    return Case(Task.RECORD, acts, shift.ends_at, _wait(shift))


def freed_at(shifts: Iterable[Shift]) -> dict[int, datetime]:
    """When a place last came free on each shift; one query."""
    rows = SignUp.objects.filter(shift__in=list(shifts), state=SignUpState.CANCELLED)
    found = rows.order_by().values_list("shift_id").annotate(Max("cancelled_at"))
    return {pk: moment for pk, moment in found if moment is not None}


def case_of(shift: Shift, capability: Capability, now: datetime) -> Case | None:
    """What waits on a session that somebody would meet by this act; at most two queries."""
    if shift.state != ShiftState.PLANNED:
        return None
    if capability == Capability.RECORD_ATTENDANCE and shift.ends_at <= now:
        unknown = SignUp.objects.confirmed().filter(shift=shift, attendance__isnull=True)
        return attendance_case(shift) if unknown.exists() else None
    if capability in (Capability.PLAN_SHIFTS, Capability.PLACE_PEOPLE) and shift.starts_at > now:
        needs = sum(one.coverage.missing for one in shift.positions.all())
        return cover_case(shift, freed_at([shift]).get(shift.pk)) if needs else None
    return None


def verdict_on(
    actor: Actor, capability: Capability, record: Record, shift: Shift, now: datetime
) -> Verdict:
    """`may` for one session: one's own task, or a case that waited too long. Up to two queries."""
    verdict = may(actor, capability, record)
    if verdict or not verdict.party:
        return verdict
    return may(actor, capability, record, case=case_of(shift, capability, now), now=now)
