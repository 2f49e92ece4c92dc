"""Whoever forgot to check out is asked the next morning, once: nobody guesses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from careshare.outbox.models import Delivery, Event
from careshare.outbox.services.kinds import Draft
from coordination.messages.rules import Kind
from coordination.signups.models import AddedHours, Attendance
from coordination.signups.rules.attendance import asked_when_left_at

FRESH = timedelta(days=1)
"""What was to be asked longer ago, while nothing ran, stands on the home page alone."""


def missing_questions(now: datetime) -> list[Draft]:
    """Questions that are due and of which there is no letter yet; two queries."""
    drafts = list(_drafts(now))
    if not drafts:
        return []
    rows = Delivery.objects.filter(kind=Kind.WHEN_LEFT, cause="attendance")
    ids = [one.cause_id for one in drafts]
    there = set(rows.filter(cause_id__in=ids).values_list("cause_id", flat=True))
    return [one for one in drafts if one.cause_id not in there]


def _drafts(now: datetime) -> Iterator[Draft]:
    rows = Attendance.objects.under_way().filter(
        sign_up__ends_at__lt=now, sign_up__ends_at__gt=now - FRESH * 3
    )
    rows = rows.exclude(sign_up__person__email="")
    for row in rows.select_related("sign_up__shift__activity__unit__area__policy"):
        unit = row.sign_up.shift.activity.unit
        due_at = asked_when_left_at(
            row.sign_up.ends_at, zone=unit.zone, at=unit.area.policy.left_asked_at
        )
        if due_at <= now < due_at + FRESH:
            yield Draft(
                kind=Kind.WHEN_LEFT,
                cause="attendance",
                cause_id=row.pk,
                cause_version=1,  # asked once, whatever becomes of it
                due_at=due_at,
                person_id=row.sign_up.person_id,
            )


def hours_declined(event: Event) -> list[Draft]:
    """The volunteer hears that added hours are not counted, where there is an address."""
    person = AddedHours.objects.select_related("person").get(pk=event.cause_id).person
    if not person.email:
        return []
    return [
        Draft(
            kind=Kind.HOURS_DECLINED,
            cause=event.cause,
            cause_id=event.cause_id,
            cause_version=event.cause_version,
            due_at=event.due_at,
            person_id=person.pk,
        )
    ]
