"""Who reads that a concern or a hard day was there at all."""

from __future__ import annotations

from coordination.arrangements.access import Record, may
from coordination.signups.rules.raised import CLOSES
from volunteers.memberships.access import Actor


def acts_not_told(actor: Actor, record: Record) -> list[str]:
    """Acts of the log that only those read who hold the task; no query."""
    return [
        f"{kind}.closed"
        for kind, capability in CLOSES.items()
        if not may(actor, capability, record)
    ]
