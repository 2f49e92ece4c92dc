"""Undoing a change or a cancellation: each session, its people and its series as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, Stale, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState, is_over
from coordination.planning.services.cancelling import Together, cancel_shift
from coordination.shifts.models import Position, Series, Shift
from coordination.shifts.rules import ShiftCancelReason, ShiftState
from coordination.signups.access.returning import who_stays_away
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelReason, SignUpState
from coordination.signups.services import bring_back, regulars_of, take_along
from coordination.signups.services.moving import ask_all
from coordination.signups.services.reopening import answer_anew
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@dataclass
class Before:
    """What sessions and series were before a press; plain values, to be kept for its undo."""

    sessions: list[dict[str, Any]] = field(default_factory=list)
    series: list[dict[str, Any]] = field(default_factory=list)
    made: list[int] = field(default_factory=list)  # the series that the press made

    def keep(self, shifts: Iterable[Shift]) -> None:
        """Call it before they are written; load their positions with them."""
        self.sessions += [
            {
                "pk": one.pk,
                "version": one.version + 1,  # as the press leaves it
                "starts_at": one.starts_at.isoformat(),
                "ends_at": one.ends_at.isoformat(),
                "place": one.place,
                "series": one.series_id,
                "series_on": one.series_on.isoformat() if one.series_on else None,
                "numbers": [[row.pk, row.minimum, row.maximum] for row in one.positions.all()],
            }
            for one in shifts
        ]

    def keep_series(self, series: Series) -> None:
        """Call it before it is ended."""
        ended = series.ended_at.isoformat() if series.ended_at else None
        self.series.append({"pk": series.pk, "rrule": series.rrule, "ended_at": ended})

    def as_values(self) -> dict[str, Any]:
        """For the browser's session."""
        return asdict(self)


@transaction.atomic
def restore_sessions(
    *, before: Before, user: Any, now: datetime, side: str = ""
) -> list[SignUp]:  # fmt: skip
    """Give back what a press changed or cancelled: times, places and numbers of each session, its
    people and its series. Within the silent seconds nobody hears of it; later the owners of what
    was cancelled do, too, in one letter, and those who were told of another time.

    Who was freed by it comes again; gives those who stay away, as they meanwhile come to something
    else then, gave the regular time back, are on hold or have left. What the press added is
    cancelled. Locks the activity, as its end does, then the people in order, then the positions in
    order, then the series. About four statements a session and three a sign-up.

    Raises:
        Refused: a session would have begun or lies after the last day of an activity that ends, or
            more people come by now than did fit.
        Stale: somebody changed one of them meanwhile.
    """
    kept = {int(one["pk"]): one for one in before.sessions}
    activities = Shift.objects.filter(pk__in=kept).values("activity")
    list(Activity.objects.select_for_update(no_key=True).filter(pk__in=activities).order_by("pk"))
    added = Shift.objects.planned().filter(series__in=before.made).exclude(pk__in=kept)
    held = {*kept, *added.values_list("pk", flat=True)}
    signed = SignUp.objects.filter(shift__in=held)
    people = set(signed.values_list("person_id", flat=True)) | regulars_of(before.made)
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    list(Position.objects.select_for_update().filter(shift__in=held).order_by("pk"))
    ids = [*(one["pk"] for one in before.series), *before.made]
    rows = Series.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    series = {one.pk: one for one in rows}
    shifts = list(Shift.objects.for_pages().filter(pk__in=kept).order_by("starts_at", "pk"))
    _refuse(shifts, kept, now)
    _cancel_added(added, user, side, now)
    freed, told = _freed(shifts), [one for one in shifts if _is_told(one, now)]
    starts = {one.pk: one.starts_at for one in shifts}
    moved = {one.pk: one for one in shifts if _write_back(one, kept[one.pk])}
    for was in before.series:
        _restore_series(series[was["pk"]], was)
    for pk in before.made:
        _close(series[pk], series, now)
    live = SignUp.objects.for_pages().live().filter(shift__in=moved).order_by("pk")
    ask_all(live, moved, now)
    away = _bring_back(freed, user, now)
    audit(actor=user, action="shift.restored", subject=shifts[0], task=Task.SCHEDULE, side=side,
          fields=["starts_at", "ends_at", "state"], activity_id=shifts[0].activity_id,
          at=now)  # fmt: skip
    _say_restored(told, user, now)
    say_moved(sorted(moved.values(), key=lambda one: one.starts_at), starts, user, now)
    return away


def say_moved(
    shifts: Iterable[Shift], before: Mapping[int, datetime], user: Any, now: datetime
) -> None:
    """One event for all that a press moved, or moved back, at the first; none where that is none.

    Args:
        shifts: as they are by now, in the order in which they took place at first: an undo then
            speaks of the session of which the press did, and is silent where that was not told.
        before: when each began until now.
    """
    moved = list(shifts)
    if not moved:
        return
    first = moved[0]
    facts = {"was": before[first.pk].isoformat(), "others": len(moved) - 1, "by": user.pk}
    record_event(name="shift.moved", cause="shift", cause_id=first.pk,
                 cause_version=first.version, facts=facts, now=now,
                 undo_seconds=first.activity.unit.area.policy.undo_seconds)  # fmt: skip


def _is_told(shift: Shift, now: datetime) -> bool:
    """Whether its cancellation is older than the silent seconds, so that people heard of it."""
    undo = timedelta(seconds=shift.activity.unit.area.policy.undo_seconds)
    return shift.cancelled_at is not None and now - shift.cancelled_at >= undo


