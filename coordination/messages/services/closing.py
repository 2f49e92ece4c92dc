"""A closed place: who is due soon is written to, and hears when it opens again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from careshare.outbox.models import Delivery, Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.messages.rules import Kind
from coordination.shifts.models import Closure
from coordination.shifts.rules import ShiftState
from coordination.signups.models import Reached, SignUp, SignUpQuerySet


def missing_closed(now: datetime) -> list[Draft]:
    """Letters to those who come in the next days to a place that is closed then.

    As early as their reminder would come; who is due sooner is also rung. Two queries, and one for
    each closure that is open.
    """
    drafts = []
    for closure in Closure.objects.open_at(now).select_related("unit__area__policy"):
        policy = closure.unit.area.policy
        if closure.created_at + timedelta(seconds=policy.undo_seconds) > now:
            continue  # a wrong tap is undone in silence
        until = now + timedelta(days=policy.reminder_days_before + 1)
        drafts += list(_drafts(closure, due_between(closure, now, until), now))
    keys = [draft.key for draft in drafts]
    there = set(Delivery.objects.filter(key__in=keys).values_list("key", flat=True))
    return [draft for draft in drafts if draft.key not in there]


def due_between(closure: Closure, start: datetime, until: datetime) -> SignUpQuerySet:
    """Who has a place on a session of the closed place that begins in a window, while it is."""
    if closure.ends_at is not None:
        until = min(until, closure.ends_at)
    place = Q(shift__activity__unit_id=closure.unit_id)
    if closure.ward_id is not None:
        place &= Q(shift__activity__ward_id=closure.ward_id)
    rows = SignUp.objects.holding().filter(place, shift__state=ShiftState.PLANNED)
    rows = rows.filter(shift__starts_at__gt=start, shift__starts_at__lt=until)
    return rows.exclude(person__email="").select_related("shift")


def _drafts(closure: Closure, rows: SignUpQuerySet, now: datetime) -> Iterator[Draft]:
    for sign_up in rows:
        yield _draft(Kind.DO_NOT_COME, closure, sign_up, 1, now)


def place_reopened(event: Event) -> list[Draft]:
    """Everybody who was told not to come, by letter or by telephone, and whose day is still ahead.

    Three queries.
    """
    closure = Closure.objects.get(pk=event.cause_id)
    sent = Delivery.objects.filter(
        kind=Kind.DO_NOT_COME, cause="closure", cause_id=closure.pk
    ).values_list("facts", flat=True)
    told = {facts["sign_up"] for facts in sent}
    told |= set(
        Reached.objects.filter(closure=closure, reached_at__isnull=False).values_list(
            "sign_up_id", flat=True
        )
    )
    rows = SignUp.objects.holding().filter(pk__in=told, shift__starts_at__gt=event.happened_at)
    rows = rows.filter(shift__state=ShiftState.PLANNED).exclude(person__email="")
    return [
        _draft(Kind.OPEN_AGAIN, closure, one, event.cause_version, event.due_at)
        for one in rows.select_related("shift")
    ]


def _draft(kind: Kind, closure: Closure, sign_up: SignUp, version: int, due_at: datetime) -> Draft:
    return Draft(
        kind=kind,
        cause="closure",
        cause_id=closure.pk,
        cause_version=version,
        offset=f"signup{sign_up.pk}@{sign_up.shift.starts_at:%Y%m%dT%H%MZ}",
        due_at=due_at,
        person_id=sign_up.person_id,
        priority=Priority.CHANGE,
        useless_after=sign_up.shift.starts_at,
        facts={"sign_up": sign_up.pk},
    )
