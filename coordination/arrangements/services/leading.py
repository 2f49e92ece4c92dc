"""Who leads a task that is left to the volunteers: begun, ended, and kept to what was agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity, LeadingVolunteer
from coordination.activities.rules.leading import OF_ONES_OWN, WhyNoLonger
from coordination.arrangements.access import begins_at, today_at
from coordination.arrangements.models import Held, Responsibility
from coordination.arrangements.rules import UNIT_PARTY, VOLUNTEERS, Doer
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


def begin_leading(
    *,
    activity: Activity,
    people: dict[Task, Person],
    from_at: datetime,
    user: Any,
    now: datetime,
) -> list[LeadingVolunteer]:
    """Name a volunteer for each of some tasks, as long as the record leaves it to them.

    Runs under the caller's lock on the activity; who led before was ended. Two statements a task,
    one event a person, and three queries.
    """
    rows = [
        LeadingVolunteer(
            activity=activity,
            task=task,
            person=person,
            from_at=from_at,
            named_at=now,
            named_by=user,
        )
        for task, person in people.items()
    ]
    for row in rows:
        row.save(force_insert=True)
        audit(actor=user, action="leading.named", subject=row, activity_id=activity.pk,
              task=row.task, side=UNIT_PARTY, at=now)  # fmt: skip
    settle_leading(activity, user=user, now=now, tells=False)
    for group in _by_person(rows):
        record_event(name="leading.named", cause="leading", cause_id=group[0].pk, now=now,
                     facts={"rows": [one.pk for one in group]},
                     undo_seconds=_undo_seconds(activity))  # fmt: skip
    return rows


def end_leading(
    rows: Iterable[LeadingVolunteer],
    *,
    at: datetime,
    why: WhyNoLonger,
    user: Any,
    now: datetime,
    tells: bool = True,
) -> list[LeadingVolunteer]:
    """From a moment on they lead no longer; one that has not begun never counts.

    Gives those that this changed. Locks the rows in order and reads them anew: a hold, which does
    not lock the activity, may just have ended one, and a later day must not bring it back. One
    query, two statements a row, and one event a person.

    Args:
        rows: any of them, as they were read.
        tells: whether the person gets a letter, or the unit where she put it down or has left.
    """
    ids = [one.pk for one in rows]
    locked = LeadingVolunteer.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    found = locked.select_related("activity__unit__area__policy").order_by("pk")
    fresh = list(found) if ids else []
    ended = [one for one in fresh if one.counts_after(at)]
    side = VOLUNTEERS if why in OF_ONES_OWN else UNIT_PARTY
    for one in ended:
        one.until_at, one.why_ended = max(at, one.from_at), why
        one.ended_at, one.ended_by = now, user
        one.version += 1
        one.save(update_fields=["until_at", "why_ended", "ended_at", "ended_by", "version"])
        audit(actor=user, action="leading.ended", subject=one, activity_id=one.activity_id,
              task=one.task, side=side, at=now)  # fmt: skip
    for group in _by_person(ended) if tells else ():
        record_event(name="leading.ended", cause="leading", cause_id=group[0].pk,
                     cause_version=group[0].version, now=now,
                     facts={"rows": [one.pk for one in group], "why": why.value},
                     undo_seconds=_undo_seconds(group[0].activity))  # fmt: skip
    return ended


@transaction.atomic
def end_leading_of_the_gone(now: datetime) -> None:
    """Whoever has left altogether leads nothing any more, and the unit is told, once.

    Part of the sweep: who leaves is decided in rooms below, which know nothing of leading. One
    query where nobody has gone, else those of `end_leading`.
    """
    gone = list(LeadingVolunteer.objects.not_over(now).of_the_gone())
    if gone:
        end_leading(gone, at=now, why=WhyNoLonger.LEFT, user=None, now=now)


def _undo_seconds(activity: Activity) -> int:
    """Both letters wait, so that a name pressed by mistake is never told, and never told alone."""
    return int(activity.unit.area.policy.undo_seconds)


def _by_person(rows: Iterable[LeadingVolunteer]) -> list[list[LeadingVolunteer]]:
    """As letters tell them: one a person and activity."""
    found: dict[tuple[int, int], list[LeadingVolunteer]] = defaultdict(list)
    for one in rows:
        found[one.activity_id, one.person_id].append(one)
    return list(found.values())


def settle_leading(activity: Activity, *, user: Any, now: datetime, tells: bool = True) -> None:
    """End what the record no longer leaves to the volunteers, from the day on which that is so.

    Read from what holds when (`store_held`), so that a later version counts from its own first day.
    Runs under the caller's lock on the activity. One query where nobody leads, else three.
    """
    rows = list(LeadingVolunteer.objects.not_over(now).filter(activity=activity))
    if not rows:
        return
    today = today_at(activity, now)
    ahead = Held.objects.agreed().filter(Q(until_on__isnull=True) | Q(until_on__gt=today))
    spans = list(ahead.filter(activity=activity).order_by("from_on"))
    left = set(
        Responsibility.objects.filter(
            version__in=[one.version_id for one in spans], doer=Doer.VOLUNTEERS
        ).values_list("version_id", "task")
    )
    over: dict[date, list[LeadingVolunteer]] = defaultdict(list)
    for row in rows:
        first = max(today, row.from_at.astimezone(activity.unit.zone).date())
        for span in spans:
            goes_on = span.until_on is None or span.until_on > first
            if goes_on and (span.version_id, row.task) not in left:
                over[max(span.from_on, first)].append(row)
                break
    for on, group in over.items():
        end_leading(group, at=begins_at(activity, on, now), why=WhyNoLonger.RECORD, user=user,
                    now=now, tells=tells)  # fmt: skip
