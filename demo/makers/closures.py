"""A wing that is closed since yesterday, and a closure that is over."""

from datetime import timedelta

from coordination.shifts.models import Closure
from coordination.shifts.rules import ClosureReason
from demo.world import World, save


def make(world: World) -> None:
    """The first until further notice; the second was reopened."""
    hilde, svein = world.manager("elvebo"), world.manager("lunden")
    began = world.ago(hours=22)
    save(
        [
            Closure(
                unit=world.units["elvebo"],
                ward=world.wards["elvebo", "River wing"],
                reason=ClosureReason.INFECTION,
                starts_at=began,
                created_by=hilde,
            ),
            Closure(
                unit=world.units["lunden"],
                reason=ClosureReason.BUILDING,
                starts_at=world.ago(weeks=5, days=1),
                ends_at=world.ago(weeks=5) + timedelta(hours=8),
                reopened_at=world.ago(weeks=5),
                created_by=svein,
                reopened_by=svein,
            ),
        ]
    )
