"""What both sides have seen stays as it was said: kept by the database itself.

Vendor-checked: PostgreSQL and SQLite say the same with their own means.
"""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION coordination_revealed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.revealed_at IS NOT NULL AND (TG_OP = 'DELETE'
         OR NEW.revealed_at IS DISTINCT FROM OLD.revealed_at) THEN
        RAISE EXCEPTION 'revealed_answers_are_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE TRIGGER reviewround_revealed_stays BEFORE UPDATE OR DELETE
    ON coordination_reviewround FOR EACH ROW EXECUTE FUNCTION coordination_revealed_stays()
    """,
    """
    CREATE FUNCTION coordination_revealed_answers_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM coordination_reviewround r WHERE r.revealed_at IS NOT NULL
           AND r.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.round_id END,
                        CASE WHEN TG_OP <> 'DELETE' THEN NEW.round_id END)) THEN
        RAISE EXCEPTION 'revealed_answers_are_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE TRIGGER statedanswer_revealed_stays BEFORE INSERT OR UPDATE OR DELETE
    ON coordination_statedanswer
    FOR EACH ROW EXECUTE FUNCTION coordination_revealed_answers_stay()
    """,
    """
    CREATE FUNCTION coordination_revealed_tasks_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM coordination_reviewround r
           JOIN coordination_statedanswer a ON a.round_id = r.id
           WHERE r.revealed_at IS NOT NULL
           AND a.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.answer_id END,
                        CASE WHEN TG_OP <> 'DELETE' THEN NEW.answer_id END)) THEN
        RAISE EXCEPTION 'revealed_answers_are_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE TRIGGER taskanswer_revealed_stays BEFORE INSERT OR UPDATE OR DELETE
    ON coordination_taskanswer
    FOR EACH ROW EXECUTE FUNCTION coordination_revealed_tasks_stay()
    """,
]


def _stays(name: str, table: str, when: str, condition: str) -> str:
    return f"""
    CREATE TRIGGER {name} BEFORE {when} ON coordination_{table} WHEN {condition}
    BEGIN SELECT RAISE(ABORT, 'revealed_answers_are_immutable'); END
    """


def _of_revealed(table: str, *rows: str) -> str:
    if table == "taskanswer":
        ids = ", ".join(f"{row}.answer_id" for row in rows)
        return f"""EXISTS (SELECT 1 FROM coordination_reviewround r
            JOIN coordination_statedanswer a ON a.round_id = r.id
            WHERE r.revealed_at IS NOT NULL AND a.id IN ({ids}))"""
    ids = ", ".join(f"{row}.round_id" for row in rows)
    return f"""EXISTS (SELECT 1 FROM coordination_reviewround r
        WHERE r.revealed_at IS NOT NULL AND r.id IN ({ids}))"""


_REVEALED = "OLD.revealed_at IS NOT NULL"
SQLITE = [
    _stays(
        "reviewround_revealed_update",
        "reviewround",
        "UPDATE",
        f"{_REVEALED} AND NEW.revealed_at IS NOT OLD.revealed_at",
    ),
    _stays("reviewround_revealed_delete", "reviewround", "DELETE", _REVEALED),
]
for _table in ("statedanswer", "taskanswer"):
    SQLITE += [
        _stays(f"{_table}_revealed_insert", _table, "INSERT", _of_revealed(_table, "NEW")),
        _stays(f"{_table}_revealed_update", _table, "UPDATE", _of_revealed(_table, "OLD", "NEW")),
        _stays(f"{_table}_revealed_delete", _table, "DELETE", _of_revealed(_table, "OLD")),
    ]


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0006_review_rounds")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
