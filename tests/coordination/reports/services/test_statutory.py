"""R9: statutory class and who coordinates."""

from dataclasses import replace

import pytest

from coordination.activities.models import Activity, AreaTypeClass
from coordination.arrangements.rules import Arrangement
from coordination.reports.rules import Standing
from coordination.reports.services import statutory
from coordination.reports.services.facts import Counted
from tests.coordination.reports.conftest import ask
from tests.coordination.reports.services.test_who_coordinates import counted


def test_an_activitys_own_class_comes_before_the_areas(world):
    AreaTypeClass.objects.create(
        area=world.area, type=world.activities["alone"].type, statutory_class="mixed"
    )
    Activity.objects.filter(pk=world.activities["shared"].pk).update(statutory_class="statutory")
    report = statutory.build(ask(world.lead))
    lines = {line.name: line.counted for line in report.tables[0].rows}
    assert lines["Partly both"].by[Arrangement.UNIT_ALONE] == 1
    assert lines["Partly both"].by[Arrangement.SHARED_AND_DIVIDED] == 1
    assert lines["Same content as a statutory service"].by[Arrangement.SHARED] == 1
    assert lines["Not classified"].everything == 4
    assert report.tables[0].total.counted.everything == 7
    assert report.sentence == (
        "3 activities have, wholly or partly, the same content as a statutory service: the care"
        " unit coordinates 1 alone, an organisation 0, both together 2."
    )


def of(settled: int, unsettled: int) -> Counted:
    """So many that the care unit does alone, and so many of which nobody has said it."""
    return replace(
        counted(unit_alone=settled),
        beside={Standing.COUNTED: settled, Standing.ASSUMED: unsettled},
    )


@pytest.mark.parametrize(
    ("settled", "unsettled", "said"),
    [
        (0, 0, "No activity has, wholly or partly, the same content as a statutory service."),
        (1, 0, ("1 activity has, wholly or partly, the same content as a statutory service: the"
               " care unit coordinates 1 alone, an organisation 0, both together 0.")),
        (0, 1, ("1 activity has, wholly or partly, the same content as a statutory service; who"
               " coordinates it is not settled yet.")),
        (0, 2, ("2 activities have, wholly or partly, the same content as a statutory service; who"
               " coordinates is not settled yet for any of them.")),
        (1, 1, ("2 activities have, wholly or partly, the same content as a statutory service; who"
               " coordinates is settled for 1 of them: the care unit coordinates 1 alone, an"
               " organisation 0, both together 0.")),
    ],
)  # fmt: skip
def test_the_first_sentence_names_also_those_of_which_it_is_not_settled(settled, unsettled, said):
    assert statutory.sentence(of(settled, unsettled)) == said


def test_queries_stay_the_same(world, django_assert_num_queries):
    asked = ask(world.lead)
    with django_assert_num_queries(3):
        statutory.build(asked)
