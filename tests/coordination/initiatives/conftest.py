"""A unit with its manager, an organisation with its coordinator, and a volunteer."""

import pytest

from tests.coordination.planning.views.steps import enter
from tests.factories import (
    AffiliationFactory,
    AreaFactory,
    CareUnitFactory,
    OrganisationFactory,
    PersonFactory,
)
from volunteers.memberships.rules import Role


@pytest.fixture
def area(db):
    return AreaFactory()


@pytest.fixture
def unit(area):
    return CareUnitFactory(area=area, name="Solbakken")


@pytest.fixture
def red(area):
    return OrganisationFactory(home_area=area, name="Red Cross")


@pytest.fixture
def manager(unit):
    return enter(Role.UNIT_MANAGER, unit=unit, user__email="manager@example.org")


@pytest.fixture
def coordinator(red):
    return enter(Role.COORDINATOR, organisation=red, user__email="red@example.org")


@pytest.fixture
def vera(unit):
    person = PersonFactory(name="Vera Lund", has_login=True, email="vera@example.org")
    AffiliationFactory(person=person, unit=unit)
    return person
