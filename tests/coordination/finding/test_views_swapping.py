"""My day for yours: the page with the days that one could take."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.coordination.finding.helpers import shift_at
from tests.factories.when import ShiftFactory, SignUpFactory
from tests.factories.who import AffiliationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [1, 4])
def test_many_days_cost_as_little_as_one(her, unit, vera, many, django_assert_max_num_queries):
    mine = SignUpFactory(shift=shift_at(unit), person=vera)
    for number in range(many):
        other = PersonFactory()
        AffiliationFactory(person=other, unit=unit)
        starts = mine.starts_at + timedelta(days=7 * (number + 1))
        SignUpFactory(
            shift=ShiftFactory(activity=mine.shift.activity, starts_at=starts), person=other
        )
    where = reverse("coordination:swap", args=[mine.public_id])
    her.get(where)
    with django_assert_max_num_queries(35):
        page = her.get(where)
    assert len(page.context["choices"]) == many
