"""Ending an activity: a last day is said, taken back, or has passed; and opening it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity, LeadingVolunteer
from coordination.activities.rules import (
    ActivityState,
    WhyEnded,
    is_over,
    reasons_against_ending,
)
from coordination.activities.rules.leading import WhyNoLonger
from coordination.arrangements.access import today_at
from coordination.arrangements.services import withdraw_all
from coordination.arrangements.services.leading import end_leading
from coordination.planning.access.finishing import (
    after,
    elsewhere,
    is_held_still,
    regulars,
    the_day_after,
)
from coordination.planning.access.series import limits_of
from coordination.planning.services.cancelling import Together, cancel_shift
from coordination.planning.services.splitting import end_series
from coordination.shifts.models import Position, Series
from coordination.shifts.rules import ShiftCancelReason
from coordination.signups.models import SignUp
from coordination.signups.services import end_standing


@transaction.atomic
def end_activity(
    *, activity: Activity, last_on: date, why: WhyEnded, user: Any, now: datetime, side: str
) -> Activity:
    """Say that an activity ends with a day; what lies after it is cancelled at once.

    Everybody with a place is told in one letter, both sides in another. With today as the last day
    and nothing left of it, it has ended; else the sweep ends it on the day after. A second press
    with the same day changes nothing. Locks the activity, then the positions in order, then the
    series. About fifteen statements, and a few for each session and sign-up that is cancelled.

    Args:
        last_on: the last day on which it takes place, in the unit's zone.
        side: for which party one acts.

    Raises:
        Refused: it has ended, another day was said before, or the day has passed or is too far.
    """
    fresh = _locked(activity)
    if fresh.ends_on == last_on:
        return fresh
    today = today_at(fresh, now)
    refuse_if(
        reasons_against_ending(
            state=fresh.state,
            ends_on=fresh.ends_on,
            last_on=last_on,
            today=today,
            latest=limits_of(fresh).latest(today),
        )
    )
    fresh.ends_on, fresh.why_ended = last_on, why
    fresh.version += 1
    fresh.save(update_fields=["ends_on", "why_ended", "version"])
    standing = list(regulars(fresh).values_list("person_id", flat=True))
    sessions, told = _cancel_after(fresh, last_on, user, now, side)
    withdraw_all(activity=fresh, user=user, now=now)
    for one in elsewhere:
        one.close(fresh, last_on, now)
    audit(actor=user, action="activity.end_said", subject=fresh, activity_id=fresh.pk,
          side=side, at=now)  # fmt: skip
    facts = {"day": last_on.isoformat(), "sessions": sessions, "people": len(told),
             "regulars": sorted(set(standing) - told), "by": user.pk}  # fmt: skip
    record_event(name="activity.ended", cause="activity", cause_id=fresh.pk,
                 cause_version=fresh.version, facts=facts, now=now)  # fmt: skip
    if last_on == today and not is_held_still(fresh, now):
        _finish(fresh, user, now)
    poke()
    return fresh


def _cancel_after(
    activity: Activity, last_on: date, user: Any, now: datetime, side: str
) -> tuple[int, set[int]]:
    """Cancel the sessions after a day, and let no series that reaches it make more. Gives how many
    sessions, and the people who had signed up for them.
    """
    places = Position.objects.select_for_update().filter(shift__in=after(activity, last_on, now))
    list(places.order_by("pk").values_list("pk", flat=True))
    series = list(Series.objects.select_for_update().filter(activity=activity).order_by("pk"))
    shifts = list(after(activity, last_on, now))  # once more: the sweep may have made some
    together = Together()
    freed: list[SignUp] = []
    for shift in sorted(shifts, key=lambda one: one.pk):
        freed += cancel_shift(
            shift=shift, reason=ShiftCancelReason.ACTIVITY_ENDS, user=user, side=side, now=now,
            together=together,
        )  # fmt: skip
    # A series that is not made as far as the last day goes on until then.
    _end_series([one for one in series if (one.made_until or last_on) >= last_on], last_on, now)
    return len(shifts), {one.person_id for one in freed}


def _end_series(rows: Iterable[Series], last_on: date, now: datetime) -> None:
    for series in rows:
        if series.ended_at is None:
            end_series(series, last_on, now)


def _finish(activity: Activity, user: Any, now: datetime) -> None:
    """It has ended: all that still hung on it ends too. The caller holds its lock."""
    last_on = activity.ends_on
    assert last_on is not None  # noqa: S101 the callers asked
    series = list(Series.objects.select_for_update().filter(activity=activity).order_by("pk"))
    _end_series(series, last_on, now)
    end_standing(series, user, now)
    led = LeadingVolunteer.objects.not_over(now).filter(activity=activity)
    end_leading(led, at=now, why=WhyNoLonger.ACTIVITY_ENDED, user=user, now=now, tells=False)
    withdraw_all(activity=activity, user=user, now=now)
    for one in elsewhere:
        one.close(activity, date.min, now)
    activity.state = ActivityState.ENDED
    activity.ended_at = min(now, the_day_after(activity, last_on))
    activity.version += 1
    activity.save(update_fields=["state", "ended_at", "version"])
    audit(actor=user, action="activity.ended", subject=activity, activity_id=activity.pk, at=now)


@transaction.atomic
def take_end_back(*, activity: Activity, user: Any, now: datetime, side: str) -> Activity:
    """It goes on after all; what was cancelled stays cancelled. A second press changes nothing.

    Locks the activity. Raises `Refused` where its last day has passed.
    """
    fresh = _locked(activity)
    if fresh.state == ActivityState.ENDED or is_over(fresh.ends_on, today_at(fresh, now)):
        raise Refused(Reason("activity_ended"))
    if fresh.ends_on is None:
        return fresh
    return _goes_on(fresh, "activity.end_taken_back", user, now, side)


@transaction.atomic
def reopen(*, activity: Activity, user: Any, now: datetime, side: str) -> Activity:
    """An ended activity is a draft again: without sessions, and to be published anew.

    Its record holds as it was agreed. A second press changes nothing. Locks the activity.
    """
    fresh = _locked(activity)
    if fresh.state != ActivityState.ENDED:
        return fresh
    fresh.state, fresh.ended_at = ActivityState.DRAFT, None
    return _goes_on(fresh, "activity.reopened", user, now, side)


def _goes_on(activity: Activity, action: str, user: Any, now: datetime, side: str) -> Activity:
    activity.ends_on, activity.why_ended = None, ""
    activity.version += 1
    activity.save(update_fields=["state", "ends_on", "why_ended", "ended_at", "version"])
    audit(actor=user, action=action, subject=activity, activity_id=activity.pk, side=side, at=now)
    record_event(name="activity.goes_on", cause="activity", cause_id=activity.pk,
                 cause_version=activity.version, facts={"by": user.pk}, now=now)  # fmt: skip
    poke()
    return activity


def finish_due(now: datetime) -> None:
    """End what had its last day, on the day after at the unit.

    A sweep. It asks for what has passed, however long nothing ran, and again under the lock of each
    activity: doing it twice changes nothing, and an end that is taken back at the same moment is
    either first or refused. One query, and about eight statements for each.
    """
    latest = now.date() + timedelta(days=1)  # in the zone furthest ahead
    due = Activity.objects.current().filter(ends_on__lt=latest)
    for pk in due.order_by("pk").values_list("pk", flat=True):
        _finish_one(pk, now)


@transaction.atomic
def _finish_one(pk: int, now: datetime) -> None:
    activity = _locked_by_id(pk)
    over = is_over(activity.ends_on, today_at(activity, now))
    if over and activity.state != ActivityState.ENDED:
        _finish(activity, None, now)


def _locked(activity: Activity) -> Activity:
    return _locked_by_id(activity.pk)


def _locked_by_id(pk: int) -> Activity:
    Activity.objects.select_for_update(no_key=True).get(pk=pk)
    return Activity.objects.for_pages().get(pk=pk)
