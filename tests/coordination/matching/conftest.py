"""A published activity with a session that needs somebody, its manager, and a way in."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from careshare import clock
from tests.factories import (
    ActivityFactory,
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    SeriesFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
)
from volunteers.memberships.rules import Role


@pytest.fixture
def enter():
    """A browser that is logged in as a member's or a volunteer's user."""

    def _enter(whom) -> Client:
        client = Client()
        client.force_login(whom.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return _enter


@pytest.fixture
def here(db) -> SimpleNamespace:
    """A weekly series with two sessions to come and three that are over."""
    activity = ActivityFactory(is_published=True, name="Coffee and singing")
    series = SeriesFactory(activity=activity)
    # At eleven where the unit is: a session about midnight would lie on two days.
    starts = clock.now().astimezone(activity.unit.zone).replace(
        hour=11, minute=0, second=0, microsecond=0
    )  # fmt: skip

    def session(days: int, places: int = 2):
        return ShiftFactory(
            activity=activity, series=series, series_on=(starts + timedelta(days=days)).date(),
            starts_at=starts + timedelta(days=days), places=places,
        )  # fmt: skip

    past = [session(-7 * weeks, places=50) for weeks in (1, 2, 3)]
    return SimpleNamespace(
        unit=activity.unit,
        activity=activity,
        series=series,
        past=past,
        ahead=[session(7), session(14)],
        manager=MembershipFactory(unit=activity.unit),
        staff=MembershipFactory(unit=activity.unit, role=Role.UNIT_STAFF),
    )


@pytest.fixture
def regular(here):
    """Makes somebody who came to sessions before and agreed to be asked."""

    def _regular(name: str, *, times: int = 3, **values):
        person = PersonFactory(name=name, **values)
        AffiliationFactory(person=person, unit=here.unit)
        SightFactory(person=person, unit=here.unit)
        for shift in here.past[:times]:
            SignUpFactory(shift=shift, person=person, position=shift.positions.get())
        return person

    return _regular
