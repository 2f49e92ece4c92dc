"""What one side did above the record, or in another's place, is told to the task's owner."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import Activity
from coordination.arrangements.access import record_of, records_of
from coordination.arrangements.rules import UNIT_PARTY
from coordination.messages.access import colleagues, speakers
from coordination.messages.rules import Kind
from coordination.messages.services.expanding import is_first
from coordination.shifts.models import Closure, Shift
from volunteers.accounts.models import User
from volunteers.memberships.rules import Task

ON_THE_DAY = (Task.SCHEDULE, Task.HOST, Task.RECORD)


def stepped_in(event: Event) -> list[Draft]:
    """The side whose task it is hears who did it."""
    shift = _shift(event.cause_id)
    return _to_owners(event, shift, Kind.STEPPED_IN, Task(event.facts["task"]))


def session_cancelled(event: Event) -> list[Draft]:
    """Whoever plans, places or receives there, except the one who cancelled; of several sessions
    of one press in one letter. Nobody where it was undone within the window.
    """
    shift = _shift(event.cause_id)
    if not is_first(event) or shift.version != event.cause_version:
        return []
    tasks = (Task.MATCH, *ON_THE_DAY)
    return [
        draft
        for draft in _to_owners(event, shift, Kind.SESSION_CANCELLED, *tasks)
        if draft.user_id != shift.cancelled_by_id
    ]


def place_closed(event: Event) -> list[Draft]:
    """The organisations that plan, receive or record at the unit; the unit knows."""
    closure = Closure.objects.select_related("unit__area__policy").get(pk=event.cause_id)
    rows = Activity.objects.current().filter(unit_id=closure.unit_id)
    if closure.ward_id:
        rows = rows.filter(ward_id=closure.ward_id)
    day = event.due_at.astimezone(closure.unit.zone).date()
    records = records_of(rows.select_related("unit__area__policy"), day)
    told: dict[str, Activity] = {}
    for record in records.values():
        for task in ON_THE_DAY:
            parties = record.holder(task).parties - {UNIT_PARTY}
            told |= dict.fromkeys(parties, record.activity)
    users = speakers(told, next(iter(told.values())), day) if told else []
    return [_draft(event, Kind.CLOSED, user, "closure") for user in users]


def _shift(pk: int) -> Shift:
    return Shift.objects.select_related("activity__unit__area__policy").get(pk=pk)


def _to_owners(event: Event, shift: Shift, kind: Kind, *tasks: Task) -> list[Draft]:
    day = event.due_at.astimezone(shift.activity.unit.zone).date()
    told = colleagues(record_of(shift.activity, day), *tasks, day=day)
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
