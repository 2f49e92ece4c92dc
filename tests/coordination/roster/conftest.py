"""A nursing home with a ward and a partner, on a Tuesday morning before Christmas."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client

from coordination.arrangements.rules import Doer
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    WardFactory,
    core_rows,
)
from volunteers.memberships.access import HAT
from volunteers.memberships.rules import Role
from volunteers.places.models import ClosingDay

NOW = datetime(2026, 12, 22, 8, tzinfo=UTC)  # Tuesday, 09:00 in Oslo


@pytest.fixture(autouse=True)
def _tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def here(db) -> SimpleNamespace:
    """Solbakken runs the walking group alone, and coffee in Ward 2 with the Red Cross.

    Walking: today 10:00 to 12:00, two needed, Aud Berg comes. Coffee: tomorrow, nobody yet.
    """
    area = AreaFactory(name="Solvik", languages=["en"])
    ClosingDay.objects.create(area=area, month=12, day=24, name="Christmas Eve")
    unit = CareUnitFactory(area=area, name="Solbakken")
    ward = WardFactory(unit=unit, name="Ward 2")
    partner = OrganisationFactory(home_area=area, name="Red Cross")
    walking = ActivityFactory(unit=unit, name="Walking group", state="published")
    VersionFactory(activity=walking, rows=core_rows())
    coffee = ActivityFactory(unit=unit, ward=ward, name="Coffee", state="published")
    VersionFactory(activity=coffee, rows=core_rows(Doer.SHARED, partner))
    walk = ShiftFactory(
        activity=walking, starts_at=NOW + timedelta(hours=1), places=2, places__minimum=2
    )
    SignUpFactory(shift=walk, person=PersonFactory(name="Aud Berg", phone="+4740000009"))
    return SimpleNamespace(
        area=area,
        unit=unit,
        ward=ward,
        partner=partner,
        walking=walking,
        coffee=coffee,
        walk=walk,
        cups=ShiftFactory(activity=coffee, starts_at=NOW + timedelta(days=1)),
        manager=MembershipFactory(role=Role.UNIT_MANAGER, unit=unit, name="Kari Nes"),
        staff=MembershipFactory(role=Role.UNIT_STAFF, unit=unit),
        coordinator=MembershipFactory(role=Role.COORDINATOR, organisation=partner),
        lead=MembershipFactory(role=Role.AREA_LEAD, area=area),
        stranger=MembershipFactory(role=Role.UNIT_MANAGER),
    )


@pytest.fixture
def enter():
    """A browser that is logged in under a role."""

    def _enter(whom) -> Client:
        client = Client()
        client.force_login(whom.user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[HAT] = f"membership:{whom.pk}"
        session.save()
        return client

    return _enter
