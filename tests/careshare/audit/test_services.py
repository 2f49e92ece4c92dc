"""The audit log stays as it was written, whoever tries, on both databases."""

import pytest
from django.db import IntegrityError, connection, transaction

from careshare.audit.models import AuditEntry
from careshare.audit.services import purging, record
from tests.factories.who import AreaFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> AuditEntry:
    return record(
        actor=UserFactory(), action="area.renamed", subject=AreaFactory(), fields={"name"}
    )


def test_keeps_ids_and_field_names_only(entry):
    assert (entry.subject_type, entry.fields) == ("area", ["name"])


def test_the_software_itself_is_nobody():
    assert record(actor=None, action="area.swept", subject=AreaFactory()).actor is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE careshare_auditentry SET action = 'nothing'",
        "DELETE FROM careshare_auditentry",
    ],
)
def test_database_refuses_to_change_or_delete(entry, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().action == "area.renamed"


def test_only_purging_deletes(entry):
    with purging():
        AuditEntry.objects.all().delete()
    assert not AuditEntry.objects.exists()


def test_the_way_is_closed_again_afterwards(entry):
    with purging():
        pass
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.all().delete()


def test_purging_changes_nothing_either(entry):
    with pytest.raises(IntegrityError), transaction.atomic(), purging():
        AuditEntry.objects.update(action="nothing")
