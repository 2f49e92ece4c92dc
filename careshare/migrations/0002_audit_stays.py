"""Audit rows stay as they were written; only `careshare.audit.services.purging` deletes.

PostgreSQL asks a setting that is local to the transaction, SQLite a function of the connection.
"""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION careshare_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' AND current_setting('careshare.purging', true) = '1' THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION 'audit_is_immutable' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON careshare_auditentry
    FOR EACH ROW EXECUTE FUNCTION careshare_audit_stays()
    """,
]

SQLITE = [
    """
    CREATE TRIGGER audit_stays_update BEFORE UPDATE ON careshare_auditentry
    BEGIN SELECT RAISE(ABORT, 'audit_is_immutable'); END
    """,
    """
    CREATE TRIGGER audit_stays_delete BEFORE DELETE ON careshare_auditentry
    WHEN NOT careshare_purging()
    BEGIN SELECT RAISE(ABORT, 'audit_is_immutable'); END
    """,
]


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("careshare", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
