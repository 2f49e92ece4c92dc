"""The tablet at Solbakken's entrance, and codes that anybody can remember: this is the demo."""

from coordination.signups.models import Tablet
from coordination.signups.services.tablets import digest
from demo.world import World, save
from volunteers.people.models import OwnCode
from volunteers.people.services.codes import digest as code_digest

NAME = "Solbakken, tablet at the entrance"
TOKEN = "demo-tablet"  # noqa: S105 known on purpose, and in the demo alone
VOLUNTEERS = "2580"
COLLEAGUE = "258025"
KNOWN = 30  # so many volunteers have a code


def make(world: World) -> None:
    """One tablet in the first municipality; a link on the demo's first page turns to it."""
    if not world.is_first:
        return
    unit, manager = world.units["solbakken"], world.manager("solbakken")
    made = world.ago(weeks=6)
    save(
        [
            Tablet(
                public_id=world.uuid(),
                unit=unit,
                name=NAME,
                pairing_digest=digest("paired"),
                pairing_until=made,
                token_digest=digest(TOKEN),
                paired_at=made,
                made_by=manager,
                made_at=made,
            )
        ]
    )
    people = list(world.people.values())[:KNOWN]
    rows = [
        OwnCode(person=one, digest=code_digest(one, VOLUNTEERS), made_at=made) for one in people
    ]
    staff = world.users["staff:solbakken"]
    rows.append(OwnCode(user=staff, digest=code_digest(staff, COLLEAGUE), made_at=made))
    for row in rows:
        row.made_by = manager
    save(rows)
