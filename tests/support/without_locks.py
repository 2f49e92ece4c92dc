"""Settings of the control: the site with its guard taken out, so that a race test can fail.

Nothing of this is reachable from the product: a test starts its own site with this module as
settings. Locks: `select_for_update` does nothing, and on SQLite every statement commits by itself
(there the transactions are the locks) while CHECKs are not asked. On PostgreSQL the test drops the
constraint. The trigger that counts places stays: without it even the locks would overbook.
"""

from contextlib import ContextDecorator

from django.db import transaction
from django.db.models import QuerySet

from tests.support.settings import *  # noqa: F403
from tests.support.settings import DATABASES


def _unlocked(rows: QuerySet, **_options) -> QuerySet:
    return rows.all()


class _NoTransaction(ContextDecorator):
    def __init__(self, *_arguments) -> None:
        pass

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_error) -> None:
        pass


QuerySet.select_for_update = _unlocked
if DATABASES["default"]["ENGINE"] == "careshare.sqlite":
    transaction.Atomic = _NoTransaction
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA ignore_check_constraints=ON;"
