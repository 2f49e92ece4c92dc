"""Notice that was given stays as it was given, for the record of any day is read from it.

It can be taken back, once: of its row nothing but `withdrawn_at` is ever written afterwards.
Vendor-checked, as for agreed versions.
"""

from django.db import migrations

ENDING = "coordination_ending"

POSTGRESQL = [
    """
    CREATE FUNCTION coordination_given_notice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
         OR to_jsonb(NEW) - 'withdrawn_at' IS DISTINCT FROM to_jsonb(OLD) - 'withdrawn_at' THEN
        RAISE EXCEPTION 'given_notice_is_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER ending_given_stays BEFORE UPDATE OR DELETE ON {ENDING}
    FOR EACH ROW EXECUTE FUNCTION coordination_given_notice_stays()
    """,
]

KEPT = (
    "id", "activity_id", "version_id", "party", "given_by_party", "given_by_id", "given_at",
    "ends_on", "reason", "message",
)  # fmt: skip


def _stays(name: str, when: str, condition: str) -> str:
    return f"""
    CREATE TRIGGER {name} BEFORE {when} ON {ENDING} WHEN {condition}
    BEGIN SELECT RAISE(ABORT, 'given_notice_is_immutable'); END
    """


_CHANGED = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT)
SQLITE = [
    _stays("ending_given_update", "UPDATE", f"OLD.withdrawn_at IS NOT NULL OR {_CHANGED}"),
    _stays("ending_given_delete", "DELETE", "1"),
]


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER ending_given_stays ON {ENDING}")
        schema_editor.execute("DROP FUNCTION coordination_given_notice_stays()")
        return
    for name in ("ending_given_update", "ending_given_delete"):
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("coordination", "0040_concerns_and_hard_days")]
    operations = [migrations.RunPython(forwards, backwards)]
