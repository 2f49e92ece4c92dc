"""What rooms above teach the letterbox: how events expand, how letters read, what is missing.

Rooms register at start-up (in their application's `ready`); the letterbox never imports them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from careshare.outbox.models import Delivery, Event
from careshare.outbox.rules import Channel, Priority, delivery_key


@dataclass(frozen=True)
class Draft:
    """A delivery to be: for whom, of which kind, when. It is written when its time comes."""

    kind: str
    cause: str
    cause_id: int
    cause_version: int
    due_at: datetime
    person_id: int | None = None
    user_id: int | None = None
    offset: str = ""
    channel: str = Channel.EMAIL
    priority: int = Priority.NORMAL
    useless_after: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def recipient(self) -> str:
        return f"person:{self.person_id}" if self.person_id else f"user:{self.user_id}"

    @property
    def key(self) -> str:
        return delivery_key(
            self.cause,
            self.cause_id,
            self.cause_version,
            self.kind,
            self.offset,
            self.recipient,
            self.channel,
        )


@dataclass(frozen=True)
class Letter:
    """A message as it leaves: one address, a subject, plain text, perhaps a calendar file."""

    address: str
    subject: str
    body: str
    attachment_name: str = ""
    attachment: str = ""


Expander = Callable[[Event], Iterable[Draft]]
Composer = Callable[[Delivery, datetime], Letter | None]
Reconciler = Callable[[datetime], Iterable[Draft]]
Sweeper = Callable[[datetime], None]

expanders: dict[str, list[Expander]] = {}
composers: dict[str, Composer] = {}
reconcilers: list[Reconciler] = []
sweepers: list[Sweeper] = []


def on_event(name: str, expander: Expander) -> None:
    """Let an event of this name expand into drafts."""
    expanders.setdefault(name, []).append(expander)


def compose_with(kind: str, composer: Composer) -> None:
    """Say how a kind is written. The composer gives None where it is no longer true."""
    if composers.setdefault(kind, composer) is not composer:
        raise ValueError(f"two composers for {kind}")


def reconcile_with(reconciler: Reconciler) -> None:
    """Let each sweep insert what is missing, such as reminders that come due."""
    reconcilers.append(reconciler)


def sweep_with(sweeper: Sweeper) -> None:
    """Let each sweep do a room's own work before letters leave."""
    sweepers.append(sweeper)
