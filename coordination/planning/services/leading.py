"""Saying which volunteer leads what, and putting it down again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from careshare.celery import poke
from careshare.errors import refuse_if
from careshare.once import check_version
from coordination.activities.models import Activity, LeadingVolunteer
from coordination.activities.rules.leading import WhyNoLonger
from coordination.arrangements.access import begins_at
from coordination.arrangements.services.leading import begin_leading, end_leading
from coordination.planning.access.leading import against_leading, opened_on
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def name_leaders(
    *,
    activity: Activity,
    chosen: Mapping[Task, int | None],
    from_on: date,
    opened: int,
    actor: Actor,
    now: datetime,
) -> list[LeadingVolunteer]:
    """From a day on these volunteers lead these tasks, or nobody does; gives the rows begun.

    What stands so already stays as it is, so a second press changes nothing. Locks the activity,
    then the people in order: a hold at the same instant comes before, and refuses, or after, and
    ends it. About a dozen statements, and six for each task that changes.

    Args:
        chosen: the id of a person, or None, for each task that the form named.
        from_on: the first day, in the unit's zone.
        opened: what `opened_on` gave when the form was opened.

    Raises:
        Stale: somebody else changed who leads meanwhile.
        Refused: every reason against one of them.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    wanted = {pk for pk in chosen.values() if pk is not None}
    locked = Person.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    people = {one.pk: one for one in locked}
    at = begins_at(activity, from_on, now)
    open_rows = list(LeadingVolunteer.objects.not_over(at).filter(activity=activity))
    changing = {task for task, pk in chosen.items() if not _stands(open_rows, task, pk, at)}
    if not changing:
        return []
    check_version(opened, opened_on(activity))
    named = {
        task: people.get(pk, Person(pk=pk))
        for task, pk in chosen.items()
        if pk is not None and task in changing
    }
    refuse_if(against_leading(actor, activity, named, from_on, now))
    over = [one for one in open_rows if one.task in changing]
    for why in (WhyNoLonger.SUCCESSOR, WhyNoLonger.UNIT):
        rows = [one for one in over if (one.task in named) == (why == WhyNoLonger.SUCCESSOR)]
        end_leading(rows, at=at, why=why, user=actor.user, now=now)
    begun = begin_leading(activity=activity, people=named, from_at=at, user=actor.user, now=now)
    poke()
    return begun


def _stands(rows: list[LeadingVolunteer], task: Task, pk: int | None, at: datetime) -> bool:
    """Whether from that moment on nobody but this one leads the task."""
    of_task = [one for one in rows if one.task == task]
    if pk is None:
        return not of_task
    return [one.person_id for one in of_task] == [pk] and of_task[0].from_at <= at


@transaction.atomic
def put_down(*, activity: Activity, person: Person, user: Any, now: datetime) -> int:
    """The volunteer would rather not lead here any more; the unit is told. Gives how many tasks.

    A second press changes nothing. Locks the activity.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    rows = LeadingVolunteer.objects.not_over(now).filter(activity=activity, person=person)
    ended = end_leading(list(rows), at=now, why=WhyNoLonger.PUT_DOWN, user=user, now=now)
    poke()
    return len(ended)
