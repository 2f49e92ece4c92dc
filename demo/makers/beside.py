"""What stands beside the plans: a word of thanks, somebody on hold, a line put aside."""

from datetime import timedelta

from coordination.activities.models import Announcement
from coordination.activities.rules.announcements import Audience, Purpose
from coordination.arrangements.rules import organisation_party
from coordination.signups.models import SignUp, Suspension
from coordination.signups.rules import SuspensionReason
from coordination.today.models import PutAside
from demo.world import World, save

THANKS = (
    "Takk for en fin høst! Vi har sunget oss gjennom hele visesamlingen, og mange spør på forhånd"
    " om dere kommer."
)


def make(world: World) -> None:
    """Three rows in the first municipality, where somebody looks at them; none in others."""
    if world.is_first:
        _thank(world)
        _put_on_hold(world)
        _put_aside(world)


def _thank(world: World) -> None:
    partner = world.organisations["red_cross"]
    row = Announcement(
        activity=world.activities["coffee"], purpose=Purpose.THANK,
        audience=Audience.CAME_LATELY, text=THANKS, made_at=world.ago(days=6),
        made_by=world.coordinator("red_cross"), made_for=organisation_party(partner.pk),
        form_uuid=world.uuid(),
    )  # fmt: skip
    save([row])


def _put_on_hold(world: World) -> None:
    """Somebody who has no day agreed at Solbakken from now on, so that nothing has to be freed."""
    unit = world.units["solbakken"]
    coming = SignUp.objects.filter(shift__activity__unit=unit, starts_at__gte=world.now)
    busy = set(coming.values_list("person_id", flat=True))
    here = SignUp.objects.filter(shift__activity__unit=unit).order_by("person_id")
    known = [pk for pk in here.values_list("person_id", flat=True).distinct() if pk not in busy]
    cast = {person.pk for person in world.people.values() if person.user_id}
    for pk in [pk for pk in known if pk not in cast][:1]:
        row = Suspension(
            person_id=pk, unit=unit, party_key=f"unit:{unit.pk}",
            reason=SuspensionReason.TALK_FIRST, made_by=world.manager("solbakken"),
            made_at=world.ago(days=3),
        )  # fmt: skip
        save([row])


def _put_aside(world: World) -> None:
    """The second manager of Solbakken looks at a gap next week; the first still sees it."""
    row = PutAside(
        user=world.users["second:solbakken"], key=f"gaps-{world.activities['coffee'].pk}",
        until_on=world.today + timedelta(days=7), made_at=world.ago(days=1),
    )  # fmt: skip
    save([row])