def _say_restored(told: list[Shift], user: Any, now: datetime) -> None:
    """One event for all of a press, at its first session; none where it was undone at once."""
    if not told:
        return
    first = told[0]
    record_event(name="shift.restored", cause="shift", cause_id=first.pk,
                 cause_version=first.version, facts={
                     "versions": {str(one.pk): one.version for one in told}, "by": user.pk,
                 }, now=now, undo_seconds=first.activity.unit.area.policy.undo_seconds)  # fmt: skip


def _refuse(shifts: list[Shift], kept: dict[int, dict[str, Any]], now: datetime) -> None:
    if len(shifts) != len(kept) or any(one.version != kept[one.pk]["version"] for one in shifts):
        raise Stale(Reason("changed_meanwhile"))
    begins = [datetime.fromisoformat(was["starts_at"]) for was in kept.values()]
    refuse_if([Reason("shift_has_begun")] if any(moment <= now for moment in begins) else [])
    refuse_if(_after_the_end(shifts[0].activity, max(begins)) if begins else [])
    for shift in shifts:
        most = {pk: maximum for pk, _minimum, maximum in kept[shift.pk]["numbers"]}
        for one in shift.positions.all():
            if one.taken > most.get(one.pk, one.maximum):
                raise Refused(Reason("places_below_taken", {"taken": one.taken}))


def _after_the_end(activity: Activity, latest: datetime) -> list[Reason]:
    """What is against the latest of some sessions, where the activity ended or ends meanwhile."""
    if activity.state == ActivityState.ENDED:
        return [Reason("activity_ended")]
    if is_over(activity.ends_on, latest.astimezone(activity.unit.zone).date()):
        return [Reason("plan_after_the_end", {"day": activity.ends_on})]
    return []


def _cancel_added(added: Iterable[Shift], user: Any, side: str, now: datetime) -> None:
    """What the press made, or the sweep since for a series that it made."""
    together = Together()
    for one in sorted(added, key=lambda one: one.pk):
        cancel_shift(shift=one, reason=ShiftCancelReason.PLAN_CHANGED, user=user, side=side,
                     now=now, together=together)  # fmt: skip


def _freed(shifts: Iterable[Shift]) -> list[SignUp]:
    """Whoever the cancellation of some sessions freed, and nobody who had gone before."""
    gone = [one for one in shifts if one.state == ShiftState.CANCELLED]
    at = {one.pk: one.cancelled_at for one in gone}
    rows = SignUp.objects.for_pages().filter(
        shift__in=gone, state=SignUpState.CANCELLED, cancel_reason=CancelReason.SHIFT_CANCELLED
    )
    return [one for one in rows.order_by("pk") if one.cancelled_at == at[one.shift_id]]


def _bring_back(freed: Iterable[SignUp], user: Any, now: datetime) -> list[SignUp]:
    """One letter to each person for all that is alike; gives those who stay away."""
    speaks: dict[tuple[int, str], int] = {}
    rows = list(freed)
    away = who_stays_away(rows, now)
    for one in [one for one in rows if one not in away]:
        _give_time(one, now)
        alike = (one.person_id, one.state_before)
        facts = {"first": speaks.get(alike, one.pk)}
        if bring_back(sign_up=one, user=user, now=now, facts=facts):
            speaks.setdefault(alike, one.pk)
        else:
            away.append(one)
    return sorted(away, key=lambda one: one.pk)


def _give_time(one: SignUp, now: datetime) -> None:
    """Whoever had to answer when the session was cancelled has the whole time for it anew, as after
    a closure; nothing changes where it was undone at once.
    """
    before, undo = one.state_before, one.shift.activity.unit.area.policy.undo_seconds
    is_at_once = one.cancelled_at is None or now - one.cancelled_at < timedelta(seconds=undo)
    if before in (SignUpState.OFFERED, SignUpState.AWAITING) and not is_at_once:
        anew = answer_anew(one, SignUpState(before), now)
        one.offer_until = max(filter(None, (one.offer_until, anew)))


def _write_back(shift: Shift, was: dict[str, Any]) -> bool:
    """Give a session its values back; whether that moves one that takes place."""
    window = (datetime.fromisoformat(was["starts_at"]), datetime.fromisoformat(was["ends_at"]))
    is_moved = shift.state == ShiftState.PLANNED and window != (shift.starts_at, shift.ends_at)
    shift.starts_at, shift.ends_at = window
    shift.place, shift.series_id = was["place"], was["series"]
    shift.series_on = date.fromisoformat(was["series_on"]) if was["series_on"] else None
    shift.state, shift.cancel_reason = ShiftState.PLANNED, ""
    shift.cancelled_at = shift.cancelled_by = None
    shift.version += 1
    shift.save()
    for pk, minimum, maximum in was["numbers"]:
        rows = Position.objects.filter(pk=pk).exclude(minimum=minimum, maximum=maximum)
        rows.update(minimum=minimum, maximum=maximum)
    return is_moved


def _restore_series(series: Series, was: dict[str, Any]) -> None:
    series.rrule = was["rrule"]
    series.ended_at = datetime.fromisoformat(was["ended_at"]) if was["ended_at"] else None
    series.version += 1
    series.save(update_fields=["rrule", "ended_at", "version"])


def _close(made: Series, series: dict[int, Series], now: datetime) -> None:
    """A series that the press made has no session any more; whoever came every time goes back."""
    old = series[made.continues_id or 0]
    if made.ended_at is None:
        take_along(made, old)
    made.ended_at = now
    made.version += 1
    made.save(update_fields=["ended_at", "version"])
