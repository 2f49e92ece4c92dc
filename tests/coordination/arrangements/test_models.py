"""What is agreed stays as it is, whoever goes round the services."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from careshare import clock
from coordination.arrangements.models import (
    Agreement,
    Ending,
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
WITHDRAWN = "withdrawn_at"


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


@pytest.fixture
def notice(agreed):
    return Ending.objects.create(
        activity=agreed.activity, version=agreed, party="organisation:5",
        given_by_party="organisation:5", given_by=UserFactory(), given_at=clock.now(),
        ends_on=clock.now().date(), reason="no_capacity",
    )  # fmt: skip


OTHER = {
    "id": 999_999,
    "activity": lambda: ActivityFactory().pk,
    "version": lambda: VersionFactory(activity=ActivityFactory()).pk,
    "party": "organisation:6",
    "given_by_party": "unit",
    "given_by": None,
    "given_at": datetime(2020, 1, 1, tzinfo=UTC),
    "ends_on": date(2020, 1, 1),
    "reason": "other",
    "message": "changed",
}


@pytest.mark.parametrize("name", sorted({one.name for one in Ending._meta.fields} - {WITHDRAWN}))
def test_of_a_notice_only_the_withdrawal_is_written_afterwards(notice, name):
    other = OTHER[name]
    value = other() if callable(other) else other
    row = Ending.objects.filter(pk=notice.pk)
    refused(row.update, **{name: value})
    refused(row.update, **{name: value, WITHDRAWN: clock.now()})


def test_a_notice_is_not_deleted(notice):
    refused(Ending.objects.filter(pk=notice.pk)._raw_delete, "default")


def test_a_notice_is_taken_back_once_and_for_all(notice):
    row = Ending.objects.filter(pk=notice.pk)
    assert row.update(withdrawn_at=clock.now())
    refused(row.update, withdrawn_at=None)
    refused(row.update, withdrawn_at=datetime(2020, 1, 1, tzinfo=UTC))
    refused(row._raw_delete, "default")
