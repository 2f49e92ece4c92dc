"""The organisations, and where they work."""

from demo.catalogue.places import ORGANISATIONS
from demo.world import World, save
from volunteers.organisations.models import Organisation, OrganisationArea


def make(world: World) -> None:
    """All of them at home here."""
    rows = save(
        [
            Organisation(
                public_id=world.uuid(),
                name=group.name.replace("Solvik", world.area.name),
                kind=group.kind,
                side=group.side,
                home_area=world.area,
                phone=group.phone,
                email=world.email(group.name.replace("'", "")),
            )
            for group in ORGANISATIONS
        ]
    )
    world.organisations = {group.key: row for group, row in zip(ORGANISATIONS, rows, strict=True)}
    save(
        [
            OrganisationArea(
                organisation=row, area=world.area, wants_no_requests=group.wants_no_requests
            )
            for group, row in zip(ORGANISATIONS, rows, strict=True)
        ]
    )
