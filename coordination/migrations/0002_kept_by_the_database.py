"""What must always hold, kept by the database itself: places taken, no double booking, agreed rows.

Vendor-checked: PostgreSQL and SQLite say the same with their own means. Nothing here is in the
models' state, so makemigrations stays silent about it.
"""

from django.db import migrations

HOLDS = "('confirmed', 'offered', 'awaiting')"

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""
    CREATE FUNCTION coordination_signup_taken() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.state = NEW.state AND OLD.heads = NEW.heads
         AND OLD.position_id = NEW.position_id THEN
        RETURN NULL;
      END IF;
      IF TG_OP <> 'INSERT' AND OLD.state IN {HOLDS} THEN
        UPDATE coordination_position SET taken = taken - OLD.heads WHERE id = OLD.position_id;
      END IF;
      IF TG_OP <> 'DELETE' AND NEW.state IN {HOLDS} THEN
        UPDATE coordination_position SET taken = taken + NEW.heads WHERE id = NEW.position_id;
      END IF;
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER signup_taken AFTER INSERT OR UPDATE OR DELETE
    ON coordination_signup FOR EACH ROW EXECUTE FUNCTION coordination_signup_taken()
    """,
    """
    ALTER TABLE coordination_signup ADD CONSTRAINT signup_no_overlap
    EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (state = 'confirmed' AND NOT is_overlap_allowed)
    """,
    """
    CREATE FUNCTION coordination_agreed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.state = 'agreed' THEN
        RAISE EXCEPTION 'agreed_version_is_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    # No WHEN and no UPDATE OF here: PostgreSQL then refuses to change the type of the column.
    """
    CREATE TRIGGER version_agreed_stays BEFORE UPDATE OR DELETE ON coordination_version
    FOR EACH ROW EXECUTE FUNCTION coordination_agreed_stays()
    """,
    """
    CREATE FUNCTION coordination_agreed_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM coordination_version v WHERE v.state = 'agreed' AND v.id IN (
           CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END,
           CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END)) THEN
        RAISE EXCEPTION 'agreed_version_is_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE FUNCTION coordination_agreed_shares_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM coordination_version v
           JOIN coordination_responsibility r ON r.version_id = v.id
           WHERE v.state = 'agreed' AND r.id IN (
             CASE WHEN TG_OP <> 'INSERT' THEN OLD.responsibility_id END,
             CASE WHEN TG_OP <> 'DELETE' THEN NEW.responsibility_id END)) THEN
        RAISE EXCEPTION 'agreed_version_is_immutable'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_agreed_stays BEFORE INSERT OR UPDATE OR DELETE
        ON coordination_{table} FOR EACH ROW EXECUTE FUNCTION coordination_agreed_rows_stay()
        """
        for table in ("responsibility", "versionparty", "agreement")
    ),
    """
    CREATE TRIGGER responsibilityparty_agreed_stays BEFORE INSERT OR UPDATE OR DELETE
    ON coordination_responsibilityparty
    FOR EACH ROW EXECUTE FUNCTION coordination_agreed_shares_stay()
    """,
]


def _taken(name: str, when: str, *, minus: bool, plus: bool) -> str:
    take = f"""UPDATE coordination_position SET taken = taken - OLD.heads
        WHERE id = OLD.position_id AND OLD.state IN {HOLDS};"""
    give = f"""UPDATE coordination_position SET taken = taken + NEW.heads
        WHERE id = NEW.position_id AND NEW.state IN {HOLDS};"""
    body = (take if minus else "") + (give if plus else "")
    return f"CREATE TRIGGER {name} AFTER {when} ON coordination_signup BEGIN {body} END"


def _no_overlap(name: str, when: str) -> str:
    return f"""
    CREATE TRIGGER {name} BEFORE {when} ON coordination_signup
    WHEN NEW.state = 'confirmed' AND NOT NEW.is_overlap_allowed AND EXISTS (
      SELECT 1 FROM coordination_signup o WHERE o.person_id = NEW.person_id AND o.id IS NOT NEW.id
      AND o.state = 'confirmed' AND NOT o.is_overlap_allowed
      AND o.starts_at < NEW.ends_at AND o.ends_at > NEW.starts_at)
    BEGIN SELECT RAISE(ABORT, 'signup_no_overlap'); END
    """


def _stays(name: str, table: str, when: str, condition: str) -> str:
    return f"""
    CREATE TRIGGER {name} BEFORE {when} ON coordination_{table} WHEN {condition}
    BEGIN SELECT RAISE(ABORT, 'agreed_version_is_immutable'); END
    """


def _of_agreed(table: str, *rows: str) -> str:
    if table == "responsibilityparty":
        ids = ", ".join(f"{row}.responsibility_id" for row in rows)
        return f"""EXISTS (SELECT 1 FROM coordination_version v
            JOIN coordination_responsibility r ON r.version_id = v.id
            WHERE v.state = 'agreed' AND r.id IN ({ids}))"""
    ids = ", ".join(f"{row}.version_id" for row in rows)
    return f"""EXISTS (SELECT 1 FROM coordination_version v
        WHERE v.state = 'agreed' AND v.id IN ({ids}))"""


SQLITE = [
    _taken("signup_taken_insert", "INSERT", minus=False, plus=True),
    _taken("signup_taken_update", "UPDATE OF state, heads, position_id", minus=True, plus=True),
    _taken("signup_taken_delete", "DELETE", minus=True, plus=False),
    _no_overlap("signup_no_overlap_insert", "INSERT"),
    _no_overlap("signup_no_overlap_update", "UPDATE"),
    _stays("version_agreed_update", "version", "UPDATE", "OLD.state = 'agreed'"),
    _stays("version_agreed_delete", "version", "DELETE", "OLD.state = 'agreed'"),
]
for _table in ("responsibility", "versionparty", "agreement", "responsibilityparty"):
    SQLITE += [
        _stays(f"{_table}_agreed_insert", _table, "INSERT", _of_agreed(_table, "NEW")),
        _stays(f"{_table}_agreed_update", _table, "UPDATE", _of_agreed(_table, "OLD", "NEW")),
        _stays(f"{_table}_agreed_delete", _table, "DELETE", _of_agreed(_table, "OLD")),
    ]


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
