"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from coordination.initiatives.models import Initiative
from tests.factories import InitiativeFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "values"),
    [
        ("proposed", {"decision": "yes"}),
        ("acknowledged", {"acknowledged_at": None}),
        ("accepted", {"decision": "no"}),
        ("accepted", {"decision_reason": ""}),
        ("declined", {"decision": "yes"}),
        ("declined", {"decided_at": None}),
        ("withdrawn", {"withdrawn_at": None}),
        ("accepted", {"state": "became_activity"}),
        ("proposed", {"kind": "organisation"}),
        ("proposed", {"kind": "volunteer"}),
    ],
)
def test_a_state_has_its_facts(state, values):
    row = InitiativeFactory(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=row.pk).update(**values)


def test_an_organisations_idea_is_no_ones_else():
    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeFactory(kind="public", organisation=OrganisationFactory())
