"""Who holds which role where, and who is invited to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q

from careshare.fields import CodeField
from volunteers.memberships.rules import Role, covers_day
from volunteers.organisations.models import Organisation
from volunteers.places.models import Area, CareUnit

FARTHEST_ZONE = timedelta(hours=14)
"""No clock on earth is further from UTC."""

_ONE_SCOPE = (
    Q(area__isnull=False, unit__isnull=True, organisation__isnull=True)
    | Q(area__isnull=True, unit__isnull=False, organisation__isnull=True)
    | Q(area__isnull=True, unit__isnull=True, organisation__isnull=False)
)


class Scoped(models.Model):
    """A role in exactly one scope: an area, a unit or an organisation."""

    role = CodeField(Role)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        CareUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scope_key = models.CharField(max_length=40)  # "unit:3"; never null, so doubles are refused

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self.scope_key = scope_key(
            area_id=self.area_id, unit_id=self.unit_id, organisation_id=self.organisation_id
        )
        super().save(*args, **kwargs)

    @property
    def scope(self) -> Area | CareUnit | Organisation:
        """The area, unit or organisation itself."""
        found = self.area or self.unit or self.organisation
        assert found is not None  # noqa: S101 the database holds it
        return found


def scope_key(
    *, area_id: int | None = None, unit_id: int | None = None, organisation_id: int | None = None
) -> str:
    """The text form of a scope, as in `Membership.scope_key`."""
    if area_id:
        return f"area:{area_id}"
    return f"unit:{unit_id}" if unit_id else f"organisation:{organisation_id}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Which memberships."""

    def around(self, now: datetime) -> MembershipQuerySet:
        """Perhaps in force at a moment, in some zone of the world: `is_in_force` decides."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=(now + FARTHEST_ZONE).date()),
            Q(ends_on__isnull=True) | Q(ends_on__gte=(now - FARTHEST_ZONE).date()),
            ended_at__isnull=True,
            user__is_active=True,
        )

    def on(self, day: date) -> MembershipQuerySet:
        """In force on a day. A role that was taken away is gone at the next request."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            ended_at__isnull=True,
            user__is_active=True,
        )

    def deputies_from(self, day: date) -> MembershipQuerySet:
        """Somebody's deputies on that day or later."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            deputy_for__isnull=False,
            ended_at__isnull=True,
            user__is_active=True,
        )

    def lasting(self) -> MembershipQuerySet:
        """Not taken away; whether the days are now, `is_in_force_at` decides."""
        return self.filter(ended_at__isnull=True)

    def with_places(self) -> MembershipQuerySet:
        return self.select_related("area", "unit__area", "organisation__home_area")

    def with_scopes(self) -> MembershipQuerySet:
        return self.with_places().select_related("user")


class Membership(Scoped):
    """A user's role in a scope, perhaps as somebody's deputy for a date range."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    name = models.CharField(max_length=120, blank=True)  # how colleagues read who this is
    phone = models.CharField(max_length=32, blank=True)
    deputy_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="deputies"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ONE_SCOPE, name="membership_one_scope"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="membership_dates_forward",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "scope_key"],
                condition=Q(ended_at__isnull=True, deputy_for__isnull=True),
                name="membership_once",
            ),
        ]
        indexes = [models.Index(fields=["scope_key", "role"], name="membership_scope")]

    def __str__(self) -> str:
        return f"{self.role} in {self.scope_key}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone that decides which day it is there."""
        scope = self.scope
        area = scope if isinstance(scope, Area) else getattr(scope, "area", None)
        return (area or scope.home_area).zone  # type: ignore[union-attr]

    def is_in_force_at(self, now: datetime) -> bool:
        """Whether it counts on the calendar day that it is at its place."""
        return covers_day(self.starts_on, self.ends_on, now.astimezone(self.zone).date())


class Invitation(Scoped):
    """Asks an address to take a role: single use, a few days, bound to the address, hashed."""

    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    deputy_for = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # with the days: to be somebody's deputy, not a colleague for good
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=_ONE_SCOPE, name="invitation_one_scope")]
        indexes = [models.Index(fields=["scope_key"], name="invitation_scope")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
