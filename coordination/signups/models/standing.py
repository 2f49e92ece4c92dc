"""Standing volunteers: who comes every time to a series."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from coordination.shifts.models import Series
from volunteers.people.models import Person


class StandingQuerySet(models.QuerySet["Standing"]):
    """Which regular times."""

    def live(self) -> StandingQuerySet:
        """Not handed back, of a series that goes on, by somebody who is still here."""
        return self.filter(
            ended_at__isnull=True, series__ended_at__isnull=True, person__left_at__isnull=True
        )

    def for_pages(self) -> StandingQuerySet:
        return self.select_related(
            "person", "series__activity__unit__area__policy", "series__activity__ward"
        )


class Standing(models.Model):
    """Somebody comes every time to a series, until it is handed back.

    The sign-ups are made with the sessions; one's own "I can't come" skips a date.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="standing")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standing")
    heads = models.PositiveIntegerField(default=1)
    made_until = models.DateField()  # through which day of the series sign-ups were tried
    paused_until = models.DateField(null=True)  # comes again from this day on
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "standing"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "person"],
                condition=Q(ended_at__isnull=True),
                name="standing_once_while_live",
            ),
            models.CheckConstraint(condition=Q(heads__gte=1), name="standing_has_heads"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in series {self.series_id}"
