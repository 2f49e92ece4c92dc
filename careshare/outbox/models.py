"""Events, deliveries and heartbeats."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from careshare.fields import CodeField
from careshare.outbox.rules import Channel, DeliveryState, Priority


class Event(models.Model):
    """Something happened that somebody may want to know; written in the service's transaction."""

    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=60)
    cause = models.CharField(max_length=30)
    cause_id = models.BigIntegerField()
    cause_version = models.PositiveIntegerField(default=1)
    facts = models.JSONField(default=dict)  # ids and codes only
    happened_at = models.DateTimeField()
    due_at = models.DateTimeField()  # the undo window passes first
    expanded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(expanded_at__isnull=True), name="event_waiting"
            ),
            models.Index(fields=["cause", "cause_id"], name="event_cause"),
        ]

    def __str__(self) -> str:
        return self.key


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Which deliveries."""

    def waiting(self) -> DeliveryQuerySet:
        """Due or claimed: not yet answered for."""
        return self.filter(state__in=(DeliveryState.DUE, DeliveryState.CLAIMED))

    def overdue(self, now: datetime) -> DeliveryQuerySet:
        return self.waiting().filter(due_at__lte=now)

    def may_have_left(self) -> DeliveryQuerySet:
        """Sent, or being sent: somebody may have read it."""
        return self.filter(state__in=(DeliveryState.SENT, DeliveryState.CLAIMED))

    def failed(self) -> DeliveryQuerySet:
        return self.filter(state=DeliveryState.FAILED)


class Delivery(models.Model):
    """One message to one recipient over one channel."""

    key = models.CharField(max_length=200, unique=True)
    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=60)
    cause = models.CharField(max_length=30)
    cause_id = models.BigIntegerField()
    cause_version = models.PositiveIntegerField(default=1)
    facts = models.JSONField(default=dict)
    channel = CodeField(Channel, default=Channel.EMAIL)
    priority = models.PositiveSmallIntegerField(default=Priority.NORMAL)
    person_id = models.BigIntegerField(null=True)  # the letterbox does not know what a person is
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField(max_length=254, blank=True)
    due_at = models.DateTimeField()
    useless_after = models.DateTimeField(null=True)
    state = CodeField(DeliveryState, default=DeliveryState.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    fencing_token = models.UUIDField(null=True)
    problem = models.CharField(max_length=60, blank=True)  # a code, never the server's text
    sent_at = models.DateTimeField(null=True)
    is_secret = models.BooleanField(default=False)  # a code: the body goes once it is sent
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    attachment_name = models.CharField(max_length=60, blank=True)
    attachment = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["priority", "due_at"],
                condition=Q(state__in=("due", "claimed")),
                name="delivery_waiting",
            ),
            models.Index(fields=["cause", "cause_id"], name="delivery_cause"),
            models.Index(fields=["person_id", "-due_at"], name="delivery_person"),
        ]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When a sweep last finished, by name; `/readyz` reads it."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
