"""A unit, a partner and their people around one activity, at a fixed moment."""

from datetime import UTC, datetime
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
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.access import HAT
from volunteers.memberships.rules import Role, Task

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)  # Tuesday, 09:00 in Oslo


@pytest.fixture(autouse=True)
def _tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def here(db) -> SimpleNamespace:
    """Solbakken runs the walking group alone, and coffee and singing with the Red Cross."""
    area = AreaFactory(name="Solvik")
    unit = CareUnitFactory(area=area, name="Solbakken")
    partner = OrganisationFactory(home_area=area, name="Red Cross")
    walking = ActivityFactory(unit=unit, name="Walking group", state="published")
    VersionFactory(activity=walking, rows=core_rows())
    coffee = ActivityFactory(unit=unit, name="Coffee and singing", state="published")
    rows = (*core_rows(Doer.SHARED, partner), task_row(Task.RECORD, Doer.ORGANISATION, partner))
    VersionFactory(activity=coffee, rows=rows)
    return SimpleNamespace(
        area=area,
        unit=unit,
        partner=partner,
        walking=walking,
        coffee=coffee,
        manager=MembershipFactory(role=Role.UNIT_MANAGER, unit=unit),
        staff=MembershipFactory(role=Role.UNIT_STAFF, unit=unit),
        coordinator=MembershipFactory(role=Role.COORDINATOR, organisation=partner),
        lead=MembershipFactory(role=Role.AREA_LEAD, area=area),
        stranger=MembershipFactory(role=Role.UNIT_MANAGER),
    )


@pytest.fixture
def enter():
    """A browser that is logged in under a role or as a volunteer."""

    def _enter(whom) -> Client:
        client = Client()
        client.force_login(whom.user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[HAT] = f"{'membership' if hasattr(whom, 'role') else 'person'}:{whom.pk}"
        session.save()
        return client

    return _enter
