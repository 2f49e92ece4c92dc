"""Who reads a concern or a hard day, from when, and who reads that it was there at all."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from careshare.sentences import joined
from coordination.arrangements.access import Record, Verdict, contact_for, main_number, may
from coordination.arrangements.rules import Step
from coordination.planning.access.waiting import Staff, raised_case, told_case
from coordination.planning.words.raising import InDanger, Readers
from coordination.shifts.models import Shift
from coordination.signups.models import Raised
from coordination.signups.rules.raised import CLOSES, RaisedKind, task_of
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import allows
from volunteers.places.rules import emergency_number


def verdict_on_raised(actor: Actor, row: Raised, record: Record, now: datetime) -> Verdict:
    """Whether one may read it and close it: under one's own task, or because it waited too long.
    Of a closed one, whether one might have until then. One query where it is not one's own.

    Args:
        row: loaded by `for_pages`.
    """
    capability, moment = CLOSES[RaisedKind(row.kind)], row.closed_at or now
    verdict = may(actor, capability, record)
    if verdict or not verdict.party:
        return verdict
    case = Staff([record], moment).case(raised_case(row), record)
    return may(actor, capability, record, case=case, now=moment)


def is_others_too(row: Raised, record: Record, now: datetime) -> bool:
    """Whether it waited so long that another side may step in, if there is one; one query."""
    case = Staff([record], now).case(raised_case(row), record)
    has_others = bool(set(record.names) - record.holder(case.task).parties)
    return has_others and case.step(now) == Step.OTHER_SIDE


def readers_of(kind: RaisedKind, record: Record, now: datetime) -> Readers:
    """By the record and the people of today; one query.

    Where the side whose task it is has nobody who may read it, the others read it at once.
    """
    case = Staff([record], now).case(told_case(record.activity, kind, now), record)
    others = joined(record.others(case.task))
    if others and Step.HOLDER in case.empty:
        return Readers(others, "", 0)
    return Readers(record.who(case.task), others, (case.reaches(Step.OTHER_SIDE) - now).days)


def in_danger(record: Record, shift: Shift, now: datetime) -> InDanger:
    """Whom to ring where it cannot wait; no query where `activity.contacts` is prefetched.

    The emergency number of the area's country, then the contact of the session; once it is over,
    the care unit's own number: that contact is gone.
    """
    unit = record.activity.unit
    contact = main_number(unit)
    if now < shift.ends_at:
        contact = contact_for(record, starts_at=shift.starts_at, at=now)
    return InDanger(emergency_number(unit.area.country), contact.name, contact.number)


def acts_not_told(actor: Actor, record: Record) -> Q:
    """Acts of the log that only those read who hold the task, or whose side it was that did it; no
    query.
    """
    hidden = Q(pk__in=[])
    for kind, capability in CLOSES.items():
        if may(actor, capability, record):
            continue
        acts = Q(action=f"{kind}.closed") | Q(
            action="task.stepped_in", subject_type="raised", task=task_of(kind)
        )
        reads_own = bool(actor.role) and allows(actor.role, capability)
        hidden |= acts & ~Q(side=actor.party) if reads_own else acts
    return hidden
