"""The area and its closing days."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from careshare.fields import CodeField
from volunteers.places.rules import Country


class AreaQuerySet(models.QuerySet["Area"]):
    """Which areas."""

    def within(self, area: Area) -> set[int]:
        """The ids of an area and of all that lie in it, however deep. One query."""
        parts: dict[int, list[int]] = {}
        for pk, parent in self.filter(parent__isnull=False).values_list("pk", "parent_id"):
            parts.setdefault(parent or 0, []).append(pk)
        found: set[int] = set()
        waiting = [area.pk]
        while waiting:
            pk = waiting.pop()
            if pk not in found:  # a ring of areas would never end
                found.add(pk)
                waiting += parts.get(pk, [])
        return found


class Area(models.Model):
    """A municipality, place or health board, possibly within another."""

    name = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    country = CodeField(Country, default=Country.NORWAY)
    time_zone = models.CharField(max_length=64, default="Europe/Oslo")
    languages = models.JSONField(default=list)
    population = models.PositiveIntegerField(default=0)
    hours_per_person_year = models.PositiveIntegerField(
        default=1750, validators=[MinValueValidator(1000), MaxValueValidator(2500)]
    )
    currency = models.CharField(max_length=3, default="NOK")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = AreaQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class ClosingDay(models.Model):
    """A day beside the public holidays on which the area's units take no volunteers."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="closing_days")
    month = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(31)])
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "month", "day"], name="closing_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day}.{self.month}."
