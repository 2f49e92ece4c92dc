"""Letters that are ready when they are posted: log-in codes, invitations."""

from datetime import datetime
from typing import Any

from careshare import clock
from careshare.celery import poke
from careshare.outbox.models import Delivery
from careshare.outbox.rules import Priority


def post_letter(
    *,
    key: str,
    kind: str,
    cause: str,
    cause_id: int,
    address: str,
    subject: str,
    body: str,
    user: Any = None,
    person_id: int | None = None,
    priority: int = Priority.NORMAL,
    is_secret: bool = False,
    due_at: datetime | None = None,
    useless_after: datetime | None = None,
) -> Delivery:
    """Insert one rendered letter in the caller's transaction and ask for a sweep on commit.

    Args:
        key: unique; a second letter with the same key is not written, the first is returned.
        is_secret: the body is blanked once it is sent, or once it is useless.
        useless_after: from then on it is not sent any more.
    """
    delivery, _is_new = Delivery.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "cause": cause,
            "cause_id": cause_id,
            "address": address,
            "subject": one_line(subject),
            "body": body,
            "user": user if getattr(user, "pk", None) else None,
            "person_id": person_id,
            "priority": priority,
            "is_secret": is_secret,
            "due_at": due_at or clock.now(),
            "useless_after": useless_after,
        },
    )
    poke()
    return delivery


def one_line(subject: str) -> str:
    """A subject without line breaks (header injection), at most 200 characters."""
    return " ".join(subject.split())[:200]
