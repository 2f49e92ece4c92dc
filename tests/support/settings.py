"""The site's settings for tests: the environment is fixed here, before the settings read it.

DATABASE_URL and REDIS_URL from outside win (`make test-postgres` sets them); without them tests run
on SQLite and Celery's memory broker. Processes that tests start inherit all of it.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _own_broker() -> str:
    """One address of BROKERS per test process: they must not see each other's queue and cache."""
    addresses = os.environ.get("BROKERS", "").split() or [os.environ.get("REDIS_URL", "")]
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if number < len(addresses):
        return addresses[number]
    address = addresses[0]
    return f"{address.rstrip('/')}/{number}" if address.startswith(("redis:", "rediss:")) else ""


os.environ |= {
    "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'test.sqlite3'}",
    "REDIS_URL": _own_broker(),
    "SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 3,
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DEBUG": "0",
    "DEMO": "0",
    "EMBEDDED_WORKER": "0",
    "HTTPS": "0",
    "PLAIN_STATIC": "1",
    "LOG_LEVEL": "WARNING",
}

from careshare.settings import *  # noqa: E402, F403

# Files of pages are looked for when asked for, not listed anew for every client of every test.
WHITENOISE_AUTOREFRESH = True

# A query that runs away fails with its text instead of holding up the whole run. Tables of a few
# rows are joined as written: weighing every order of ten tables costs more than reading them.
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    DATABASES["default"]["OPTIONS"]["options"] = (  # noqa: F405
        "-c statement_timeout=60s -c lock_timeout=30s"
        " -c join_collapse_limit=1 -c from_collapse_limit=1"
    )

# Shared with the processes that tests start, so that a password made here opens the door there.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
