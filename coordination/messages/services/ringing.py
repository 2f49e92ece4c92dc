"""The call list: its letter to whoever recruits, hours before a session that needs somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Max

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Draft
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, records_of
from coordination.messages.access import colleagues
from coordination.messages.rules import TOLD_OF, Kind
from coordination.shifts.models import Shift
from coordination.signups.access import closed_shifts
from coordination.signups.rules import is_time_to_ring
from volunteers.places.models import AreaPolicy


def missing_ring_rounds(now: datetime) -> list[Draft]:
    """Letters about sessions that begin within the area's hours and need people, one each.

    Two queries where there is none; else about ten, and one or two for each new one.
    """
    most = AreaPolicy.objects.aggregate(hours=Max("call_list_hours"))["hours"]
    if most is None:
        return []
    rows = Shift.objects.planned().filter(activity__state=ActivityState.PUBLISHED)
    rows = rows.filter(starts_at__gt=now, starts_at__lte=now + timedelta(hours=most))
    rows = rows.select_related("activity__unit__area__policy", "activity__ward")
    due = [one for one in rows.prefetch_related("positions") if _is_due(one, now)]
    if not due:
        return []
    told = Delivery.objects.filter(kind=Kind.RING_ROUND, cause="shift", cause_id__in=[
        one.pk for one in due
    ])  # fmt: skip
    there = {(pk, facts["at"]) for pk, facts in told.values_list("cause_id", "facts")}
    closed = closed_shifts(due)
    fresh = [one for one in due if one.pk not in closed and (one.pk, _at(one)) not in there]
    records = records_of({one.activity_id: one.activity for one in fresh}.values())
    return [draft for one in fresh for draft in _drafts(one, records[one.activity_id], now)]


def _is_due(shift: Shift, now: datetime) -> bool:
    hours = shift.activity.unit.area.policy.call_list_hours
    return bool(shift.coverage.missing) and is_time_to_ring(shift.starts_at, now, hours=hours)


def _at(shift: Shift) -> str:
    """The time is a part of the key: a session that moved has its own letter."""
    return f"{shift.starts_at:%Y%m%dT%H%MZ}"


def _drafts(shift: Shift, record: Record, now: datetime) -> Iterator[Draft]:
    day = now.astimezone(shift.activity.unit.zone).date()
    for user in colleagues(record, *TOLD_OF[Kind.RING_ROUND], day=day):
        yield Draft(
            kind=Kind.RING_ROUND,
            cause="shift",
            cause_id=shift.pk,
            cause_version=1,
            offset=f"ring@{_at(shift)}",
            due_at=now,
            user_id=user.pk,
            useless_after=shift.starts_at,
            facts={"at": _at(shift)},
        )
