"""The database migrated once for all test processes; each starts with a copy of it.

Migrating takes some seconds and a copy takes none. Only for several processes at once: one alone
migrates its own database, as ever.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connections

from tests.support import database

ROOT = Path(__file__).resolve().parents[2]
NAME = "careshare_migrated"


def begin_with_a_copy(settings: dict[str, Any], shared: Path) -> None:
    """Let this process's test database be a copy of the migrated one, whoever comes first makes it.

    Args:
        settings: of the default database, as Django is about to make it.
        shared: a folder that all processes of this run see.
    """
    if settings["ENGINE"] == "careshare.sqlite":
        migrated = shared / "migrated.sqlite3"
        _once(shared, lambda: _migrate(f"sqlite:///{migrated}"))
        shutil.copy(migrated, settings["TEST"]["NAME"])
    else:
        _once(shared, _on_postgres)
        settings["TEST"]["TEMPLATE"] = NAME


def _once(shared: Path, make: Callable[[], None]) -> None:
    done = shared / "migrated"
    with (shared / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make()
            done.touch()


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True)


def _on_postgres() -> None:
    import psycopg2  # Django's own connection is not open to tests yet

    parameters = connections["default"].get_connection_params() | {"dbname": "postgres"}
    with closing(psycopg2.connect(**parameters)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
            cursor.execute(f"CREATE DATABASE {NAME}")
    _migrate(database.url(NAME))
