"""Changing a session, it and the following ones, or the whole series from now on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Stale, refuse_if
from careshare.once import check_version
from careshare.outbox.services.events import record_event
from coordination.planning.access.moving import (
    Change,
    Scope,
    Step,
    concerned,
    reasons_against_change,
    steps_of,
)
from coordination.planning.services.cancelling import Together, cancel_shift
from coordination.shifts.models import Position, Series, SeriesDate, SeriesPosition, Shift
from coordination.shifts.rules import (
    DateKind,
    ShiftCancelReason,
    is_endless,
    moved,
    reasons_against_changing,
    single_weekday,
    until,
    with_weekday,
)
from coordination.signups.models import SignUp
from coordination.signups.services import take_along
from coordination.signups.services.moving import ask_again
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def change_sessions(
    *, shift: Shift, scope: Scope, change: Change, opened: int, user: Any, now: datetime,
    side: str = "",
) -> list[Step]:  # fmt: skip
    """Move sessions, or change their place and numbers; whoever has a place is asked.

    "This and following" and "all" end the series the day before and go on as a new one, so that
    what has been keeps its sessions and people. Locks the people in order, then the positions in
    order, then the series: nobody is put on two sessions at once, as who is moved is asked first
    and confirmed only by an own yes. About four statements a session and three a sign-up.

    Raises:
        Refused: with every reason. Stale: somebody changed it, or signed up, meanwhile.
    """
    ids = [one.pk for one in concerned(shift, scope, now)]
    people = set(SignUp.objects.live().filter(shift__in=ids).values_list("person_id", flat=True))
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    list(Position.objects.select_for_update().filter(shift__in=ids).order_by("pk"))
    if shift.series_id:
        Series.objects.select_for_update().get(pk=shift.series_id)
    shift = Shift.objects.for_pages().select_related("series").get(pk=shift.pk)
    check_version(opened, shift.version)
    refuse_if(reasons_against_change(shift, scope, change, now))
    steps = steps_of(shift, scope, change, now)
    before = {step.shift.pk: step.shift.starts_at for step in steps}
    live = list(SignUp.objects.for_pages().live().filter(shift__in=ids).order_by("pk"))
    if {one.person_id for one in live} - people:
        raise Stale(Reason("changed_meanwhile"))
    was_moved = {step.shift.pk for step in steps if step.is_moved}
    series = _go_on(shift, steps, change, user, now) if _splits(shift, scope) else None
    for step in steps:
        _write(step, change, series)
    _ask([one for one in live if one.shift_id in was_moved], steps, now)
    audit(actor=user, action="series.changed" if series else "shift.changed",
          subject=series or shift, fields=["starts_at", "ends_at", "place"],
          activity_id=shift.activity_id, task=Task.SCHEDULE, side=side, at=now)  # fmt: skip
    _say_moved([step for step in steps if step.shift.pk in was_moved], before, user, now)
    return steps


def _say_moved(
    steps: Sequence[Step], before: Mapping[int, datetime], user: Any, now: datetime
) -> None:
    """One event for all of a press, at its first session."""
    if not steps:
        return
    first = steps[0].shift
    facts = {"was": before[first.pk].isoformat(), "others": len(steps) - 1, "by": user.pk}
    record_event(name="shift.moved", cause="shift", cause_id=first.pk,
                 cause_version=first.version, facts=facts, now=now,
                 undo_seconds=first.activity.unit.area.policy.undo_seconds)  # fmt: skip


def _splits(shift: Shift, scope: Scope) -> bool:
    return scope != Scope.THIS and shift.series_id is not None


def _write(step: Step, change: Change, series: Series | None) -> None:
    shift = step.shift
    shift.starts_at, shift.ends_at, shift.place = step.starts_at, step.ends_at, change.place
    if series is not None:
        shift.series, shift.series_on = series, step.on
    shift.version += 1
    shift.save(update_fields=["starts_at", "ends_at", "place", "series", "series_on", "version"])
    if change.minimum is not None and change.maximum is not None:
        for position in shift.positions.all():
            position.minimum, position.maximum = change.minimum, change.maximum
            position.save(update_fields=["minimum", "maximum"])  # never `taken`: a trigger's


def _ask(live: Iterable[SignUp], steps: list[Step], now: datetime) -> None:
    shifts = {step.shift.pk: step.shift for step in steps}
    first: dict[int, int] = {}
    for sign_up in live:
        speaks = first.setdefault(sign_up.person_id, sign_up.pk)
        ask_again(sign_up=sign_up, shift=shifts[sign_up.shift_id], first=speaks, now=now)


def _go_on(shift: Shift, steps: list[Step], change: Change, user: Any, now: datetime) -> Series:
    """End the series the day before the first session concerned, and make the one that goes on."""
    old = Series.objects.get(pk=shift.series_id or 0)
    begins = min(step.shift.series_on or step.on for step in steps)
    rule, offset = _rule_from(old, change), steps[0].on - begins
    new = Series.objects.create(
        activity_id=old.activity_id,
        rrule=rule,
        starts_on=steps[0].on,
        starts=change.starts,
        ends=change.ends,
        time_zone=old.time_zone,
        made_until=old.made_until + offset if old.made_until else None,
        skips_holidays=old.skips_holidays,
        clock_change=old.clock_change,
        place=change.place,
        continues=old,
        created_by=user,
    )
    SeriesPosition.objects.bulk_create(
        SeriesPosition(
            series=new,
            name=one.name,
            minimum=one.minimum if change.minimum is None else change.minimum,
            maximum=one.maximum if change.maximum is None else change.maximum,
        )
        for one in old.positions.order_by("pk")
    )
    _take_dates_along(old, new, begins, offset)
    take_along(old, new)
    end_series(old, begins - timedelta(days=1), now)
    return new


def _rule_from(old: Series, change: Change) -> str:
    """The old rule with the new weekday; one that ends keeps its last day."""
    rule = old.rrule
    if not is_endless(rule) and old.made_until is not None:
        rule = until(rule, old.starts_on, old.made_until)
        last = moved(old.made_until, rule, old.starts_on, change.on.weekday())
        if single_weekday(rule, old.starts_on) is not None:
            rule = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL="))
            rule = f"{rule};UNTIL={max(last, old.made_until):%Y%m%d}"
    if single_weekday(rule, old.starts_on) is None:
        return rule
    return with_weekday(rule, change.on.weekday())


def _take_dates_along(old: Series, new: Series, begins: date, offset: timedelta) -> None:
    """Exceptions from then on; a holiday is one of its own day, whichever weekday the series has.

    The sweep names the holidays of the new days that are not made yet.
    """
    rows = old.dates.filter(on__gte=begins)
    if offset:
        rows = rows.exclude(kind=DateKind.HOLIDAY)
    SeriesDate.objects.bulk_create(
        SeriesDate(series=new, on=one.on + offset, kind=one.kind, name=one.name) for one in rows
    )


def end_series(series: Series, last: date, now: datetime) -> None:
    """Let a series make nothing after a day; its sessions stay. One statement."""
    series.rrule = until(series.rrule, series.starts_on, max(last, series.starts_on))
    series.ended_at = now
    series.version += 1
    series.save(update_fields=["rrule", "ended_at", "version"])


@transaction.atomic
def cancel_sessions(
    *, shift: Shift, scope: Scope, reason: ShiftCancelReason, user: Any, side: str, now: datetime
) -> int:
    """Cancel a session, it and the following ones, or all; the series then makes no more.

    Gives how many sign-ups were freed; each person is told in one letter. Locks the series, then
    each session's positions.

    Raises:
        Refused: the session has begun.
    """
    shifts = concerned(shift, scope, now)
    if not shifts:
        refuse_if(reasons_against_changing(shift.state, shift.starts_at, now))
    if scope != Scope.THIS and shift.series_id:
        series = Series.objects.select_for_update().get(pk=shift.series_id)
        first = min((one.series_on or one.starts_at.date()) for one in shifts)
        end_series(series, first - timedelta(days=1), now)
        audit(actor=user, action="series.ended", subject=series, activity_id=shift.activity_id,
              task=Task.SCHEDULE, side=side, at=now)  # fmt: skip
    together = Together()
    return sum(
        len(
            cancel_shift(shift=one, reason=reason, user=user, side=side, now=now, together=together)
        )
        for one in sorted(shifts, key=lambda one: one.pk)
    )
