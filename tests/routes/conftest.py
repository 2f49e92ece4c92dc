"""One pair of municipalities a module, inside a transaction: each try rolls back what it wrote."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from tests.routes.world import ROLES, Municipality, municipality


@dataclass(frozen=True)
class Worlds:
    """Here, somewhere else, and a browser for each role that belongs here."""

    here: Municipality
    there: Municipality
    clients: dict[str, Client]

    def ask(self, role: str, method: str, url: str, data: dict | None = None) -> int:
        """The status of one try; whatever it writes is rolled back."""
        send = getattr(self.clients[role], method.lower())
        try:
            with transaction.atomic():
                status = (send(url, data) if data else send(url)).status_code
                raise _RolledBack
        except _RolledBack:
            return status


class _RolledBack(Exception):
    """Ends the transaction of a try."""


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker) -> Iterator[Worlds]:
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = municipality(), municipality()
        clients = {role: Client(raise_request_exception=False) for role in ROLES}
        for role, client in clients.items():
            client.force_login(
                here.users[role], backend="django.contrib.auth.backends.ModelBackend"
            )
        yield Worlds(here, there, clients)
        transaction.set_rollback(True)
