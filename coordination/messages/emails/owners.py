"""Letters to a task's owner about what others did, and about what waits too long."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from careshare.sentences import joined
from coordination.arrangements.access import Record, record_of
from coordination.arrangements.rules import Step
from coordination.arrangements.words import TASKS
from coordination.messages.access import cancelled_with, long_when, raised_when
from coordination.messages.access.cases import STEPPED_IN_FOR, since_key, waiting, waiting_hours
from coordination.messages.emails.writing import in_language_of, letter, page_url
from coordination.shifts.models import Closure, Shift
from coordination.shifts.rules import ClosureReason, ShiftState
from coordination.shifts.words import CLOSURE_REASONS, cancelled_because, short_day
from coordination.signups.access import closed_shifts
from coordination.signups.access.own_hours import added
from coordination.signups.models import AddedHours, Raised
from volunteers.accounts.models import User
from volunteers.memberships.rules import Capability, Task


def waits(delivery: Delivery, now: datetime) -> Letter | None:
    """Something waits too long; None once somebody saw to it, also where something else of the
    task waits on the session, which has not come so far.
    """
    shift = _shift(delivery)
    user = _reader(delivery)
    key = str(delivery.facts["step_key"])
    task, _colon, rest = key.partition(":")
    step = Step(int(rest.partition("@")[0]))
    there = [
        one
        for one in waiting(now, only=delivery.cause_id)
        if one.case.task == task and one.case.step(now) >= step
    ]
    there.sort(key=lambda one: not rest.endswith(since_key(one.case)))  # of two the one meant
    found = next(iter(there), None)
    if shift is None or user is None or found is None:
        return None
    with in_language_of(user, shift.activity.unit.area):
        record = record_of(shift.activity, now.astimezone(shift.activity.unit.zone).date())
        since = found.case.since.astimezone(shift.activity.unit.zone).date()
        words = {
            **_about(shift, record, Task(task)),
            "since": short_day(since),
            "others": joined(record.others(Task(task))) if step == Step.OTHER_SIDE else "",
            "is_first_alone": Capability.PLACE_PEOPLE in found.case.acts and task == Task.MATCH,
        }
        return letter(delivery.kind, address=user.email, words=words)


def hours_wait(delivery: Delivery, now: datetime) -> Letter | None:
    """Hours that a volunteer added wait too long; None once they are answered."""
    user = _reader(delivery)
    found = next(iter(waiting_hours(now, only=delivery.cause_id)), None)
    if user is None or found is None:
        return None
    activity, record, task = found.subject, found.record, found.case.task
    is_with_others = found.case.step(now) == Step.OTHER_SIDE
    since = found.case.since.astimezone(activity.unit.zone).date()
    with in_language_of(user, activity.unit.area):
        words = {
            "activity": activity.name,
            "unit": activity.unit.name,
            "who": record.who(task),
            "since": short_day(since),
            "others": joined(record.others(task)) if is_with_others else "",
            "page_url": page_url("coordination:added-hours", activity.pk),
        }
        return letter(delivery.kind, address=user.email, words=words)


def ring_round(delivery: Delivery, now: datetime) -> Letter | None:
    """A session begins soon and needs people: the call list. None once enough come."""
    shift, user = _shift(delivery), _reader(delivery)
    if shift is None or user is None or shift.state != ShiftState.PLANNED:
        return None
    missing = shift.coverage.missing
    if not missing or shift.starts_at <= now or closed_shifts([shift]):
        return None
    with in_language_of(user, shift.activity.unit.area):
        words = _about(shift, Record(shift.activity), Task.SCHEDULE)
        words["missing"] = missing
        words["page_url"] = page_url("coordination:ring-round", shift.pk)
        return letter(delivery.kind, address=user.email, words=words)


def stepped_in(delivery: Delivery, now: datetime) -> Letter | None:
    """Another side did this once what is ours to do."""
    user = _reader(delivery)
    found = STEPPED_IN_FOR[delivery.cause].select_related("activity__unit__area__policy")
    one = found.filter(pk=delivery.cause_id).first()
    if one is None or user is None:
        return None
    task, activity = Task(delivery.facts["task"]), one.activity
    with in_language_of(user, activity.unit.area):
        record = record_of(activity, now.astimezone(activity.unit.zone).date())
        if isinstance(one, AddedHours):
            words = _about_hours(one, task)
        elif isinstance(one, Raised):
            words = _about_raised(one, task)
        else:
            words = _about(one, record, task)
        words["other"] = record.names.get(str(delivery.facts["side"]), "")
        return letter(delivery.kind, address=user.email, words=words)


def session_cancelled(delivery: Delivery, now: datetime) -> Letter | None:
    """A session does not take place."""
    shift, user = _shift(delivery), _reader(delivery)
    if shift is None or user is None or shift.state != ShiftState.CANCELLED:
        return None
    with in_language_of(user, shift.activity.unit.area):
        words = _about(shift, Record(shift.activity), Task.SCHEDULE)
        words["why"] = cancelled_because(shift.cancel_reason)
        words["others"] = [long_when(one) for one in cancelled_with(shift)]
        return letter(delivery.kind, address=user.email, words=words)


def session_moved(delivery: Delivery, now: datetime) -> Letter | None:
    """A session is at another time; None where it was moved again or does not take place."""
    shift, user = _shift(delivery), _reader(delivery)
    if shift is None or user is None or shift.version != delivery.cause_version:
        return None
    if shift.state != ShiftState.PLANNED:
        return None
    zone = shift.activity.unit.zone
    was = datetime.fromisoformat(delivery.facts["was"]).astimezone(zone)
    with in_language_of(user, shift.activity.unit.area):
        words = _about(shift, Record(shift.activity), Task.SCHEDULE)
        words["was"] = f"{short_day(was.date())}, {was:%H:%M}"
        words["others"] = delivery.facts["others"]
        return letter(delivery.kind, address=user.email, words=words)


def session_restored(delivery: Delivery, now: datetime) -> Letter | None:
    """A session takes place after all; None where it was cancelled or changed again."""
    shift, user = _shift(delivery), _reader(delivery)
    if shift is None or user is None or shift.version != delivery.cause_version:
        return None
    if shift.state != ShiftState.PLANNED:
        return None
    with in_language_of(user, shift.activity.unit.area):
        words = _about(shift, Record(shift.activity), Task.SCHEDULE)
        words["others"] = delivery.facts["others"]
        return letter(delivery.kind, address=user.email, words=words)


def place_closed(delivery: Delivery, now: datetime) -> Letter | None:
    """A place is closed; None where it is open again."""
    rows = Closure.objects.open_at(now).select_related("unit__area", "ward")
    closure, user = rows.filter(pk=delivery.cause_id).first(), _reader(delivery)
    if closure is None or user is None:
        return None
    zone = closure.unit.zone
    with in_language_of(user, closure.unit.area):
        words = {
            "place": closure.ward.name if closure.ward else closure.unit.name,
            "unit": closure.unit.name,
            "why": CLOSURE_REASONS[ClosureReason(closure.reason)],
            "until": short_day(closure.ends_at.astimezone(zone).date()) if closure.ends_at else "",
        }
        return letter(delivery.kind, address=user.email, words=words)


def _about(shift: Shift, record: Record, task: Task) -> dict[str, Any]:
    return {
        "activity": shift.activity.name,
        "unit": shift.activity.unit.name,
        "when": long_when(shift),
        "task": str(TASKS[task]),
        "who": record.who(task),
        "page_url": page_url("coordination:shift-detail", shift.pk),
    }


def _about_hours(row: AddedHours, task: Task) -> dict[str, Any]:
    return {
        "activity": row.activity.name,
        "unit": row.activity.unit.name,
        "when": added([row])[0].when,
        "task": str(TASKS[task]),
        "page_url": page_url("coordination:activity-detail", row.activity_id),
    }


def _about_raised(row: Raised, task: Task) -> dict[str, Any]:
    return {
        "activity": row.activity.name,
        "unit": row.activity.unit.name,
        "when": raised_when(row),
        "task": str(TASKS[task]),
        "page_url": page_url("coordination:raised-detail", row.pk),
    }


def _shift(delivery: Delivery) -> Shift | None:
    rows = Shift.objects.select_related("activity__unit__area__policy")
    return rows.filter(pk=delivery.cause_id).first()


def _reader(delivery: Delivery) -> User | None:
    return User.objects.filter(pk=delivery.user_id or 0, is_active=True).first()
