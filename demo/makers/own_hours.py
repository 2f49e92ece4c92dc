"""Hours that volunteers added at Solbakken: one waits for an answer, one was not counted."""

from datetime import timedelta

from coordination.activities.models import Activity
from coordination.signups.models import AddedHours
from coordination.signups.rules.own_hours import AddedState, DeclineReason
from demo.world import World, save

WHERE = "coffee"


def make(world: World) -> None:
    """In the first municipality alone."""
    if not world.is_first:
        return
    activity = world.activities[WHERE]
    waiting = _row(world, activity, "vera", days=4, hours=2)
    declined = _row(world, activity, "vera", days=18, hours=3)
    declined.state, declined.decline_reason = AddedState.DECLINED, DeclineReason.OTHER_TIMES
    declined.answered_at = world.ago(days=16)
    declined.answered_by = world.manager("solbakken")
    save([waiting, declined])


def _row(world: World, activity: Activity, who: str, *, days: int, hours: int) -> AddedHours:
    start = world.ago(days=days).replace(hour=9, minute=0, second=0, microsecond=0)
    return AddedHours(
        public_id=world.uuid(),
        person=world.people[who],
        activity=activity,
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        travel_minutes=30,
        made_at=start + timedelta(hours=hours + 1),
    )
