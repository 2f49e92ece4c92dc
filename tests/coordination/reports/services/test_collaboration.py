"""R2, quarter by quarter."""

from datetime import date

import pytest

from coordination.arrangements.rules import Doer
from coordination.reports.rules import Part
from coordination.reports.services import collaboration
from coordination.reports.services.collaboration import Quarter
from tests.coordination.reports.conftest import TODAY, ask
from tests.coordination.reports.services.test_who_coordinates import counted
from tests.factories import VersionFactory, core_rows


def test_rates_as_of_each_quarter(world):
    VersionFactory(
        activity=world.activities["alone"], valid_from=date(2026, 7, 1),
        rows=core_rows(Doer.DIVIDED, world.organisation),
    )  # fmt: skip
    report = collaboration.build(ask(world.lead))
    rows = {row.on: row for row in report.tables[0].rows}
    assert min(rows) == date(2026, 3, 31)  # what lies before the first activity is left out
    assert rows[date(2026, 6, 30)].collaboration == Part(2, 4)
    assert rows[date(2026, 9, 30)].collaboration == rows[TODAY].collaboration == Part(3, 4)
    assert rows[date(2026, 6, 30)].sharing == Part(2, 2)
    assert rows[TODAY].sharing == Part(2, 3)
    assert report.sentence == "Both sides coordinate 3 of 4 activities (75 %)."


@pytest.mark.parametrize(
    ("now", "before", "says"),
    [
        ({}, {"shared": 1}, "No activity counts yet: it is not settled who coordinates."),
        ({"unit_alone": 2}, {}, "Both sides coordinate 0 of 2 activities (0 %)."),
        (
            {"shared": 1, "unit_alone": 2},
            {"divided": 1, "unit_alone": 1},
            "Both sides coordinate 1 of 3 activities (33 %); a year before it was 1 of 2 (50 %).",
        ),
    ],
)
def test_the_first_sentence(now, before, says):
    quarters = [Quarter(TODAY, counted(**before))] * 4 + [Quarter(TODAY, counted(**now))]
    assert collaboration.sentence(quarters) == says


def test_queries_stay_the_same(world, django_assert_num_queries):
    asked = ask(world.lead)
    with django_assert_num_queries(32):
        collaboration.build(asked)
