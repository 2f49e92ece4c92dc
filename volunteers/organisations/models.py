"""Organisations and the areas that they work in."""

from __future__ import annotations

import uuid

from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from careshare.fields import CodeField
from volunteers.organisations.rules import OrganisationKind, Side
from volunteers.places.models import Area


class Organisation(models.Model):
    """A voluntary organisation, group or centre. The lead of its home area sets its side."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    kind = CodeField(OrganisationKind)
    side = CodeField(Side, default=Side.VOLUNTARY)
    home_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="home_organisations")
    areas = models.ManyToManyField(Area, through="OrganisationArea", related_name="organisations")
    phone = PhoneNumberField(blank=True)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home_area", "name"], name="organisation_name_once_an_area"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationArea(models.Model):
    """An organisation works in an area; it may wish not to be asked there."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="in_areas"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations_here")
    wants_no_requests = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "area"], name="organisation_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.area_id}"
