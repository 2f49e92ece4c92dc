"""What falls open when a party leaves: counted, never named."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Exists, F, OuterRef

from coordination.arrangements.access import Record, latest_record, may, takes_part
from coordination.arrangements.models import Ending
from coordination.arrangements.rules import UNIT_PARTY, FallsOpen, falls_open, organisation_id
from coordination.shifts.models import Position, Shift
from coordination.signups.models import UNRECORDED, AddedHours, SignUp, Standing
from coordination.signups.rules import SignUpState
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task
from volunteers.people.models import Affiliation


def what_falls_open(record: Record, party: str, ends_on: date, now: datetime) -> FallsOpen:
    """What falls open when a party of a record leaves. Seven queries at most.

    Args:
        record: what was agreed last, still with the party.
        ends_on: the first day without it, in the unit's zone.
    """
    activity = record.activity
    tasks = falls_open(record.rows, party)
    held = {one.task for one in tasks}
    from_then = datetime.combine(ends_on, time(), activity.unit.zone)
    shifts = Shift.objects.planned().filter(activity=activity)
    ahead = shifts.filter(starts_at__gte=max(from_then, now))
    own = Affiliation.objects.current().filter(person=OuterRef("person"))
    own = (
        own.filter(unit_id=activity.unit_id)
        if party == UNIT_PARTY
        else own.filter(organisation_id=organisation_id(party) or 0)
    )
    regulars = Standing.objects.live().filter(Exists(own), series__activity=activity)
    coming = SignUp.objects.live().filter(Exists(own), shift__in=ahead)
    waiting = SignUp.objects.filter(
        state=SignUpState.REQUESTED, shift__activity=activity, starts_at__gt=now
    )
    unknown = SignUp.objects.confirmed().filter(UNRECORDED, shift=OuterRef("pk"))
    over = shifts.filter(Exists(unknown), ends_at__lte=now)
    short = Position.objects.filter(shift=OuterRef("pk"), taken__lt=F("minimum"))
    needing = shifts.filter(Exists(short), starts_at__gt=now)
    added = AddedHours.objects.waiting().filter(activity=activity)
    return FallsOpen(
        tasks=tasks,
        sessions=ahead.count(),
        volunteers=coming.values("person").distinct().count(),
        standing=regulars.values("person").distinct().count(),
        requests=waiting.count() if Task.MATCH in held else 0,
        unrecorded=over.count() if Task.RECORD in held else 0,
        uncovered=needing.count() if held & {Task.SCHEDULE, Task.RECRUIT} else 0,
        hours=added.count() if Task.RECORD in held else 0,
    )


def fallen_by(ending: Ending, now: datetime) -> FallsOpen:
    """What falls open by an ending: read from the version on which notice was given."""
    return what_falls_open(record_before(ending), ending.party, ending.ends_on, now)


def record_before(ending: Ending) -> Record:
    """The agreement that a party leaves, without those who had left when notice was given."""
    given_on = ending.given_at.astimezone(ending.activity.unit.zone).date()
    return latest_record(ending.activity, given_on, number=ending.version.number)


def may_choose_owners(actor: Actor, record: Record) -> bool:
    """Whether one may say who takes over what falls open: for a side that still takes part.

    No query.

    Args:
        record: of today.
    """
    return bool(may(actor, Capability.PROPOSE, record)) and takes_part(actor, record)


def pending_endings(record: Record, today: date) -> list[Ending]:
    """Notices whose day has not come; no query where nobody gave one."""
    if record.version is None or not getattr(record.version, "has_endings", True):
        return []
    rows = Ending.objects.standing().filter(activity=record.activity, ends_on__gt=today)
    return list(rows.select_related("version").order_by("ends_on", "pk"))
