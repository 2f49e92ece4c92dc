"""A ward's tablet, at which volunteers say that they are there. It is nobody's log-in."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from volunteers.memberships.access import visible_units
from volunteers.places.models import CareUnit, Ward


class TabletQuerySet(models.QuerySet["Tablet"]):
    """Which tablets."""

    def visible_to(self, user: Any) -> TabletQuerySet:
        """Those of the units of one's roles."""
        return self.filter(unit__in=visible_units(user).values("pk")).select_related(
            "unit__area__policy", "ward"
        )

    def in_use(self) -> TabletQuerySet:
        return self.filter(revoked_at__isnull=True)

    def to_pair(self, now: datetime) -> TabletQuerySet:
        """That wait for their code, which still holds."""
        return self.in_use().filter(paired_at__isnull=True, pairing_until__gt=now)


class Tablet(models.Model):
    """One device, paired by a code that is shown once. Its token is kept as a digest alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="tablets")
    ward = models.ForeignKey(
        Ward, null=True, blank=True, on_delete=models.PROTECT, related_name="tablets"
    )  # empty: of the whole unit
    name = models.CharField(max_length=80)
    pairing_digest = models.CharField(max_length=64)
    pairing_until = models.DateTimeField()
    token_digest = models.CharField(max_length=64, blank=True)
    paired_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = TabletQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="tablet_token_once"
            ),
            models.UniqueConstraint(
                fields=["pairing_digest"],
                condition=Q(paired_at__isnull=True, revoked_at__isnull=True),
                name="tablet_pairing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"tablet {self.pk}"

    @property
    def place(self) -> str:
        """Where it stands: the ward, or the whole unit."""
        return self.ward.name if self.ward else self.unit.name
