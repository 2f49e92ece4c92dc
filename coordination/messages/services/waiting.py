"""Nobody waits for ever: each step of a case is told once, to whom it has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Draft
from coordination.arrangements.rules import Case, Step
from coordination.messages.access import told_at
from coordination.messages.access.cases import Waiting, WaitingHours, waiting, waiting_hours
from coordination.messages.rules import Kind

FRESH = timedelta(days=1)
"""A step that passed longer ago, while nothing ran, is no news: Today shows it."""


def missing_steps(now: datetime) -> list[Draft]:
    """Letters about steps that were reached lately and of which nothing is written yet.

    About sixteen queries, and one or two for each step that is new.
    """
    fresh = [one for one in waiting(now) if _is_fresh(one.case, now)]
    if not fresh:
        return []
    rows = Delivery.objects.filter(kind=Kind.WAITS, due_at__gt=now - FRESH * 2, cause="shift")
    there = {(pk, facts["step_key"]) for pk, facts in rows.values_list("cause_id", "facts")}
    fresh = [one for one in fresh if (one.shift.pk, step_key(one.case, now)) not in there]
    return [draft for one in fresh for draft in _drafts(one, now)]


def missing_steps_of_hours(now: datetime) -> list[Draft]:
    """The same about hours that volunteers added; about eight queries, and one or two for each
    step that is new.
    """
    fresh = [one for one in waiting_hours(now) if _is_fresh(one.case, now)]
    if not fresh:
        return []
    rows = Delivery.objects.filter(kind=Kind.HOURS_WAIT, due_at__gt=now - FRESH * 2)
    there = {(pk, facts["step_key"]) for pk, facts in rows.values_list("cause_id", "facts")}
    fresh = [one for one in fresh if (one.activity.pk, step_key(one.case, now)) not in there]
    return [draft for one in fresh for draft in _hours_drafts(one, now)]


def _hours_drafts(one: WaitingHours, now: datetime) -> Iterator[Draft]:
    day = now.astimezone(one.activity.unit.zone).date()
    key = step_key(one.case, now)
    for user in told_at(one.record, one.case, now, day=day):
        yield Draft(
            kind=Kind.HOURS_WAIT,
            cause="activity",
            cause_id=one.activity.pk,
            cause_version=1,
            offset=key,
            due_at=now,
            user_id=user.pk,
            facts={"step_key": key},
        )


def _is_fresh(case: Case, now: datetime) -> bool:
    step = case.step(now)
    return step != Step.HOLDER and case.reaches(step) > now - FRESH


def step_key(case: Case, now: datetime) -> str:
    """One step of one case: a case that begins anew has its own."""
    return f"{case.task}:{case.step(now)}@{case.since:%Y%m%dT%H%MZ}"


def _drafts(one: Waiting, now: datetime) -> Iterator[Draft]:
    day = now.astimezone(one.shift.activity.unit.zone).date()
    key = step_key(one.case, now)
    for user in told_at(one.record, one.case, now, day=day):
        yield Draft(
            kind=Kind.WAITS,
            cause="shift",
            cause_id=one.shift.pk,
            cause_version=one.shift.version,
            offset=key,
            due_at=now,
            user_id=user.pk,
            useless_after=one.case.deadline,
            facts={"step_key": key},
        )
