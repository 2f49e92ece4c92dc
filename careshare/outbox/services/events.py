"""Events: written in the service's transaction, expanded by the sweep."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from careshare.outbox.models import Delivery, Event
from careshare.outbox.services import kinds


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
    workers skip each other's rows.
    """
    done = 0
    while done < most:
        with transaction.atomic():
            due = Event.objects.filter(expanded_at__isnull=True, due_at__lte=now)
            skip = connection.features.has_select_for_update_skip_locked
            event = due.select_for_update(skip_locked=skip).order_by("due_at", "pk").first()
            if event is None:
                return done
            drafts = [
                draft
                for expander in kinds.expanders.get(event.name, ())
                for draft in expander(event)
            ]
            insert(drafts, event=event)
            event.expanded_at = now
            event.save(update_fields=["expanded_at"])
        done += 1
    return done


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
