"""What was not right, and a hard day: at Solbakken yesterday, and nobody has closed them yet."""

from datetime import timedelta
from typing import NamedTuple

from careshare.audit.models import AuditEntry
from careshare.audit.services import entry
from coordination.arrangements.rules import UNIT_PARTY
from coordination.signups.models import Raised
from coordination.signups.rules.raised import RaisedKind, RaisedReason
from demo.world import World, save


class _Told(NamedTuple):
    """One of them: by a volunteer of the story, or by a colleague for the unit."""

    activity: str
    kind: RaisedKind
    reason: RaisedReason
    text: str
    volunteer: str = ""
    colleague: str = ""


TOLD = (
    _Told(
        "walking", RaisedKind.HARD_DAY, RaisedReason.ALONE,
        "Aud had to go in early, so I walked back with three by myself.", volunteer="jon",
    ),
    _Told(
        "mealtime", RaisedKind.CONCERN, RaisedReason.PLACE,
        "The lamp over the long table hangs loose.", colleague="staff:solbakken",
    ),
)  # fmt: skip
DAYS = -1


def make(world: World) -> None:
    """Told an hour after yesterday's sessions; the log names the side, as ever."""
    rows = save([_row(world, one) for one in TOLD])
    save([_entry(row) for row in rows])


def _row(world: World, told: _Told) -> Raised:
    on = world.today + timedelta(days=DAYS)
    shift = next(one.shift for one in world.sessions if (one.key, one.on) == (told.activity, on))
    person = world.people.get(told.volunteer)
    return Raised(
        activity=world.activities[told.activity],
        shift=shift,
        kind=told.kind,
        reason=told.reason,
        text=told.text,
        person=person,
        raised_by=person.user if person else world.users[told.colleague],
        side="" if person else UNIT_PARTY,
        raised_at=shift.ends_at + timedelta(hours=1),
        form_uuid=world.uuid(),
    )


def _entry(row: Raised) -> AuditEntry:
    return entry(actor=row.raised_by, action=f"{row.kind}.raised", subject=row, side=row.side,
                 activity_id=row.activity_id, at=row.raised_at)  # fmt: skip
