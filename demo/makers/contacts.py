"""Whom to ring for a task; outside the agreed rows, because people change."""

from datetime import time

from coordination.arrangements.models import TaskContact
from coordination.arrangements.rules import UNIT_PARTY, TaskRow, holder, organisation_id
from demo.catalogue.places import ORGANISATIONS
from demo.catalogue.plans import Plan
from demo.world import World, save
from volunteers.memberships.rules import Task

RUNG = (Task.RECRUIT, Task.MATCH, Task.SCHEDULE, Task.HOST, Task.SUPERVISE)
PHONES = {group.key: group.phone for group in ORGANISATIONS}
SINCE_DAYS = 300
STEPPED_IN = ("visiting_friends", Task.RECRUIT)
"""The Red Cross has given notice and does it alone until then; a colleague at the unit has begun
too soon: a collision, to be sorted out between the two."""


def make(world: World) -> None:
    """A contact for every party that holds one of the tasks for which people ring, and one too
    many.
    """
    key, task = STEPPED_IN
    too_soon = _contact(world, world.plans[key], task, UNIT_PARTY)
    too_soon.name, too_soon.deputy_name, too_soon.deputy_phone = too_soon.deputy_name, "", ""
    too_soon.valid_from = world.ago(days=4).date()
    found = [
        _contact(world, world.plans[key], task, party)
        for key, rows in world.records.items()
        for task in RUNG
        for party in _holders(rows, task)
    ]
    save([*found, too_soon])


def _holders(rows: tuple[TaskRow, ...], task: Task) -> list[str]:
    by_task = {row.task: row for row in rows}
    return sorted(holder(task, by_task.get(task)).parties)


def _contact(world: World, plan: Plan, task: Task, party: str) -> TaskContact:
    common = {
        "activity": world.activities[plan.key],
        "task": task,
        "party": party,
        "valid_from": world.ago(days=SINCE_DAYS).date(),
    }
    if party == UNIT_PARTY:
        name, deputy = _of_the_unit(world, plan.unit, task)
        return TaskContact(
            name=name,
            phone=world.units[plan.unit].phone,
            deputy_name=deputy,
            deputy_phone=world.units[plan.unit].phone if deputy else "",
            **common,
        )
    ours = {row.pk: key for key, row in world.organisations.items()}
    key = ours[organisation_id(party) or 0]
    return TaskContact(
        name=world.names[f"coordinator:{key}"],
        phone=PHONES[key],
        from_time=time(8),
        until_time=time(21),
        **common,
    )


def _of_the_unit(world: World, unit: str, task: Task) -> tuple[str, str]:
    """Staff at the reception receive people at Solbakken; elsewhere the manager's colleagues do."""
    if task == Task.HOST:
        known = world.names.get(f"staff:{unit}")
        return (f"{known} at the reception" if known else "somebody on duty"), ""
    return world.names[f"manager:{unit}"], world.names.get(f"second:{unit}", "")
