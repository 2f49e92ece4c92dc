"""Writing to the audit log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from careshare import clock
from careshare.audit.models import AuditEntry


def entry(
    *,
    actor: Any,
    action: str,
    subject: models.Model,
    fields: Iterable[str] = (),
    activity_id: int | None = None,
    task: str = "",
    side: str = "",
    at: datetime | None = None,
) -> AuditEntry:
    """An unsaved row, for bulk writes.

    Args:
        actor: the user who acted, or None for the software itself.
        action: what was done, as `noun.verb` ("signup.cancelled").
        subject: the row that it was done to; only its type and id are kept.
        fields: names of the fields that changed, never their values.
        activity_id, task, side: in which capacity, where the act belongs to a coordination task.
        at: the moment; now if not given.
    """
    return AuditEntry(
        at=at or clock.now(),
        actor=actor if getattr(actor, "pk", None) else None,
        action=action,
        subject_type=str(subject._meta.model_name),
        subject_id=subject.pk,
        activity_id=activity_id,
        task=task,
        side=side,
        fields=sorted(fields),
    )


def record(**what: Any) -> AuditEntry:
    """Write one row in the caller's transaction; see `entry`. One INSERT."""
    row = entry(**what)
    row.save(force_insert=True)
    return row


@contextmanager
def purging() -> Iterator[None]:
    """The one way in which old rows may be deleted; only `privacy` may use it, by age.

    Opens a transaction. PostgreSQL reads a setting local to it, SQLite a function of the
    connection; outside this block both databases refuse.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('careshare.purging', '1', true)")
            yield
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('careshare.purging', '', true)")
            return
        database: Any = connection
        database.purging = True
        try:
            yield
        finally:
            database.purging = False
