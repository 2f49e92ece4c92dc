"""By what somebody is known without a log-in: a code at a tablet, a link to take a row over."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from volunteers.people.models.people import Person


class OwnCode(models.Model):
    """The short code by which a volunteer or a colleague is known at a ward's tablet.

    Kept as a keyed digest alone: nobody reads it afterwards, who forgets it makes a new one.
    """

    person = models.OneToOneField(
        Person, null=True, on_delete=models.PROTECT, related_name="own_code"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="own_code"
    )
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, user__isnull=False)
                | Q(person__isnull=False, user__isnull=True),
                name="own_code_one_owner",
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(user__isnull=False),
                name="own_code_once_among_colleagues",
            ),
        ]

    def __str__(self) -> str:
        return f"own code {self.pk}"


class PersonLinkQuerySet(models.QuerySet["PersonLink"]):
    """Which links."""

    def open_at(self, now: datetime) -> PersonLinkQuerySet:
        """Neither used nor stopped nor too old."""
        return self.filter(used_at__isnull=True, stopped_at__isnull=True, expires_at__gt=now)


class PersonLink(models.Model):
    """Whoever opens it and says so is this person from then on: single use, some days, hashed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    place = models.CharField(max_length=200)  # whose list it is, as the reader knows it
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True)

    objects = PersonLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link for {self.person_id}"
