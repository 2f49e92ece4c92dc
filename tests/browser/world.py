"""Solvik, as small as a journey needs it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from careshare import clock
from coordination.activities.rules import BUILT_IN_TYPES
from tests.factories.what import ActivityFactory, ActivityTypeFactory
from tests.factories.when import ShiftFactory
from tests.factories.who import (
    AffiliationFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)
from volunteers.memberships.rules import Role


@dataclass
class Solvik:
    """A unit, an organisation, whoever speaks for them, and a volunteer."""

    area: Any
    unit: Any
    red_cross: Any
    manager: Any
    coordinator: Any
    vera: Any

    def shift(
        self, name: str = "Coffee and singing", *, hours=72, places=2, activity=None, **values
    ) -> Any:
        """A session of a published activity at the unit, `hours` from now (on the full hour)."""
        made = activity or ActivityFactory(unit=self.unit, name=name, is_published=True, **values)
        starts = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
        return ShiftFactory(
            activity=made, starts_at=starts, ends_at=starts + timedelta(hours=2), places=places
        )

    def begun_today(self, name: str) -> Any:
        """A session of today that has begun, at any hour at which the tests may run."""
        now = clock.now()
        midnight = datetime.combine(clock.today(self.area.zone), time(), self.area.zone)
        starts = max(midnight, now - timedelta(hours=2))
        made = ActivityFactory(unit=self.unit, name=name, is_published=True)
        return ShiftFactory(activity=made, starts_at=starts, ends_at=starts + timedelta(hours=3))


def every_type() -> None:
    """The built-in types: tests that commit empty every table, that of the types, too."""
    for code in BUILT_IN_TYPES:
        ActivityTypeFactory(code=code)


def solvik() -> Solvik:
    """Letters leave at once: the silent undo is off."""
    every_type()
    area = AreaFactory(name="Solvik", policy__undo_seconds=0)
    unit = CareUnitFactory(area=area, name="Solbakken", directions="Bus 12 stops outside.")
    red_cross = OrganisationFactory(home_area=area, name="Solvik Red Cross")
    vera = PersonFactory(
        name="Vera Vik", email="vera@solvik.example", phone="+4740000001", has_login=True
    )
    AffiliationFactory(person=vera, unit=unit)
    return Solvik(
        area=area,
        unit=unit,
        red_cross=red_cross,
        manager=_member("kari@solvik.example", Role.UNIT_MANAGER, "Kari Nes", unit=unit),
        coordinator=coordinator_of(red_cross, "ola@redcross.example", "Ola Berg"),
        vera=vera,
    )


def coordinator_of(organisation: Any, email: str, name: str) -> Any:
    return _member(email, Role.COORDINATOR, name, organisation=organisation)


def _member(email: str, role: Role, name: str, **scope) -> Any:
    user = UserFactory(email=email)
    MembershipFactory(user=user, role=role, name=name, **scope)
    return user
