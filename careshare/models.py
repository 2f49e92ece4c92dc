"""Gathers the frame's models."""

from careshare.audit.models import AuditEntry
from careshare.outbox.models import Delivery, Event, Heartbeat

__all__ = ["AuditEntry", "Delivery", "Event", "Heartbeat"]
