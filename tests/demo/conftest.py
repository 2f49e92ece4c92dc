"""A municipality made once for all tests that only read it."""

from datetime import UTC, datetime

import pytest
import time_machine

from coordination.activities.models import ActivityType
from demo import registry
from demo.reset import restore_types

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # a Tuesday morning, 09:00 in Solvik


def with_types() -> None:
    """Tests that empty all tables take away the rows that migrations had put there."""
    if not ActivityType.objects.exists():
        restore_types()


@pytest.fixture(scope="module")
def solvik(django_db_setup, django_db_blocker):
    """Solvik as on 24 November 2026; gone again after the module, whose tests only read."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        with_types()
        with time_machine.travel(NOW, tick=False):
            registry.build(now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def read(solvik, db):
    """Solvik for one test, on its own day; what the test writes is taken back."""
    with time_machine.travel(NOW, tick=False):
        yield
