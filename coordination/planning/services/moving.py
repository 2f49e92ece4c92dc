"""Changing a session, it and the following ones, or the whole series from now on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Stale, refuse_if
from careshare.once import check_version
from coordination.planning.access.against_moving import only_places, reasons_against_change
from coordination.planning.access.moving import (
    Change,
    Plan,
    Scope,
    Step,
    concerned,
    day_of,
    plan_of,
)
from coordination.planning.services.cancelling import Together, cancel_shift
from coordination.planning.services.restoring import Before, say_moved
from coordination.planning.services.series import make_on
from coordination.planning.services.splitting import end_series, go_on
from coordination.shifts.models import Position, Series, Shift
from coordination.shifts.rules import ShiftCancelReason, reasons_against_changing
from coordination.signups.models import SignUp
from coordination.signups.services import put_down, regulars_of
from coordination.signups.services.moving import ask_all
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def change_sessions(
    *, shift: Shift, scope: Scope, change: Change, opened: int, user: Any, now: datetime,
    side: str = "", before: Before | None = None,
) -> list[Step]:  # fmt: skip
    """Move sessions, or change their place and numbers; whoever has a place is asked.

    "This and following" and "all" end the series the day before and go on as a new one, so that
    what has been keeps its sessions and people; so does each series that it went on as. What would
    fall on a day off is cancelled by its name, and what one had left out on the old weekday is
    made. The caller locks the activity (`still_allowed`), as the sweep that makes sessions does;
    this then the people in order, the positions in order, and the series: nobody is put on two
    sessions at once, as who is moved is asked first and confirmed only by an own yes. About four
    statements a session and three a sign-up.

    Args:
        before: is told what was, for an undo.

    Raises:
        Refused: with every reason. Stale: somebody changed it, or signed up, meanwhile.
    """
    before = before if before is not None else Before()
    splits = scope != Scope.THIS and shift.series_id is not None
    chain = Series.objects.chain_of(shift.series_id or 0) if splits else {shift.series_id or 0}
    ids = [one.pk for one in concerned(shift, scope, now)]
    people = set(SignUp.objects.live().filter(shift__in=ids).values_list("person_id", flat=True))
    people |= regulars_of(chain) if splits else set()
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    list(Position.objects.select_for_update().filter(shift__in=ids).order_by("pk"))
    list(Series.objects.select_for_update().filter(pk__in=chain).order_by("pk"))
    shift = Shift.objects.for_pages().select_related("series").get(pk=shift.pk)
    check_version(opened, shift.version)
    refuse_if(reasons_against_change(shift, scope, change, now))
    plan = plan_of(shift, scope, change, now)
    live = list(SignUp.objects.for_pages().live().filter(shift__in=ids).order_by("pk"))
    if {one.person_id for one in live} - people:
        raise Stale(Reason("changed_meanwhile"))
    before.keep(step.shift for step in plan.steps)
    was_moved = {step.shift.pk: step.shift for step in plan.kept if step.is_moved}
    starts = {pk: one.starts_at for pk, one in was_moved.items()}
    series = _split(plan, change, user, now, before)
    for step in plan.kept:
        _write(step, change, plan, series.get(step.shift.series_id or 0))
    _leave_out(plan, user, side, now)
    put_down({one.pk for one in series.values()}, _add(plan, series, now), now)
    ask_all(live, was_moved, now)
    audit(actor=user, action="series.changed" if series else "shift.changed",
          subject=series.get(shift.series_id or 0, shift), fields=["starts_at", "ends_at", "place"],
          activity_id=shift.activity_id, task=Task.SCHEDULE, side=side, at=now)  # fmt: skip
    say_moved(was_moved.values(), starts, user, now)
    return plan.steps


def _split(
    plan: Plan, change: Change, user: Any, now: datetime, before: Before
) -> dict[int, Series]:
    """What each series goes on as, by the id of what it was."""
    made: dict[int, Series] = {}
    for onward in plan.onward:
        before.keep_series(onward.series)
        made[onward.series.pk] = go_on(onward, plan, change, user, now)
    before.made += [one.pk for one in made.values()]
    return made


def _write(step: Step, change: Change, plan: Plan, series: Series | None) -> None:
    shift = step.shift
    shift.starts_at, shift.ends_at, shift.place = step.starts_at, step.ends_at, step.place
    if series is not None:
        shift.series, shift.series_on = series, step.occurrence
    shift.version += 1
    shift.save(update_fields=["starts_at", "ends_at", "place", "series", "series_on", "version"])
    if change.minimum is None or change.maximum is None or step.is_left or not plan.asked.numbers:
        return
    for position in only_places(shift):
        position.minimum, position.maximum = change.minimum, change.maximum
        position.save(update_fields=["minimum", "maximum"])  # never `taken`: a trigger's


def _leave_out(plan: Plan, user: Any, side: str, now: datetime) -> None:
    """Cancel what would fall on a day off, in one letter to each."""
    together = Together()
    for step in sorted((one for one in plan.steps if one.off), key=lambda one: one.shift.pk):
        cancel_shift(shift=step.shift, reason=ShiftCancelReason.PLAN_CHANGED, user=user, side=side,
                     now=now, together=together)  # fmt: skip


def _add(plan: Plan, series: dict[int, Series], now: datetime) -> list[Shift]:
    """Make what the old weekday had left out."""
    return [
        shift
        for pk, new in series.items()
        for shift in make_on(new, [one.on for one in plan.back if one.series.pk == pk], now)
    ]


@transaction.atomic
def cancel_sessions(
    *, shift: Shift, scope: Scope, reason: ShiftCancelReason, user: Any, side: str, now: datetime,
    before: Before | None = None,
) -> int:  # fmt: skip
    """Cancel a session, it and the following ones, or all; the series then makes no more.

    Gives how many sign-ups were freed; each person is told in one letter. Locks the positions of
    all sessions in order, then the series, and the caller the activity before them
    (`still_allowed`), so that the sweep makes no session meanwhile. No person: whoever is freed
    collides with nothing.

    Args:
        before: is told what was, for an undo.

    Raises:
        Refused: the session has begun.
    """
    before = before if before is not None else Before()
    ids = [one.pk for one in concerned(shift, scope, now)]
    list(Position.objects.select_for_update().filter(shift__in=ids).order_by("pk"))
    shifts = [one for one in concerned(shift, scope, now) if one.pk in ids]
    if not shifts:
        refuse_if(reasons_against_changing(shift.state, shift.starts_at, now))
    before.keep(shifts)
    if shifts and scope != Scope.THIS and shift.series_id:
        _end(shift, shifts, user, side, now, before)
    together = Together()
    return sum(
        len(
            cancel_shift(shift=one, reason=reason, user=user, side=side, now=now, together=together)
        )
        for one in sorted(shifts, key=lambda one: one.pk)
    )


def _end(
    shift: Shift, shifts: Iterable[Shift], user: Any, side: str, now: datetime, before: Before
) -> None:
    """Let a series, or what it goes on as, make no more."""
    last = min(day_of(one) for one in shifts) - timedelta(days=1)
    rows = Series.objects.filter(pk__in=Series.objects.chain_of(shift.series_id or 0))
    for series in rows.select_for_update().order_by("pk"):
        if series.ended_at is None:
            before.keep_series(series)
            end_series(series, last, now)
            audit(actor=user, action="series.ended", subject=series, task=Task.SCHEDULE,
                  activity_id=shift.activity_id, side=side, at=now)  # fmt: skip
