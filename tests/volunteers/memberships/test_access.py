"""Who colleagues read that somebody is."""

import pytest

from tests.factories import CareUnitFactory, MembershipFactory, OrganisationFactory
from volunteers.memberships.access import colleague_names
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


def test_a_name_else_the_role_and_its_place_and_never_an_address(django_assert_num_queries):
    solbakken = CareUnitFactory(name="Solbakken")
    named = MembershipFactory(name="Anne Bakke", unit=solbakken)
    nameless = MembershipFactory(name="", unit=solbakken)
    choir = OrganisationFactory(name="Choir")
    lead = MembershipFactory(name="", role=Role.COORDINATOR, organisation=choir)
    with django_assert_num_queries(1):
        names = colleague_names([named.user_id, nameless.user_id, lead.user_id])
    assert names[named.user_id] == "Anne Bakke"
    assert names[nameless.user_id] == "a manager of Solbakken"
    assert names[lead.user_id] == "a coordinator of Choir"
    assert names[0] == "a colleague"


def test_the_name_of_any_role_before_a_role_without_one():
    first = MembershipFactory(name="")
    MembershipFactory(user=first.user, name="Anne Bakke")
    MembershipFactory(user=first.user, name="")
    assert colleague_names([first.user_id])[first.user_id] == "Anne Bakke"
