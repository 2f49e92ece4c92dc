"""Whose activities are counted, and what a researcher does not read."""

import pytest

from coordination.reports.services import ideas, partners, who_coordinates
from coordination.reports.services.files import csv_chunks
from coordination.reports.services.registry import REPORTS
from tests.coordination.reports.conftest import NOW, ask
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    VersionFactory,
)
from tests.factories.ideas import InitiativeFactory
from volunteers.memberships.rules import Role


@pytest.fixture
def researcher(world):
    return MembershipFactory(role=Role.RESEARCHER, area=world.area)


def _counted(membership):
    table = who_coordinates.build(ask(membership)).tables[0]
    return table.total.counted.everything


def test_an_area_counts_the_areas_that_lie_in_it(world):
    part = AreaFactory(parent=world.area)
    within = AreaFactory(parent=part)
    for area in (part, within, AreaFactory()):
        activity = ActivityFactory(unit=CareUnitFactory(area=area))
        VersionFactory(activity=activity)
        type(activity).objects.filter(pk=activity.pk).update(created_at=NOW)
    assert _counted(world.lead) == 9
    assert _counted(MembershipFactory(role=Role.AREA_LEAD, area=part)) == 2
    assert _counted(MembershipFactory(role=Role.AREA_LEAD, area=within)) == 1


def test_a_researcher_reads_no_name_in_any_report_or_file(world, researcher):
    for unit in (world.unit, world.other_unit):
        InitiativeFactory(unit=unit, proposed_at=NOW)
    names = {world.unit.name, world.other_unit.name, world.organisation.name, *world.activities}
    for definition in REPORTS:
        report = definition.build(ask(researcher))
        text = "".join("".join(csv_chunks(table)) for table in report.tables)
        cells = {cell.strip().strip('"') for cell in text.replace("\n", ",").split(",")}
        assert cells, definition.key
        assert not cells & names, definition.key
    assert [row.unit for row in ideas.build(ask(researcher)).tables[0].rows] == [
        "Care unit 1", "Care unit 2",
    ]  # fmt: skip
    assert [table.key for table in partners.build(ask(researcher)).tables] == ["types"]


def test_nor_in_what_a_report_can_be_narrowed_by(world, researcher, client):
    client.force_login(researcher.user)
    for definition in REPORTS:
        body = client.get(f"/reports/{definition.key}/").content.decode()
        assert definition.key in body
        assert f">{world.unit.name}<" not in body
        assert world.organisation.name not in body
