"""Events: written in the service's transaction, expanded by the sweep."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from careshare.outbox.models import Delivery, Event
from careshare.outbox.services import kinds

log = logging.getLogger(__name__)


def record_event(
    *,
    name: str,
    cause: str,
    cause_id: int,
    now: datetime,
    cause_version: int = 1,
    facts: dict[str, Any] | None = None,
    undo_seconds: int = 0,
) -> None:
    """Write one event in the caller's transaction; a repeat with the same key changes nothing.

    Args:
        name: what happened, as `noun.verb` ("signup.confirmed").
        cause, cause_id, cause_version: the row that it happened to, and which state of it.
        facts: ids and codes that expanders need, never a name.
        undo_seconds: how long it waits so that an undo stays silent (area policy), in seconds.

    One INSERT.
    """
    Event.objects.bulk_create(
        [
            Event(
                key=f"{name}:{cause_id}:v{cause_version}",
                name=name,
                cause=cause,
                cause_id=cause_id,
                cause_version=cause_version,
                facts=facts or {},
                happened_at=now,
                due_at=now + timedelta(seconds=undo_seconds),
            )
        ],
        ignore_conflicts=True,
    )


def expand_due(now: datetime, most: int = 500) -> int:
    """Turn due events into deliveries; doing it twice changes nothing. Gives how many.

    One short transaction an event, so that a killed worker loses nothing; on PostgreSQL several
    workers skip each other's rows. An event that cannot be expanded is logged, holds up no other
    and is tried again by the next sweep.
    """
    done = 0
    failed: list[int] = []
    while done + len(failed) < most:
        with transaction.atomic():
            event = _next_due(now, failed)
            if event is None:
                break
            try:
                with transaction.atomic():
                    _expand(event, now)
                done += 1
            except Exception:
                log.exception("expanding %s failed", event.name)
                failed.append(event.pk)
    return done


def _next_due(now: datetime, failed: list[int]) -> Event | None:
    due = Event.objects.filter(expanded_at__isnull=True, due_at__lte=now).exclude(pk__in=failed)
    skip = connection.features.has_select_for_update_skip_locked
    return due.select_for_update(skip_locked=skip).order_by("due_at", "pk").first()


def _expand(event: Event, now: datetime) -> None:
    expanders = kinds.expanders.get(event.name, ())
    insert([draft for expander in expanders for draft in expander(event)], event=event)
    event.expanded_at = now
    event.save(update_fields=["expanded_at"])


def insert(drafts: list[kinds.Draft], *, event: Event | None = None) -> None:
    """Insert deliveries that do not exist yet; the text key decides. One statement."""
    Delivery.objects.bulk_create(
        [
            Delivery(
                key=draft.key,
                event=event,
                kind=draft.kind,
                cause=draft.cause,
                cause_id=draft.cause_id,
                cause_version=draft.cause_version,
                facts=draft.facts,
                channel=draft.channel,
                priority=draft.priority,
                person_id=draft.person_id,
                user_id=draft.user_id,
                due_at=draft.due_at,
                useless_after=draft.useless_after,
            )
            for draft in drafts
        ],
        ignore_conflicts=True,
    )
