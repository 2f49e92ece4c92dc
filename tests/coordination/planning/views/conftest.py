"""A unit's activity that is open to partners, and the browsers of its manager and a partner."""

import pytest

from tests.coordination.planning.views.steps import enter
from tests.factories import ActivityFactory, AreaFactory, CareUnitFactory, OrganisationFactory
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
def activity(unit):
    return ActivityFactory(unit=unit, is_published=True, is_open_to_partners=True)


@pytest.fixture
def manager(unit):
    return enter(Role.UNIT_MANAGER, unit=unit)


@pytest.fixture
def coordinator(red):
    return enter(Role.COORDINATOR, organisation=red)
