"""One area with its people, as most tests of WHO need it, and a way in for each."""

import uuid
from types import SimpleNamespace

import pytest
from django.test import Client

from tests.factories import (
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    OrganisationFactory,
)
from volunteers.memberships.access import HAT
from volunteers.memberships.rules import Role


@pytest.fixture
def here(db) -> SimpleNamespace:
    """An area with a lead, a unit with manager and staff, an organisation with its coordinator."""
    area = AreaFactory(name="Solvik")
    unit = CareUnitFactory(area=area, name="Solbakken")
    organisation = OrganisationFactory(home_area=area, name="Red Cross")
    return SimpleNamespace(
        area=area,
        unit=unit,
        organisation=organisation,
        lead=MembershipFactory(role=Role.AREA_LEAD, area=area),
        manager=MembershipFactory(role=Role.UNIT_MANAGER, unit=unit),
        staff=MembershipFactory(role=Role.UNIT_STAFF, unit=unit),
        coordinator=MembershipFactory(role=Role.COORDINATOR, organisation=organisation),
    )


@pytest.fixture
def elsewhere(here) -> SimpleNamespace:
    """The same in another area: a foreign tenant."""
    area = AreaFactory(name="Nordby")
    unit = CareUnitFactory(area=area, name="Elvebo")
    organisation = OrganisationFactory(home_area=area, name="Sanitetsforening")
    return SimpleNamespace(
        area=area,
        unit=unit,
        organisation=organisation,
        manager=MembershipFactory(role=Role.UNIT_MANAGER, unit=unit),
        lead=MembershipFactory(role=Role.AREA_LEAD, area=area),
    )


@pytest.fixture
def enter():
    """A browser that is logged in under a role, a volunteer's person or just a user."""

    def _enter(whom) -> Client:
        client = Client()
        user = whom if hasattr(whom, "memberships") else whom.user
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        if user is not whom:
            session = client.session
            session[HAT] = f"{'membership' if hasattr(whom, 'role') else 'person'}:{whom.pk}"
            session.save()
        return client

    return _enter


@pytest.fixture
def once() -> dict[str, str]:
    """The hidden field of a fresh form."""
    return {"form_uuid": str(uuid.uuid4())}


HIDDEN = "\u202eevil"
NORWEGIAN_NUMBER = "13097248022"  # check digits as Skatteetaten's own example for a test person
NHS_NUMBER = "943 476 5919"  # the NHS Data Dictionary's example
BAD_TEXTS = ["x\x00y", HIDDEN, f"born {NORWEGIAN_NUMBER}", f"no {NHS_NUMBER}", "long" * 2500]
