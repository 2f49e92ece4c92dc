"""A review that is done stays as it is, and so do its answers: the database itself refuses.

Vendor-checked, as for agreed versions.
"""

from django.db import migrations

REVIEW, ANSWERS = "coordination_displacementreview", "coordination_displacementanswers"

POSTGRESQL = [
    """
    CREATE FUNCTION coordination_done_review_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.state = 'done' THEN
        RAISE EXCEPTION 'done_review_is_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    f"""
    CREATE TRIGGER displacement_done_stays BEFORE UPDATE OR DELETE ON {REVIEW}
    FOR EACH ROW EXECUTE FUNCTION coordination_done_review_stays()
    """,
    f"""
    CREATE FUNCTION coordination_done_answers_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM {REVIEW} r WHERE r.state = 'done' AND r.id IN (
           CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END,
           CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END)) THEN
        RAISE EXCEPTION 'done_review_is_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    f"""
    CREATE TRIGGER displacementanswers_done_stays BEFORE INSERT OR UPDATE OR DELETE ON {ANSWERS}
    FOR EACH ROW EXECUTE FUNCTION coordination_done_answers_stay()
    """,
]


def _stays(name: str, table: str, when: str, condition: str) -> str:
    return f"""
    CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition}
    BEGIN SELECT RAISE(ABORT, 'done_review_is_immutable'); END
    """


def _of_done(*rows: str) -> str:
    ids = ", ".join(f"{row}.review_id" for row in rows)
    return f"EXISTS (SELECT 1 FROM {REVIEW} r WHERE r.state = 'done' AND r.id IN ({ids}))"


SQLITE = [
    _stays("displacement_done_update", REVIEW, "UPDATE", "OLD.state = 'done'"),
    _stays("displacement_done_delete", REVIEW, "DELETE", "OLD.state = 'done'"),
    _stays("displacementanswers_done_insert", ANSWERS, "INSERT", _of_done("NEW")),
    _stays("displacementanswers_done_update", ANSWERS, "UPDATE", _of_done("OLD", "NEW")),
    _stays("displacementanswers_done_delete", ANSWERS, "DELETE", _of_done("OLD")),
]


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0010_paid_work")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
