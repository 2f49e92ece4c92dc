"""R9: statutory class and who coordinates."""

import pytest

from coordination.activities.models import Activity, AreaTypeClass
from coordination.arrangements.rules import Arrangement
from coordination.reports.services import statutory
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


@pytest.mark.parametrize(
    ("by", "begins"),
    [
        ({}, "No activity that counts has the same content"),
        ({"unit_alone": 1}, "1 activity has, wholly or partly"),
    ],
)
def test_the_first_sentence_with_small_numbers(by, begins):
    assert statutory.sentence(counted(**by)).startswith(begins)


def test_queries_stay_the_same(world, django_assert_num_queries):
    asked = ask(world.lead)
    with django_assert_num_queries(5):
        statutory.build(asked)
