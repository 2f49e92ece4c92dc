"""Who leads a task that the record leaves to the volunteers, and whether that is who asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from coordination.activities.models import LeadingVolunteer
from coordination.arrangements.rules import Leader
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Task
from volunteers.people.access import people_of

if TYPE_CHECKING:
    from coordination.arrangements.access.records import Record


def leaders_at(activity_ids: Collection[int], at: datetime) -> Mapping[int, dict[Task, Leader]]:
    """Who leads which task of each activity at a moment; one query, none without an activity.

    Whoever has gone or was erased leads nothing.
    """
    found: dict[int, dict[Task, Leader]] = defaultdict(dict)
    if not activity_ids:
        return found
    rows = LeadingVolunteer.objects.at(at).present().filter(activity__in=activity_ids)
    for row in rows.select_related("person"):
        who = Leader(row.person_id, row.person.user_id, row.person.first_name)
        found[row.activity_id][Task(row.task)] = who
    return found


def led_by(actor: Actor, record: Record) -> tuple[Task, ...]:
    """The tasks that the actor leads here as a volunteer; none under a role.

    Of several people behind one log-in only the one who has said to be here. No query, or one a
    request where nobody has said, and somebody of the log-in leads.
    """
    user_id = getattr(actor.user, "pk", None)
    if actor.membership is not None or user_id is None:
        return ()
    mine = {task: one for task, one in record.leaders.items() if one.user_id == user_id}
    if not mine:
        return ()
    person_id = actor.person_id or _only_one(actor)
    return tuple(task for task, one in mine.items() if one.person_id == person_id)


def _only_one(actor: Actor) -> int | None:
    people = people_of(actor.user)
    return people[0].pk if len(people) == 1 else None
