"""Who may not sign up with a side for the time being."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from careshare.fields import CodeField
from coordination.signups.rules import SuspensionReason
from volunteers.organisations.models import Organisation
from volunteers.people.models import Person, party_keys
from volunteers.places.models import CareUnit


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    """Which suspensions."""

    def visible_to(self, user: Any) -> SuspensionQuerySet:
        """Those of one's own unit or organisation; nobody else's, and never by the area's roles."""
        return self.filter(party_key__in=party_keys(user))

    def open(self) -> SuspensionQuerySet:
        return self.filter(lifted_at__isnull=True)

    def for_pages(self) -> SuspensionQuerySet:
        return self.select_related("person", "unit__area", "organisation__home_area")


class Suspension(models.Model):
    """Somebody may not sign up at a unit, or where an organisation takes part, until it is lifted.

    Rows stay: who, when, why from a list, and who lifted it when.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="suspensions")
    unit = models.ForeignKey(
        CareUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    party_key = models.CharField(max_length=40)  # "unit:3" or "organisation:7"
    reason = CodeField(SuspensionReason)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "party_key"],
                condition=Q(lifted_at__isnull=True),
                name="suspension_once_a_party",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True, organisation__isnull=False)
                | Q(unit__isnull=False, organisation__isnull=True),
                name="suspension_one_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_key}: {self.person_id}"

    @property
    def side(self) -> CareUnit | Organisation:
        """The unit or organisation itself."""
        found = self.unit or self.organisation
        assert found is not None  # noqa: S101 the database holds it
        return found

    @property
    def ring(self) -> str:
        """Whom to ring: a name, and a number where there is one."""
        return " ".join(filter(None, (self.side.name, str(self.side.phone or ""))))
