"""Nobody waits for ever: each step of a case is told once, to whom it has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import Activity
from coordination.arrangements.rules import Case, Step
from coordination.messages.access import told_at
from coordination.messages.access.cases import (
    Waiting,
    since_key,
    waiting,
    waiting_hours,
    waiting_inductions,
    waiting_raised,
)
from coordination.messages.rules import Kind
from coordination.shifts.models import Shift
from coordination.signups.models import Raised

FRESH = timedelta(days=1)
"""A step that passed longer ago, while nothing ran, is no news: Today shows it."""

AnyWaiting = Sequence[Waiting[Shift] | Waiting[Activity] | Waiting[Raised]]


def missing_steps(now: datetime) -> list[Draft]:
    """Letters about steps that were reached lately and of which nothing is written yet.

    About sixteen queries, and one or two for each step that is new.
    """
    return _missing(waiting(now), Kind.WAITS, "shift", now)


def missing_steps_of_hours(now: datetime) -> list[Draft]:
    """The same about hours that volunteers added; about eight queries, and one or two for each
    step that is new.
    """
    return _missing(waiting_hours(now), Kind.HOURS_WAIT, "activity", now)


def missing_steps_of_raised(now: datetime) -> list[Draft]:
    """The same about concerns and hard days that nobody has closed, as many queries."""
    return _missing(waiting_raised(now), Kind.RAISED_WAITS, "raised", now)


def missing_steps_of_inductions(now: datetime) -> list[Draft]:
    """The same about sessions to which somebody comes for the first time; about thirteen queries,
    and one or two for each step that is new.
    """
    return _missing(waiting_inductions(now), Kind.INDUCTION_WAITS, "shift", now)


def _missing(found: AnyWaiting, kind: Kind, cause: str, now: datetime) -> list[Draft]:
    fresh = [one for one in found if _is_fresh(one.case, now)]
    if not fresh:
        return []
    rows = Delivery.objects.filter(kind=kind, due_at__gt=now - FRESH * 2, cause=cause)
    there = {(pk, facts["step_key"]) for pk, facts in rows.values_list("cause_id", "facts")}
    fresh = [one for one in fresh if (one.subject.pk, step_key(one.case, now)) not in there]
    return [draft for one in fresh for draft in _drafts(one, kind, cause, now)]


def _drafts(
    one: Waiting[Shift] | Waiting[Activity] | Waiting[Raised], kind: Kind, cause: str, now: datetime
) -> Iterator[Draft]:
    key = step_key(one.case, now)
    for user in told_at(one.record, one.case, now, is_told=one.is_told):
        yield Draft(
            kind=kind,
            cause=cause,
            cause_id=one.subject.pk,
            cause_version=one.subject.version if isinstance(one.subject, Shift) else 1,
            offset=key,
            due_at=now,
            user_id=user.pk,
            useless_after=one.case.deadline,
            facts={"step_key": key},
        )


def _is_fresh(case: Case, now: datetime) -> bool:
    step = case.step(now)
    return step != Step.HOLDER and case.reaches(step) > now - FRESH


def step_key(case: Case, now: datetime) -> str:
    """One step of one case: a case that begins anew has its own."""
    return f"{case.task}:{case.step(now)}{since_key(case)}"
