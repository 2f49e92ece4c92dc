"""What a report says first that has nothing to count."""

from dataclasses import replace
from datetime import date

import pytest

from coordination.reports.services import task_map, who_coordinates
from tests.coordination.reports.conftest import TODAY, ask
from tests.factories import AreaFactory, CareUnitFactory, MembershipFactory, OrganisationFactory
from volunteers.memberships.rules import Role

BEFORE = date(2025, 3, 1)
REPORTS = pytest.mark.parametrize("report", [who_coordinates, task_map], ids=["who", "tasks"])


@REPORTS
def test_on_a_day_without_its_part_an_organisation_reads_what_to_choose(world, report):
    said = report.build(ask(world.coordinator, on=BEFORE)).sentence
    assert said == (
        "Nothing in which Trekkers took part is counted here on 1 March 2025. "
        "Choose another day or place."
    )
    assert "took part" not in report.build(ask(world.coordinator)).sentence


@REPORTS
def test_so_does_whoever_chose_it_or_a_place_without_it(world, report):
    chosen = ask(world.lead, on=BEFORE, organisation=world.organisation)
    assert "Nothing in which Trekkers took part" in report.build(chosen).sentence
    alone = CareUnitFactory(area=world.area)
    elsewhere = ask(world.coordinator, unit=alone)
    assert "Choose another day or place." in report.build(elsewhere).sentence


@REPORTS
def test_who_never_took_part_has_nothing_to_choose(world, report):
    new = OrganisationFactory(home_area=world.area, name="Choir")
    asked = ask(MembershipFactory(role=Role.COORDINATOR, organisation=new))
    said = "No activity with Choir is recorded so far: there is nothing to count."
    assert report.build(asked).sentence == said
    assert report.build(replace(asked, on=BEFORE)).sentence == said


@REPORTS
def test_where_nothing_is_entered_it_says_that(world, report):
    said = "Nothing is entered for this day and place yet."
    lead = MembershipFactory(role=Role.AREA_LEAD, area=AreaFactory())
    assert report.build(ask(lead, on=TODAY)).sentence == said
