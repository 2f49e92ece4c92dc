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
    """The same about concerns and hard days that nobody has closed, as many queries and
    one; of each that reaches nobody new one or two at every sweep until it is closed.

    However long ago the step passed: it can lie in the past from its first moment, where the only
    one who had a letter is there no more, and the other side would hear of it nowhere but on Today.
    """
    return _missing(waiting_raised(now), Kind.RAISED_WAITS, "raised", now, fresh=None)


def missing_steps_of_inductions(now: datetime) -> list[Draft]:
    """The same about sessions to which somebody comes for the first time; about thirteen queries,
    and one or two for each step that is new.
    """
    return _missing(waiting_inductions(now), Kind.INDUCTION_WAITS, "shift", now)


def _missing(
    found: AnyWaiting, kind: Kind, cause: str, now: datetime, fresh: timedelta | None = FRESH
) -> list[Draft]:
    new = [one for one in found if _is_news(one.case, now, fresh)]
    if not new:
        return []
    ids = {one.subject.pk for one in new}
    rows = Delivery.objects.filter(kind=kind, cause=cause, cause_id__in=ids)
    there = {(pk, facts["step_key"]) for pk, facts in rows.values_list("cause_id", "facts")}
    new = [one for one in new if (one.subject.pk, step_key(one.case, now)) not in there]
    return [draft for one in new for draft in _drafts(one, kind, cause, now)]


def _drafts(
    one: Waiting[Shift] | Waiting[Activity] | Waiting[Raised], kind: Kind, cause: str, now: datetime
) -> Iterator[Draft]:
    key = step_key(one.case, now)
    for user in told_at(one.record, one.case, now, is_told=one.is_told, had=one.had):
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


def _is_news(case: Case, now: datetime, fresh: timedelta | None) -> bool:
    step = case.step(now)
    if step == Step.HOLDER:
        return False
    return fresh is None or case.reaches(step) > now - fresh


def step_key(case: Case, now: datetime) -> str:
    """One step of one case: a case that begins anew has its own."""
    return f"{case.task}:{case.step(now)}{since_key(case)}"
