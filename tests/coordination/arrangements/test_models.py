"""What is agreed stays as it is, whoever goes round the services."""

import pytest
from django.db import DatabaseError, connection, transaction

from careshare import clock
from coordination.arrangements.models import (
    Agreement,
    Responsibility,
    ResponsibilityParty,
    Version,
    VersionParty,
)
from coordination.arrangements.rules import Doer, VersionState
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    UserFactory,
    VersionFactory,
    core_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed():
    red = OrganisationFactory()
    activity = ActivityFactory(unit__area=red.home_area)
    return VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))


def refused(write, *args, **values) -> None:
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        write(*args, **values)


ROWS = {
    "responsibility": lambda version: Responsibility.objects.filter(version=version),
    "share": lambda version: ResponsibilityParty.objects.filter(responsibility__version=version),
    "party": lambda version: VersionParty.objects.filter(version=version),
    "agreement": lambda version: Agreement.objects.filter(version=version),
}
CHANGES = {
    "responsibility": {"doer": "unit"},
    "share": {"part": "another part"},
    "party": {"party": "organisation:999"},
    "agreement": {"agreed_at": clock.now()},
}


def test_the_version_itself(agreed):
    refused(Version.objects.filter(pk=agreed.pk).update, message="changed")
    refused(Version.objects.filter(pk=agreed.pk).update, state=VersionState.DECLINED, number=None)
    refused(Version.objects.filter(pk=agreed.pk)._raw_delete, "default")


@pytest.mark.parametrize("kind", ROWS)
def test_its_rows(agreed, kind):
    rows = ROWS[kind](agreed)
    assert rows.exists()
    refused(rows.update, **CHANGES[kind])
    refused(rows._raw_delete, "default")


def test_nothing_is_added(agreed):
    one = agreed.responsibilities.first()
    refused(Responsibility.objects.create, version=agreed, task="need", doer="unit")
    refused(ResponsibilityParty.objects.create, responsibility=one, party="organisation:5")
    refused(VersionParty.objects.create, version=agreed, party="organisation:5")
    refused(
        Agreement.objects.create,
        version=agreed, party="organisation:5", user=UserFactory(), agreed_at=clock.now(),
    )  # fmt: skip


def test_rows_do_not_move_into_an_agreed_version(agreed):
    draft = VersionFactory(activity=agreed.activity, state=VersionState.PROPOSED)
    row = draft.responsibilities.first()
    refused(Responsibility.objects.filter(pk=row.pk).update, version=agreed, task="need")
    share = row.parties.first()
    refused(
        ResponsibilityParty.objects.filter(pk=share.pk).update,
        responsibility=agreed.responsibilities.first(), party="organisation:77",
    )  # fmt: skip


def test_even_by_plain_sql(agreed):
    table = Version._meta.db_table
    with (
        pytest.raises(DatabaseError, match="immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [agreed.pk])


def test_a_proposal_can_still_change(agreed):
    draft = VersionFactory(activity=agreed.activity, state=VersionState.PROPOSED)
    assert draft.responsibilities.update(doer="unit")
    assert Version.objects.filter(pk=draft.pk).update(state=VersionState.WITHDRAWN)
