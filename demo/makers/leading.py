"""A volunteer leads an activity of Solbakken; for the rest of it nobody is named yet."""

from coordination.activities.models import LeadingVolunteer
from demo.world import World, save
from volunteers.memberships.rules import Task

LED, LEADER = "chair_exercise", "jon"
TASKS = (Task.MATCH, Task.SCHEDULE, Task.HOST, Task.RECORD)
SINCE_WEEKS = 8


def make(world: World) -> None:
    """Named by the manager some weeks ago."""
    at = world.ago(weeks=SINCE_WEEKS)
    save(
        [
            LeadingVolunteer(
                activity=world.activities[LED],
                task=task,
                person=world.people[LEADER],
                from_at=at,
                named_at=at,
                named_by=world.manager(world.plans[LED].unit),
            )
            for task in TASKS
        ]
    )
