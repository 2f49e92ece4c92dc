"""An activity that the unit runs and a partner records, with everybody's way in."""

import pytest
import time_machine
from django.test import Client

from coordination.arrangements.rules import Doer
from tests.coordination.planning.steps import NOW, regular
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task


@pytest.fixture
def on_monday_morning():
    """The clock stands still on the day from which the steps count."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def vera(activity):
    """Whoever comes every time to the activity of `steps.fridays`."""
    return regular()


@pytest.fixture
def enter():
    """A browser that is logged in as a member's or a volunteer's user."""

    def _enter(whom) -> Client:
        client = Client()
        client.force_login(whom.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return _enter


@pytest.fixture
def partner(db):
    return OrganisationFactory(name="Red Cross")


@pytest.fixture
def activity(partner):
    """The unit plans and places, the partner records; both take part."""
    found = ActivityFactory(name="Walking group", state="published", is_open_to_partners=True)
    rows = (*core_rows(), task_row(Task.RECORD, Doer.ORGANISATION, partner))
    VersionFactory(activity=found, rows=rows)
    return found


@pytest.fixture
def manager(activity):
    return MembershipFactory(unit=activity.unit)


@pytest.fixture
def staff(activity):
    return MembershipFactory(role=Role.UNIT_STAFF, unit=activity.unit)


@pytest.fixture
def coordinator(partner):
    return MembershipFactory(role=Role.COORDINATOR, organisation=partner)


@pytest.fixture
def outsider(activity):
    """Works in the area, so it sees the open activity, but takes no part in it."""
    other = OrganisationFactory(home_area=activity.unit.area)
    return MembershipFactory(role=Role.COORDINATOR, organisation=other)


@pytest.fixture
def shift(activity):
    return ShiftFactory(activity=activity, places=3)


@pytest.fixture
def comer(shift):
    person = PersonFactory(name="Aud Berg", phone="+4722000099")
    SightFactory(person=person, unit=shift.activity.unit)
    return SignUpFactory(shift=shift, person=person)
