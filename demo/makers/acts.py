"""What the log says of the year: who planned, decided and recorded. Reports count it."""

from careshare.audit.models import AuditEntry
from careshare.audit.services import entry
from coordination.arrangements.rules import UNIT_PARTY, holder
from coordination.signups.models import Attendance
from demo.world import World, save
from volunteers.accounts.models import User
from volunteers.memberships.rules import Task

LENT_A_HAND = 0.15  # of the acts on what both do: the organisation's; else the unit's


def make(world: World) -> None:
    """One row for each series, and for each attendance that was recorded."""
    keys = {activity.pk: key for key, activity in world.activities.items()}
    rows = []
    for series in world.series:
        user, side = _holder(world, keys[series.activity_id], Task.SCHEDULE)
        rows.append(
            entry(
                actor=user,
                action="series.planned",
                subject=series,
                activity_id=series.activity_id,
                task=Task.SCHEDULE,
                side=side,
                at=world.ago(weeks=13),
            )
        )
    save([*rows, *_recorded(world)])


def _recorded(world: World) -> list[AuditEntry]:
    activities = [activity.pk for activity in world.activities.values()]
    found = Attendance.objects.filter(sign_up__shift__activity__in=activities)
    return [
        entry(
            actor=row.recorded_by,
            action="attendance.recorded",
            subject=row,
            activity_id=row.sign_up.shift.activity_id,
            task=Task.RECORD,
            side=row.recorded_for,
            at=row.recorded_at,
        )
        for row in found.select_related("sign_up__shift", "recorded_by")
    ]


def _holder(world: World, key: str, task: Task) -> tuple[User, str]:
    """Whoever acts under a task: the unit where it may, now and then the organisation."""
    plan = world.plans[key]
    by_task = {row.task: row for row in world.records.get(key, ())}
    parties = holder(task, by_task.get(task)).parties
    theirs = sorted(parties - {UNIT_PARTY})
    if UNIT_PARTY in parties and not (theirs and world.random.random() < LENT_A_HAND):
        return world.manager(plan.unit), UNIT_PARTY
    return world.coordinator(plan.partner), theirs[0]
