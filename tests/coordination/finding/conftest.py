"""A volunteer and the house that she belongs to."""

import pytest

from tests.factories.who import AffiliationFactory, CareUnitFactory, PersonFactory


@pytest.fixture
def unit():
    return CareUnitFactory(name="Solbakken", directions="Bus 12 stops outside.")


@pytest.fixture
def vera(unit):
    person = PersonFactory(name="Vera Vik", has_login=True)
    AffiliationFactory(person=person, unit=unit)
    return person


@pytest.fixture
def her(client, vera):
    client.force_login(vera.user)
    return client
