"""Care units and their wards."""

from __future__ import annotations

import uuid
from zoneinfo import ZoneInfo

from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from careshare.fields import CodeField
from volunteers.places.models.area import Area
from volunteers.places.rules import UnitKind


class CareUnitQuerySet(models.QuerySet["CareUnit"]):
    """Which care units."""

    def public(self) -> CareUnitQuerySet:
        """Those that take suggestions from anybody, with what anybody may read of them: no name of
        anybody who works there.
        """
        return self.filter(takes_public_suggestions=True).only(
            "public_id", "name", "address", "area", "takes_public_suggestions"
        )


class CareUnit(models.Model):
    """The public side: a nursing home, home care, a hospital. Belongs to one area."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=120)
    kind = CodeField(UnitKind)
    address = models.CharField(max_length=200, blank=True)
    directions = models.TextField(max_length=500, blank=True)
    phone = PhoneNumberField()  # the main number: the last resort of every message
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    takes_public_suggestions = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CareUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="unit_name_once_an_area")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which all its times show. Reads the area: select it along."""
        return self.area.zone


class Ward(models.Model):
    """A part of a care unit."""

    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="wards")
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="ward_name_once_a_unit")
        ]

    def __str__(self) -> str:
        return self.name
