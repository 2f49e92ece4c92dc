"""What somebody put aside or gave to a colleague, and whom one rang. To-dos are no rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from careshare.outbox.models import Delivery
from volunteers.memberships.models import Membership


class PutAside(models.Model):
    """One user does not want to see one line of Today before a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)  # kind and object: "requests-12"
    until_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "put aside"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="put_aside_once_a_user")
        ]

    def __str__(self) -> str:
        return f"{self.key} until {self.until_on}"


class HandedOver(models.Model):
    """One side gave one line of Today to one of its own."""

    scope_key = models.CharField(max_length=40)  # the side: "unit:3"
    key = models.CharField(max_length=80)
    to = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "handed over"
        constraints = [
            models.UniqueConstraint(fields=["scope_key", "key"], name="handed_over_once_a_side")
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.to_id}"


class Phoned(models.Model):
    """Somebody whom a message did not reach was told by telephone; an undo empties it."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="+")
    reached_at = models.DateTimeField(null=True)
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "phoned"

    def __str__(self) -> str:
        return f"delivery {self.delivery_id}"
