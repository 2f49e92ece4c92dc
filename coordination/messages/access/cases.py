"""What waits on sessions just now, with its case: for letters, as Today shows it to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, Max, Min, OuterRef

from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, records_of
from coordination.arrangements.rules import Case, Step
from coordination.planning.access.waiting import (
    AHEAD,
    Staff,
    attendance_case,
    cover_cases,
    freed_at,
    hours_case,
    request_case,
)
from coordination.shifts.models import Shift
from coordination.signups.access import closed_shifts
from coordination.signups.models import UNRECORDED, AddedHours, SignUp
from coordination.signups.rules import SignUpState
from volunteers.places.models import AreaPolicy


class Waiting(NamedTuple):
    """One session that waits for an act of one task."""

    shift: Shift
    case: Case
    record: Record


def waiting(now: datetime, *, only: int | None = None) -> list[Waiting]:
    """Everything on sessions that waits, or what waits on one; about fifteen queries in all."""
    rows = Shift.objects.planned().select_related("activity__unit__area__policy", "activity__ward")
    if only is not None:
        rows = rows.filter(pk=only)
    wait = AreaPolicy.objects.aggregate(days=Max("wait_days"))["days"] or 1
    since = now - timedelta(days=wait * len(Step))
    unknown = SignUp.objects.confirmed().filter(UNRECORDED, shift=OuterRef("pk"))
    asks = SignUp.objects.filter(shift=OuterRef("pk"), state=SignUpState.REQUESTED)
    asked = rows.filter(Exists(asks), starts_at__gt=now)
    ahead = rows.filter(starts_at__gt=now, starts_at__lte=now + AHEAD)
    ahead = ahead.filter(activity__state=ActivityState.PUBLISHED).prefetch_related("positions")
    over = rows.filter(Exists(unknown), ends_at__lte=now, ends_at__gt=since)
    asked, over = list(asked), list(over)
    needing = [shift for shift in ahead if shift.coverage.missing]
    all_shifts = [*asked, *needing, *over]
    closed = closed_shifts(all_shifts)
    records = records_of({one.activity_id: one.activity for one in all_shifts}.values())
    found = [*_asked(asked), *_uncovered(needing, records), *_over(over)]
    staff = Staff(records.values(), now)
    return [
        Waiting(shift, staff.case(case, record), record)
        for shift, case in found
        if shift.pk not in closed and (record := records[shift.activity_id])
    ]


class WaitingHours(NamedTuple):
    """Added hours of one activity that wait for an answer: the first of them."""

    activity: Activity
    case: Case
    record: Record


def waiting_hours(now: datetime, *, only: int | None = None) -> list[WaitingHours]:
    """Activities with added hours that nobody has answered; about seven queries in all."""
    rows = AddedHours.objects.waiting().order_by()
    if only is not None:
        rows = rows.filter(activity=only)
    first = dict(rows.values_list("activity_id").annotate(Min("made_at")))
    found = Activity.objects.filter(pk__in=first).select_related("unit__area__policy")
    records = records_of(found)
    staff = Staff(records.values(), now)
    return [
        WaitingHours(
            one.activity, staff.case(hours_case(one.activity, first[pk]), one), one
        )
        for pk, one in records.items()
    ]  # fmt: skip


def _asked(shifts: list[Shift]) -> Iterator[tuple[Shift, Case]]:
    rows = SignUp.objects.filter(shift__in=shifts, state=SignUpState.REQUESTED)
    first = dict(rows.order_by("-made_at").values_list("shift_id", "made_at"))
    for shift in shifts:
        if shift.pk in first:
            yield shift, request_case(shift, first[shift.pk])


def _uncovered(shifts: list[Shift], records: Mapping[int, Record]) -> Iterator[tuple[Shift, Case]]:
    freed = freed_at(shifts)
    for shift in shifts:
        for case in cover_cases(shift, freed.get(shift.pk), records[shift.activity_id]):
            yield shift, case


def _over(shifts: list[Shift]) -> Iterator[tuple[Shift, Case]]:
    for shift in shifts:
        yield shift, attendance_case(shift)
