"""What a unit asks for, and what a person has shown. No document and no content, ever."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from careshare.fields import CodeField
from volunteers.credentials.rules import POLICE_CHECKS, CredentialState, CredentialType
from volunteers.people.models import Person
from volunteers.places.models import CareUnit

_HAS_BASIS = ~Q(type__in=sorted(check.value for check in POLICE_CHECKS)) | ~Q(legal_basis="")


class Requirement(models.Model):
    """The terms of a requirement.

    Units, activities and positions each have a table of their own in their own room, with these
    columns: this room may not know what an activity is.
    """

    type = CodeField(CredentialType)
    other_text = models.CharField(max_length=120, blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age_days = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            # No police check without its legal basis typed in.
            models.CheckConstraint(condition=_HAS_BASIS, name="%(class)s_police_has_basis"),
        ]

    def __str__(self) -> str:
        return self.type


class UnitRequirement(Requirement):
    """Asked of everybody who volunteers at a unit."""

    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="requirements")

    class Meta(Requirement.Meta):
        pass


class Credential(models.Model):
    """Somebody saw something on a day; it holds until a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credentials")
    type = CodeField(CredentialType)
    other_text = models.CharField(max_length=120, blank=True)
    state = CodeField(CredentialState, default=CredentialState.PENDING)
    level = models.CharField(max_length=60, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    update_service_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True)  # only where the area allows it
    withdrawn_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["person", "type"], name="credential_person"),
            models.Index(
                fields=["valid_until"], condition=Q(state="met"), name="credential_running_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} of {self.person_id}"
