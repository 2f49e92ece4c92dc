"""The right to act and who is told follow today's record; whom to ring, the session's day."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from careshare import clock
from coordination.arrangements.access import may, record_of
from coordination.arrangements.rules import Doer
from coordination.messages.access import cards_of
from coordination.shifts.models import Shift
from coordination.signups.rules import CancelledBy
from coordination.signups.services import approve, cancel, come
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ShiftFactory,
    TaskContactFactory,
    VersionFactory,
    core_rows,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_over():
    """The unit sees to all until in ten days, then the Red Cross; the session is in twenty."""
    area = AreaFactory(policy__undo_seconds=0)
    activity = ActivityFactory(
        unit__area=area, unit__name="Solbakken", state="published", sign_up_mode="approve_first"
    )
    red = OrganisationFactory(home_area=area, name="Red Cross")
    party = f"organisation:{red.pk}"
    today = clock.now().date()
    VersionFactory(activity=activity, rows=core_rows())
    VersionFactory(
        activity=activity,
        rows=core_rows(Doer.ORGANISATION, red),
        valid_from=today + timedelta(days=10),
    )
    TaskContactFactory(activity=activity, name="Kari", phone="+4722000011")
    TaskContactFactory(activity=activity, name="Rolf", phone="+4722000022", party=party)
    shift = ShiftFactory(activity=activity, starts_at=clock.now() + timedelta(days=20), places=2)
    return SimpleNamespace(
        shift=Shift.objects.for_pages().get(pk=shift.pk),
        manager=MembershipFactory(role=Role.UNIT_MANAGER, unit=activity.unit),
        coordinator=MembershipFactory(role=Role.COORDINATOR, organisation=red),
        person=PersonFactory(name="Odd Lie", email="odd@example.org"),
    )


def to_colleagues(world) -> dict[str, list[str]]:
    known = {world.manager.user.email: "manager", world.coordinator.user.email: "coordinator"}
    found: dict[str, list[str]] = {"manager": [], "coordinator": []}
    for letter in letters():
        if letter.to[0] in known:
            found[known[letter.to[0]]].append(letter.subject)
    return found


def test_a_request_and_a_cancellation_are_told_to_todays_holder(handed_over):
    world = handed_over
    asked = come(person=world.person, shift=world.shift, user=None)
    told = to_colleagues(world)
    assert [len(told["manager"]), told["coordinator"]] == [1, []]
    assert "Odd Lie would like to come" in told["manager"][0]
    approve(sign_up=asked, user=world.manager.user, side="unit", now=clock.now())
    letters()
    cancel(sign_up=asked, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
    told = to_colleagues(world)
    assert [len(told["manager"]), told["coordinator"]] == [1, []]
    assert "Odd Lie cannot come" in told["manager"][0]


def test_the_volunteer_rings_the_contact_of_the_day_and_reads_who_is_told_today(handed_over):
    card = cards_of([handed_over.shift], clock.now())[handed_over.shift.pk]
    assert (card.ring.name, card.ring.party) == ("Rolf", "Red Cross")
    assert card.told == "Solbakken"


def test_who_may_act_is_todays_holder(handed_over):
    record = record_of(handed_over.shift.activity)
    for who, allowed in ((handed_over.manager, True), (handed_over.coordinator, False)):
        actor = Actor(who.user, who)
        assert bool(may(actor, Capability.DECIDE_SIGN_UPS, record)) == allowed


def test_letters_to_colleagues_lead_to_their_matter(handed_over):
    come(person=handed_over.person, shift=handed_over.shift, user=None)
    (letter,) = [one for one in letters() if one.to == [handed_over.manager.user.email]]
    assert f"/shifts/{handed_over.shift.pk}/" in letter.body
