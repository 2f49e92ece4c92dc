"""One pair of municipalities a module, inside a transaction: each try rolls back what it wrote."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.routes.world import LEADER, ROLES, Municipality, municipality


@dataclass(frozen=True)
class Worlds:
    """Here, somewhere else, and a browser for each role that belongs here."""

    here: Municipality
    there: Municipality
    clients: dict[str, Client]
    stranger: Client

    def ask(
        self, role: str, method: str, url: str, data: dict | None = None,
        headers: dict | None = None,
    ) -> int:  # fmt: skip
        """The status of one try; whatever it writes is rolled back. A GET may not write (S10)."""
        send = getattr(self.clients[role], method.lower())
        watched = no_domain_write() if method == "GET" else nullcontext()
        try:
            with transaction.atomic(), watched:
                status = send(url, data or None, headers=headers).status_code
                raise _RolledBack
        except _RolledBack:
            return status


class _RolledBack(Exception):
    """Ends the transaction of a try."""


ALLOWED = ("django_session", "careshare_auditentry", "usersessions_usersession")


@contextmanager
def no_domain_write() -> Iterator[None]:
    """Fails on INSERT, UPDATE or DELETE of a table that is not the session's or the audit's.

    Mail scanners open every link: a GET changes nothing but the session and the audit.
    """

    def watch(execute, sql, params, many, context):
        verb = sql.lstrip().split(" ", 1)[0].upper()
        if verb in ("INSERT", "UPDATE", "DELETE") and not any(table in sql for table in ALLOWED):
            pytest.fail(f"a GET writes: {sql[:120]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker) -> Iterator[Worlds]:
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = municipality(), municipality()
        clients = {role: Client(raise_request_exception=False) for role in (*ROLES, LEADER)}
        for role, client in clients.items():
            client.force_login(
                here.users[role], backend="django.contrib.auth.backends.ModelBackend"
            )
        yield Worlds(here, there, clients, Client())
        transaction.set_rollback(True)
