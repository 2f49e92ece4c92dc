"""What waits just now, with its case: for letters, as Today shows it to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Exists, Max, Min, OuterRef, QuerySet

from careshare.outbox.models import Delivery
from careshare.outbox.rules import DeliveryState
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, records_of
from coordination.arrangements.rules import Case, Step, longest
from coordination.messages.rules import Kind
from coordination.planning.access.waiting import (
    AHEAD,
    Staff,
    attendance_case,
    company_cases,
    cover_cases,
    freed_at,
    hours_case,
    induction_case,
    raised_case,
    request_case,
)
from coordination.shifts.models import Shift
from coordination.signups.access import closed_shifts
from coordination.signups.access.first_times import newcomers
from coordination.signups.models import UNRECORDED, AddedHours, Raised, SignUp
from coordination.signups.rules import SignUpState
from volunteers.memberships.rules import Task
from volunteers.places.models import AreaPolicy

STEPPED_IN_FOR: Mapping[str, QuerySet[Any]] = {
    "shift": Shift.objects.all(),
    "addedhours": AddedHours.objects.all(),
    "raised": Raised.objects.select_related("shift"),
}
"""What another side can have seen to, by the cause of its event and letter."""

Subject = TypeVar("Subject")


class Waiting(NamedTuple, Generic[Subject]):
    """A row that waits for an act of one task."""

    subject: Subject
    case: Case
    record: Record
    is_told: bool = False  # whoever holds the task had a letter when it began
    had: frozenset[int] | None = None  # the log-ins to which that one went, where it is looked up


def waiting(now: datetime, *, only: int | None = None) -> list[Waiting[Shift]]:
    """Everything on sessions that waits, or what waits on one; about fifteen queries in all,
    nineteen where a home visit is ahead.
    """
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
    asked, over, ahead = list(asked), list(over), list(ahead)
    needing = [shift for shift in ahead if shift.coverage.missing]
    visits = [shift for shift in ahead if shift.activity.is_home_visit]
    all_shifts = [*asked, *needing, *over, *visits]
    closed = closed_shifts(all_shifts)
    records = records_of({one.activity_id: one.activity for one in all_shifts}.values())
    alone = [(one.shift, case, False) for one, case in company_cases(visits)]
    found = [*_asked(asked), *_uncovered(needing, records), *_over(over), *alone]
    staff = Staff(records.values(), now)
    return [
        Waiting(shift, staff.case(case, record), record, is_told)
        for shift, case, is_told in found
        if shift.pk not in closed and (record := records[shift.activity_id])
    ]


def waiting_hours(now: datetime, *, only: int | None = None) -> list[Waiting[Activity]]:
    """Activities with added hours that nobody has answered, since the first of them; about seven
    queries in all.
    """
    rows = AddedHours.objects.waiting().order_by()
    if only is not None:
        rows = rows.filter(activity=only)
    first = dict(rows.values_list("activity_id").annotate(Min("made_at")))
    found = Activity.objects.filter(pk__in=first).select_related("unit__area__policy")
    records = records_of(found)
    staff = Staff(records.values(), now)
    return [
        Waiting(one.activity, staff.case(hours_case(one.activity, first[pk]), one), one)
        for pk, one in records.items()
    ]


def waiting_raised(now: datetime, *, only: int | None = None) -> list[Waiting[Raised]]:
    """Concerns and hard days that nobody has closed, each by itself; about seven queries in all,
    eight where the side that holds the task of one has nobody.
    """
    rows = Raised.objects.open().for_pages().order_by("pk")
    found = list(rows if only is None else rows.filter(pk=only))
    records = records_of({one.activity_id: one.activity for one in found}.values())
    staff = Staff(records.values(), now)
    cases = {one: staff.case(raised_case(one), records[one.activity_id]) for one in found}
    had = _had_first_letter(one.pk for one, case in cases.items() if Step.HOLDER in case.empty)
    return [
        Waiting(one, case, records[one.activity_id], is_told=True, had=had.get(one.pk))
        for one, case in cases.items()
    ]


def _had_first_letter(ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """To whom the first letter of concerns and hard days went, of those of which one is written
    already; what was skipped, as its reader was gone, does not count. One query, or none.
    """
    rows = Delivery.objects.filter(
        kind__in=(Kind.CONCERN, Kind.HARD_DAY), cause="raised", cause_id__in=list(ids)
    )
    had: dict[int, frozenset[int]] = {}
    for pk, user, state in rows.values_list("cause_id", "user_id", "state"):
        sent = frozenset() if state == DeliveryState.SKIPPED else frozenset({user})
        had[pk] = had.get(pk, frozenset()) | sent
    return had


def waiting_inductions(now: datetime, *, only: int | None = None) -> list[Waiting[Shift]]:
    """Sessions of the next week to which somebody comes for the first time; about twelve queries
    in all.
    """
    rows = Shift.objects.planned().filter(starts_at__gt=now, starts_at__lte=now + AHEAD)
    rows = rows.select_related("activity__unit__area__policy", "activity__ward")
    ahead = list(rows if only is None else rows.filter(pk=only))
    closed = closed_shifts(ahead)
    new = newcomers(one for one in ahead if one.pk not in closed)
    records = records_of({one.activity_id: one.activity for one in ahead}.values())
    staff = Staff(records.values(), now)
    found = []
    for shift, group in groupby(new, key=lambda one: one.sign_up.shift):
        record = records[shift.activity_id]
        cases = [staff.case(induction_case(shift, one.since), record) for one in group]
        case = longest(cases, now)
        if case is not None:
            found.append(Waiting(shift, case, record, is_told=True))
    return found


def since_key(case: Case) -> str:
    """Since when a case waits, as the key of its letters ends."""
    return f"@{case.since:%Y%m%dT%H%MZ}"


Found = tuple[Shift, Case, bool]


def _asked(shifts: list[Shift]) -> Iterator[Found]:
    rows = SignUp.objects.filter(shift__in=shifts, state=SignUpState.REQUESTED)
    first = dict(rows.order_by("-made_at").values_list("shift_id", "made_at"))
    for shift in shifts:
        if shift.pk in first:
            yield shift, request_case(shift, first[shift.pk]), True


def _uncovered(shifts: list[Shift], records: Mapping[int, Record]) -> Iterator[Found]:
    freed = freed_at(shifts)
    for shift in shifts:
        moment = freed.get(shift.pk)
        for case in cover_cases(shift, moment, records[shift.activity_id]):
            yield shift, case, case.task == Task.SCHEDULE and case.since == moment


def _over(shifts: list[Shift]) -> Iterator[Found]:
    for shift in shifts:
        yield shift, attendance_case(shift), False
