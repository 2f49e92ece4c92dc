"""Every trigger is there after all migrations, and stays when tables are remade or emptied."""

from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

from coordination.models import SignUp, Version

GUARDED = {
    "sqlite": {
        "audit_stays": 2,
        "signup_taken": 3,
        "signup_no_overlap": 2,
        "leading_once": 2,
        "version_agreed": 2,
        "responsibility_agreed": 3,
        "responsibilityparty_agreed": 3,
        "versionparty_agreed": 3,
        "agreement_agreed": 3,
        "reviewround_revealed": 2,
        "statedanswer_revealed": 3,
        "taskanswer_revealed": 3,
        "displacement_done": 2,
        "displacementanswers_done": 3,
        "ending_given": 2,
    },
    "postgresql": {
        "audit_stays": 1,
        "signup_taken": 1,
        "version_agreed": 1,
        "responsibility_agreed": 1,
        "responsibilityparty_agreed": 1,
        "versionparty_agreed": 1,
        "agreement_agreed": 1,
        "reviewround_revealed": 1,
        "statedanswer_revealed": 1,
        "taskanswer_revealed": 1,
        "displacement_done": 1,
        "displacementanswers_done": 1,
        "ending_given": 1,
    },
}
LISTED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def count() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor])
        names = [name for (name,) in cursor.fetchall()]
    return {
        guard: sum(name.startswith(f"{guard}_") or name == guard for name in names)
        for guard in GUARDED[connection.vendor]
    }


@pytest.mark.django_db
def test_all_are_there_after_all_migrations():
    assert count() == GUARDED[connection.vendor]


@pytest.mark.django_db(transaction=True)
def test_they_stay_when_the_database_is_emptied():
    call_command("flush", interactive=False, verbosity=0)
    assert count() == GUARDED[connection.vendor]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [SignUp, Version])
def test_they_stay_when_a_column_changes(model):
    """Django changes an SQLite table by copying it, which loses its triggers."""
    field = model._meta.get_field("form_uuid")
    wider = models.UUIDField(null=True, editable=False)  # without the unique index
    wider.set_attributes_from_name("form_uuid")
    wider.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, field, wider)
    with connection.schema_editor() as editor:
        editor.alter_field(model, wider, field)
    assert count() == GUARDED[connection.vendor]


@pytest.mark.django_db(transaction=True)
def test_what_keeps_notices_can_be_taken_away_and_put_back():
    step = import_module("coordination.migrations.0041_given_notice_stays").Migration.operations[0]
    before = count()
    with connection.schema_editor() as editor:
        step.reverse_code(None, editor)
    assert count() == before | {"ending_given": 0}
    with connection.schema_editor() as editor:
        step.code(None, editor)
    assert count() == before


STEPS = [("volunteers", "0020_minutes_for_visits"), ("coordination", "0037_phoned")]
AT_ONCE = [(app, f"0001_squashed_{name}") for app, name in STEPS]


def test_the_tables_made_at_once_are_those_of_the_steps():
    steps = MigrationLoader(None, replace_migrations=False)
    one = MigrationLoader(None)
    ways = steps.project_state(STEPS), one.project_state(AT_ONCE)
    for before, now in (ways, ways[::-1]):
        assert MigrationAutodetector(before, now).changes(steps.graph) == {}
