"""The screens on the wall."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from volunteers.memberships.access import visible_units
from volunteers.places.models import CareUnit


class WallScreenQuerySet(models.QuerySet["WallScreen"]):
    """Which screens."""

    def visible_to(self, user: Any) -> WallScreenQuerySet:
        """Those of the units of one's roles."""
        rows = self.filter(unit__in=visible_units(user).values("pk"))
        return rows.select_related("unit__area__policy")

    def live(self) -> WallScreenQuerySet:
        """Whose address still works."""
        return self.filter(stopped_at__isnull=True)


class WallScreen(models.Model):
    """A secret address at which a unit's screen shows who comes; kept only as a hash.

    Never deleted and never changed but to be stopped, so that it can be told who could read what.
    """

    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="wall_screens")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = WallScreenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(stopped_at__isnull=True),
                name="wall_screen_once_a_unit",
            )
        ]

    def __str__(self) -> str:
        return f"screen of {self.unit_id}"
