"""What the races share: a day and time with places, and people who are logged in."""

import pytest

from tests.factories.what import ActivityFactory
from tests.factories.when import ShiftFactory
from tests.factories.who import AffiliationFactory, CareUnitFactory, PersonFactory
from tests.support.visitors import Visitor


@pytest.fixture
def unit(transactional_db):
    return CareUnitFactory()


@pytest.fixture
def shift_with(unit):
    """A shift of a published activity at the unit."""

    def _shift(places, **values):
        activity = values.pop("activity", None) or ActivityFactory(unit=unit, is_published=True)
        return ShiftFactory(activity=activity, places=places, **values)

    return _shift


@pytest.fixture
def visitors(unit):
    """So many volunteers at the door of a site, each with a session of their own."""

    def _visitors(site, number):
        people = [PersonFactory(has_login=True) for _each in range(number)]
        for person in people:
            AffiliationFactory(person=person, unit=unit)
        return [(person, Visitor(site, person.user)) for person in people]

    return _visitors
