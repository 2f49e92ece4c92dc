"""R4: who could be asked."""

from datetime import timedelta

import pytest

from coordination.arrangements.rules import Doer
from coordination.initiatives.models import UnwantedType
from coordination.reports.rules import Part
from coordination.reports.services import partners
from coordination.reports.services.shape import Link
from tests.coordination.reports.conftest import NOW, TODAY, ask
from tests.factories import (
    ActivityFactory,
    ActivityTypeFactory,
    OrganisationFactory,
    VersionFactory,
    core_rows,
)


def test_only_what_runs_alone_and_has_somebody_elsewhere(world):
    """Trekkers take part in culture at Elm and do social at Oak; nobody does exercise."""
    nobody = ActivityFactory(unit=world.unit, type=ActivityTypeFactory(code="exercise"))
    VersionFactory(activity=nobody)
    report = partners.build(ask(world.manager))
    lines = {line.name: line.organisations for line in report.tables[1].rows}
    assert lines == dict.fromkeys(("alone", "assumed", "begun"), ("Trekkers",))
    assert report.sentence.startswith("At 3 of 4 activities that run alone")
    link = report.tables[1].rows[0].link
    assert isinstance(link, Link)
    assert link.url.endswith(f"/activities/{world.activities['alone'].pk}/ask/")


def test_by_type_with_a_chart_of_the_same_rows_and_its_source(world):
    report = partners.build(ask(world.manager))
    by_type = report.tables[0]
    assert [(row.name, row.could_ask) for row in by_type.rows] == [
        ("Song, dance, theatre, music", Part(1, 1)), ("Walks, outings, company", Part(2, 2)),
    ]  # fmt: skip
    assert [bar.label for bar in report.charts[0].bars] == [row.name for row in by_type.rows]
    assert "10.1017/S1463423620000341" in report.sources[0].url
    assert any("follows from the tasks" in str(rule) for rule in report.rules)


def test_whoever_wishes_not_to_be_asked_is_left_out(world):
    UnwantedType.objects.create(
        organisation=world.organisation, type=world.activities["alone"].type
    )
    rows = partners.build(ask(world.manager)).tables[1].rows
    assert [row.name for row in rows] == ["assumed", "begun"]


def test_the_days_record_decides(world):
    VersionFactory(
        activity=world.activities["alone"], rows=core_rows(Doer.SHARED, world.organisation),
        valid_from=NOW.date().replace(month=10),
    )  # fmt: skip
    now, before = (partners.build(ask(world.manager, on=NOW.date().replace(month=month)))
                   for month in (11, 9))  # fmt: skip
    assert "alone" not in [line.name for line in now.tables[1].rows]
    assert "alone" in [line.name for line in before.tables[1].rows]


def test_an_organisation_reads_what_it_has_left_by_name_without_a_link(world):
    """It ran it alone on that day, and may not see the activity any more."""
    before = TODAY - timedelta(days=1)
    partner = OrganisationFactory(home_area=world.area)
    other = ActivityFactory(unit=world.unit, type=world.activities["theirs"].type)
    VersionFactory(activity=other, rows=core_rows(Doer.ORGANISATION, partner))

    def link(on):
        table = partners.build(ask(world.coordinator, on=on)).tables[1]
        return {line.name: line.link for line in table.rows}["theirs"]

    assert link(before).url.endswith(f"/activities/{world.activities['theirs'].pk}/")
    VersionFactory(activity=world.activities["theirs"], valid_from=TODAY)
    assert link(before) == "theirs"


@pytest.mark.parametrize(
    ("n_lines", "n_solo", "says"),
    [
        (0, 0, "No activity is coordinated by one side alone."),
        (0, 1, "1 activity runs alone; no organisation of the area does the same elsewhere."),
        (1, 1, "At 1 of 1 activity that runs alone, an organisation does the same elsewhere."),
        (2, 5, "At 2 of 5 activities that run alone, an organisation does the same elsewhere."),
    ],
)
def test_the_first_sentence(n_lines, n_solo, says):
    assert partners.sentence([None] * n_lines, n_solo) == says


def test_queries_stay_the_same(world, django_assert_num_queries):
    asked = ask(world.lead)
    with django_assert_num_queries(5):
        partners.build(asked)
    for _more in range(2):
        other = OrganisationFactory(home_area=world.area)
        VersionFactory(
            activity=ActivityFactory(unit=world.unit), rows=core_rows(Doer.ORGANISATION, other)
        )
    with django_assert_num_queries(5):
        partners.build(asked)
