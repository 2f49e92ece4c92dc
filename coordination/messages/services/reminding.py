"""Reminders: rows that the sweep inserts, never tasks scheduled far ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Max, OuterRef, QuerySet, Subquery

from careshare.outbox.models import Delivery, Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.messages.rules import Kind, remind_at
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from volunteers.places.models import AreaPolicy


def missing_reminders(now: datetime) -> list[Draft]:
    """Reminders of confirmed sign-ups in the coming days that have no row yet; four queries.

    Whoever signed up, or accepted a new time, after the reminder was due needs none: the
    confirmation is fresher.
    """
    drafts = list(_drafts(_coming(now)))
    there = set(
        Delivery.objects.filter(
            kind=Kind.REMINDER, cause="signup", cause_id__in=[one.cause_id for one in drafts]
        ).values_list("key", flat=True)
    )
    return [draft for draft in drafts if draft.key not in there]


def _coming(now: datetime) -> QuerySet[SignUp]:
    most = AreaPolicy.objects.aggregate(days=Max("reminder_days_before"))["days"] or 1
    changed = (
        Event.objects.filter(cause="signup", cause_id=OuterRef("pk"))
        .order_by("-cause_version")
        .values("happened_at")[:1]
    )
    return (
        SignUp.objects.confirmed()
        .filter(starts_at__gt=now, starts_at__lt=now + timedelta(days=most + 1))
        .filter(shift__state=ShiftState.PLANNED)
        .exclude(person__email="")
        .select_related("shift__activity__unit__area__policy")
        .annotate(changed_at=Subquery(changed))
    )


def _drafts(sign_ups: Iterable[SignUp]) -> Iterator[Draft]:
    for sign_up in sign_ups:
        unit = sign_up.shift.activity.unit
        policy = unit.area.policy
        starts_at = sign_up.shift.starts_at
        due_at = remind_at(
            starts_at,
            zone=unit.zone,
            days_before=policy.reminder_days_before,
            at=policy.reminder_at,
        )
        if due_at <= (getattr(sign_up, "changed_at", None) or sign_up.made_at):
            continue
        yield Draft(
            kind=Kind.REMINDER,
            cause="signup",
            cause_id=sign_up.pk,
            cause_version=sign_up.version,
            # The time is a part of the key: a session that moved has its own reminder.
            offset=f"-{policy.reminder_days_before}d@{starts_at:%Y%m%dT%H%MZ}",
            due_at=due_at,
            person_id=sign_up.person_id,
            priority=Priority.REMINDER,
            useless_after=starts_at,
            facts={"starts_at": starts_at.isoformat()},
        )
