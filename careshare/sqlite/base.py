"""SQLite for a schema that keeps rules in triggers.

Django changes an SQLite table by copying it. The copy loses the table's triggers without a word,
and triggers of *other* tables that name it make the rename fail ("no such table"). Emptying all
tables between tests deletes row by row, which triggers on rows that must stay refuse. Here both
set the triggers aside and put them back, inside the transaction that is open anyway.

`careshare_purging()` is the one way past the audit log's triggers: a function of the connection
that answers 1 only inside `careshare.audit.services.purging`.
"""

from django.db.backends.sqlite3 import base, operations, schema


def _triggers(connection) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
        return dict(cursor.fetchall())


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Remakes tables without losing a trigger."""

    def _remake_table(self, model, *args, **kwargs):
        kept = _triggers(self.connection)
        for name in kept:
            self.execute(f'DROP TRIGGER "{name}"')
        super()._remake_table(  # type: ignore[misc]
            model, *args, **kwargs
        )
        for sql in kept.values():
            self.execute(sql)


class DatabaseOperations(operations.DatabaseOperations):
    """Empties tables although triggers forbid single deletes."""

    def sql_flush(self, style, tables, **kwargs):
        kept = _triggers(self.connection)
        flush = super().sql_flush(style, tables, **kwargs)
        if not flush:
            return []
        return [*(f'DROP TRIGGER "{name}"' for name in kept), *flush, *kept.values()]


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite with our schema editor, operations and the purge function."""

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
    purging = False

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        connection.create_function("careshare_purging", 0, lambda: int(self.purging))
        return connection
