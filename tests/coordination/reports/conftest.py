"""A small world that can be counted by hand, and ways to ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from coordination.activities.models import ListConfirmation
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.reports.access import Ask, scope_of
from tests.factories import (
    ActivityFactory,
    ActivityTypeFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    OrganisationFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Role

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def ask(scope_membership, *, on: date = TODAY, **narrowed) -> Ask:
    """A question by a role, about a day; the period is the year before."""
    scope = scope_of(Actor(scope_membership.user, scope_membership))
    return Ask(scope=scope, on=on, since=date(2025, 11, 23), now=NOW, **narrowed)


@dataclass
class World:
    """Two units, an organisation, and seven activities, each with another record."""

    area: object
    unit: object
    other_unit: object
    organisation: object
    lead: object
    manager: object
    coordinator: object
    activities: dict


@pytest.fixture
def world(db) -> World:
    area = AreaFactory()
    unit, other_unit = (CareUnitFactory(area=area, name=name) for name in ("Elm", "Oak"))
    organisation = OrganisationFactory(home_area=area, name="Trekkers")
    culture, social = ActivityTypeFactory(code="culture"), ActivityTypeFactory(code="social")
    shared = core_rows(Doer.SHARED, organisation)
    both = [*shared[1:], task_row(CORE_TASKS[0], Doer.DIVIDED, organisation)]
    wanted = {
        "alone": (unit, culture, {"rows": core_rows()}),
        "shared": (unit, culture, {"rows": shared}),
        "both": (other_unit, culture, {"rows": both}),
        "theirs": (other_unit, social, {"rows": core_rows(Doer.ORGANISATION, organisation)}),
        "begun": (unit, social, {"rows": core_rows()[:1]}),
        "assumed": (unit, social, {"rows": core_rows(), "is_assumed": True}),
        "silent": (unit, social, None),
    }
    activities = {}
    for name, (where, kind, version) in wanted.items():
        activity = ActivityFactory(unit=where, type=kind, name=name)
        type(activity).objects.filter(pk=activity.pk).update(
            created_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        if version is not None:
            VersionFactory(activity=activity, **version)
        activities[name] = activity
    ListConfirmation.objects.create(unit=unit, at=datetime(2026, 9, 1, tzinfo=UTC))
    return World(
        area,
        unit,
        other_unit,
        organisation,
        MembershipFactory(role=Role.AREA_LEAD, area=area),
        MembershipFactory(role=Role.UNIT_MANAGER, unit=unit),
        MembershipFactory(role=Role.COORDINATOR, organisation=organisation),
        activities,
    )
