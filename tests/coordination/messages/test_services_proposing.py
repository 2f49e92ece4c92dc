"""Who hears of an idea, and of each answer to it."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.initiatives import services
from coordination.initiatives.access import own_url
from coordination.initiatives.models import Initiative
from tests.coordination.messages.helpers import letters, one_letter
from tests.factories import (
    CareUnitFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return CareUnitFactory(name="Solbakken", takes_public_suggestions=True)


@pytest.fixture
def manager(unit):
    return MembershipFactory(unit=unit, user__email="manager@example.org").user


def answer(row, user, text="Come on Monday."):
    return services.decide(
        initiative=row, decision="differently", reason="fits_partly", text=text, user=user,
        now=clock.now(),
    )  # fmt: skip


def test_the_unit_hears_of_it_and_the_public_of_each_step(unit, manager):
    row = InitiativeFactory(unit=unit, title="Accordion")
    services._told(row, "initiative.proposed", None, clock.now())
    assert "Petra Public suggests an activity" in one_letter("manager@example.org").body
    row = services.acknowledge(initiative=row, user=manager, now=clock.now())
    read = one_letter("petra@example.org")
    assert own_url(row) in read.body
    answer(row, manager)
    told = one_letter("petra@example.org")
    assert "Yes, but differently" in told.body
    assert "Come on Monday." in told.body


def test_an_organisation_and_a_volunteer_hear_of_the_answer(unit, manager):
    organisation = OrganisationFactory(home_area=unit.area)
    MembershipFactory(
        role=Role.COORDINATOR, organisation=organisation, user__email="red@example.org"
    )
    answer(InitiativeFactory(unit=unit, organisation=organisation), manager)
    assert "Only a part of it fits" in one_letter("red@example.org").body
    answer(InitiativeFactory(unit=unit, person=PersonFactory(email="vera@example.org")), manager)
    assert "Only a part of it fits" in one_letter("vera@example.org").body


def test_who_left_only_a_telephone_number_gets_no_letter(unit, manager):
    answer(InitiativeFactory(unit=unit, contact_email="", contact_phone="+4722000001"), manager)
    assert letters() == []


def test_a_letter_that_is_no_longer_true_does_not_leave(unit, manager):
    row = InitiativeFactory(unit=unit)
    services._told(row, "initiative.proposed", None, clock.now())
    services.withdraw_initiative(initiative=row, user=None, now=clock.now())
    assert letters() == []


def test_the_unit_is_reminded_once_of_what_nobody_read(unit, manager):
    row = InitiativeFactory(unit=unit, title="Accordion")
    assert letters() == []
    Initiative.objects.filter(pk=row.pk).update(acknowledge_by=clock.now() - timedelta(hours=1))
    assert "should have been acknowledged" in one_letter("manager@example.org").body
    assert letters() == []


def test_the_unit_hears_that_an_idea_is_taken_back(unit, manager):
    row = InitiativeFactory(unit=unit, title="Accordion")
    services._told(row, "initiative.proposed", None, clock.now())
    letters()
    services.withdraw_initiative(initiative=row, user=None, now=clock.now())
    sent = one_letter("manager@example.org")
    assert sent.subject == "Petra Public takes back: Accordion"
    assert "There is nothing more for you to do." in sent.body
    assert letters() == []


def test_who_takes_back_an_idea_and_manages_the_unit_knows_it(unit, manager):
    MembershipFactory(unit=unit, user__email="colleague@example.org")
    row = InitiativeFactory(unit=unit)
    services.withdraw_initiative(initiative=row, user=manager, now=clock.now())
    assert [one.to for one in letters()] == [["colleague@example.org"]]
