"""Whose managers confirmed that their list of activities is complete; one has not yet."""

from coordination.activities.models import ListConfirmation
from demo.world import World, save

NOT_YET = "hospital"
DAYS_AGO = {"elvebo": 210, "home_care": 33}


def make(world: World) -> None:
    """One row a unit."""
    save(
        [
            ListConfirmation(
                unit=unit, at=world.ago(days=DAYS_AGO.get(key, 90)), by=world.manager(key)
            )
            for key, unit in world.units.items()
            if key != NOT_YET
        ]
    )
