"""What one side did above the record, or in another's place, is told to the task's owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import Activity
from coordination.arrangements.access import record_of, records_of
from coordination.arrangements.rules import UNIT_PARTY
from coordination.messages.access import colleagues, speakers
from coordination.messages.access.cases import STEPPED_IN_FOR
from coordination.messages.rules import TOLD_OF, Kind
from coordination.messages.services.expanding import is_first
from coordination.shifts.models import Closure, Shift
from coordination.shifts.rules import ShiftCancelReason
from volunteers.accounts.models import User
from volunteers.memberships.rules import Task


def stepped_in(event: Event) -> list[Draft]:
    """The side whose task it is hears who did it; nobody where that side has nobody."""
    found = STEPPED_IN_FOR[event.cause].select_related("activity__unit__area__policy")
    activity, task = found.get(pk=event.cause_id).activity, Task(event.facts["task"])
    day = event.due_at.astimezone(activity.unit.zone).date()
    owners = speakers(record_of(activity, day).holder(task).parties, activity, day)
    return [_draft(event, Kind.STEPPED_IN, user, event.cause) for user in owners]


def session_cancelled(event: Event) -> list[Draft]:
    """Whoever plans, places, receives or informs there, except the one who cancelled; of several
    sessions of one press in one letter. Nobody where it was undone within the window.
    """
    shift = _shift(event.cause_id)
    if not is_first(event) or shift.version != event.cause_version:
        return []
    if shift.cancel_reason == ShiftCancelReason.ACTIVITY_ENDS:
        return []  # the letter about the activity says it
    tasks = TOLD_OF[Kind.SESSION_CANCELLED]
    return [
        draft
        for draft in _to_owners(event, shift.activity, Kind.SESSION_CANCELLED, *tasks)
        if draft.user_id != shift.cancelled_by_id
    ]


def session_moved(event: Event) -> list[Draft]:
    """Whoever receives or informs there, except the one who moved it; one letter for all sessions
    of a press, and none where it was taken back in time.
    """
    shift = _shift(event.cause_id)
    if shift.version != event.cause_version or shift.starts_at == told_before(event):
        return []
    tasks = TOLD_OF[Kind.SESSION_MOVED]
    drafts = _to_owners(event, shift.activity, Kind.SESSION_MOVED, *tasks)
    was = told_before(event).isoformat()
    return [
        replace(draft, facts={**draft.facts, "was": was})
        for draft in drafts
        if draft.user_id != event.facts["by"]
    ]


def session_restored(event: Event) -> list[Draft]:
    """Whoever heard that a session is cancelled hears that it takes place after all, except the one
    who took the cancellation back; one letter for all sessions of a press, without those that were
    changed or cancelled again within the silent seconds.
    """
    versions = {int(pk): version for pk, version in event.facts["versions"].items()}
    rows = Shift.objects.filter(pk__in=versions).order_by("starts_at", "pk")
    stand = [one for one in rows if one.version == versions[one.pk]]
    if not stand:
        return []
    shift, tasks = _shift(stand[0].pk), TOLD_OF[Kind.SESSION_RESTORED]
    facts = {**event.facts, "others": len(stand) - 1}
    return [
        replace(draft, cause_id=shift.pk, cause_version=shift.version, facts=facts)
        for draft in _to_owners(event, shift.activity, Kind.SESSION_RESTORED, *tasks)
        if draft.user_id != event.facts["by"]
    ]


def told_before(event: Event) -> datetime:
    """When a session was to be, as people had heard it last: a time that was changed again within
    the silent seconds was never told.
    """
    was, since = datetime.fromisoformat(event.facts["was"]), event.happened_at
    rows = Event.objects.filter(name=event.name, cause_id=event.cause_id)
    for one in rows.filter(cause_version__lt=event.cause_version).order_by("-cause_version"):
        if one.due_at <= since:
            break
        was, since = datetime.fromisoformat(one.facts["was"]), one.happened_at
    return was


def place_closed(event: Event) -> list[Draft]:
    """The organisations that plan, receive, record or inform at the unit; the unit knows."""
    closure = Closure.objects.select_related("unit__area__policy").get(pk=event.cause_id)
    rows = Activity.objects.current().filter(unit_id=closure.unit_id)
    if closure.ward_id:
        rows = rows.filter(ward_id=closure.ward_id)
    day = event.due_at.astimezone(closure.unit.zone).date()
    records = records_of(rows.select_related("unit__area__policy"), day)
    told: dict[str, Activity] = {}
    for record in records.values():
        for task in TOLD_OF[Kind.CLOSED]:
            parties = record.holder(task).parties - {UNIT_PARTY}
            told |= dict.fromkeys(parties, record.activity)
    users = speakers(told, next(iter(told.values())), day) if told else []
    return [_draft(event, Kind.CLOSED, user, "closure") for user in users]


def _shift(pk: int) -> Shift:
    return Shift.objects.select_related("activity__unit__area__policy").get(pk=pk)


def _to_owners(event: Event, activity: Activity, kind: Kind, *tasks: Task) -> list[Draft]:
    day = event.due_at.astimezone(activity.unit.zone).date()
    told = colleagues(record_of(activity, day), *tasks, day=day)
    return [_draft(event, kind, user, "shift") for user in told]


def _draft(event: Event, kind: Kind, user: User, cause: str) -> Draft:
    return Draft(
        kind=kind,
        cause=cause,
        cause_id=event.cause_id,
        cause_version=event.cause_version,
        due_at=event.due_at,
        user_id=user.pk,
        priority=Priority.CHANGE,
        facts=dict(event.facts),
    )
