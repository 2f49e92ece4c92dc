"""A screen on the wall at Elvebo; who wants to see one makes Solbakken's."""

from coordination.roster.models import WallScreen
from demo.world import World, save
from volunteers.memberships.services.invitations import token_hash


def make(world: World) -> None:
    """Its address was shown once, weeks ago."""
    save(
        [
            WallScreen(
                unit=world.units["elvebo"],
                token_hash=token_hash(f"elvebo-{world.number}"),
                made_at=world.ago(weeks=3),
                made_by=world.manager("elvebo"),
            )
        ]
    )
