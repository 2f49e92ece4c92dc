"""Activity types, activities and the parties that may see them."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from phonenumber_field.modelfields import PhoneNumberField

from careshare.fields import CodeField
from coordination.activities.models.leading import LeadingVolunteer
from coordination.activities.rules import (
    ActivityState,
    Origin,
    SignUpMode,
    StatutoryClass,
    TypeGroup,
    WhyEnded,
)
from volunteers.credentials.models import Requirement
from volunteers.memberships.access import scope_ids
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role
from volunteers.organisations.models import Organisation, OrganisationArea
from volunteers.places.models import Area, CareUnit, Ward


class ActivityType(models.Model):
    """A kind of activity. Rows, not code: an area may add its own under one of the groups."""

    code = models.CharField(max_length=40, unique=True)
    group = CodeField(TypeGroup)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="activity_types"
    )  # empty: comes with CareShare, and `words.py` names it
    name = models.CharField(max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ("order", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=True) | ~Q(name=""), name="own_type_has_name"
            )
        ]

    def __str__(self) -> str:
        return self.code


class AreaTypeClass(models.Model):
    """The statutory class that an area lead sets for a type."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="type_classes")
    type = models.ForeignKey(ActivityType, on_delete=models.PROTECT, related_name="area_classes")
    statutory_class = CodeField(StatutoryClass)
    legal_reference = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "type"], name="type_class_once_an_area")
        ]

    def __str__(self) -> str:
        return self.statutory_class


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Which activities."""

    def visible_to(self, user: Any, *, leads: bool = True) -> ActivityQuerySet:
        """Those of one's roles: at a unit of one's own or of one's area, those whose record names
        one's organisation, and those open to partners where one's organisation works; and those in
        which one leads a task.

        Args:
            leads: False under a role: what one leads as a volunteer is not the business of the side
                for which one speaks elsewhere.
        """
        areas = scope_ids(user, "area_id", Role.AREA_LEAD, Role.STAFF_REPRESENTATIVE)
        units = scope_ids(user, "unit_id", Role.UNIT_MANAGER, Role.UNIT_STAFF)
        organisations = scope_ids(user, "organisation_id", Role.COORDINATOR)
        named = ActivityParty.objects.filter(organisation_id__in=organisations)
        seen = (
            Q(unit__area_id__in=areas)
            | Q(unit_id__in=units)
            | Q(pk__in=named.values("activity_id"))
            | Q(pk__in=Activity.objects.open_to(organisations).values("pk"))
        )
        if leads:
            seen |= Q(pk__in=LeadingVolunteer.objects.of_user(user).values("activity_id"))
        return self.filter(seen)

    def open_to(self, organisation_ids: list[int]) -> ActivityQuerySet:
        """Open to partners, in an area where one of the organisations works."""
        areas = OrganisationArea.objects.filter(organisation_id__in=organisation_ids)
        return self.current().filter(
            is_open_to_partners=True, unit__area_id__in=areas.values("area_id")
        )

    def of_side(self, hat: Membership | None) -> ActivityQuerySet:
        """Those of a role's own side: at the unit, in the area, or with a record that names the
        organisation (what is merely open to partners is not its own).
        """
        if hat is None:
            return self.none()
        if hat.unit_id:
            return self.filter(unit_id=hat.unit_id)
        if hat.area_id:
            return self.filter(unit__area_id=hat.area_id)
        named = ActivityParty.objects.filter(organisation_id=hat.organisation_id or 0)
        return self.filter(pk__in=named.values("activity_id"))

    def offered_in(self, area_ids: list[int]) -> ActivityQuerySet:
        """Published in some areas: what a volunteer there may find."""
        return self.published().filter(unit__area_id__in=area_ids)

    def published(self) -> ActivityQuerySet:
        return self.filter(state=ActivityState.PUBLISHED)

    def current(self) -> ActivityQuerySet:
        return self.exclude(state=ActivityState.ENDED)

    def ended(self) -> ActivityQuerySet:
        return self.filter(state=ActivityState.ENDED)

    def for_pages(self) -> ActivityQuerySet:
        """With all that a page names and the publishing gate asks; three queries for any number."""
        return self.select_related("type", "ward", "unit__area__policy").prefetch_related(
            "requirements", "unit__requirements"
        )


class Activity(models.Model):
    """Something that volunteers do at one host unit."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="activities")
    ward = models.ForeignKey(
        Ward, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    type = models.ForeignKey(ActivityType, on_delete=models.PROTECT, related_name="activities")
    other_text = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=80)
    purpose = models.TextField(max_length=1000, blank=True)
    does = models.TextField(max_length=1000, blank=True)
    does_not = models.TextField(max_length=1000, blank=True)
    supervisor = models.CharField(max_length=120, blank=True)
    induction = models.TextField(max_length=500, blank=True)
    place = models.CharField(max_length=200, blank=True)
    expenses = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = PhoneNumberField(blank=True)
    needs_no_credentials = models.BooleanField(default=False)
    is_home_visit = models.BooleanField(default=False)  # nobody else sees who comes and leaves
    is_one_off = models.BooleanField(default=False)
    origin = CodeField(Origin, default=Origin.UNIT)
    state = CodeField(ActivityState, default=ActivityState.DRAFT)
    sign_up_mode = CodeField(SignUpMode, default=SignUpMode.INSTANT)
    # When volunteers can sign up of their own accord; empty: as the area says, 0: no limit.
    opens_days = models.PositiveIntegerField(null=True, blank=True)  # before the start
    closes_hours = models.PositiveIntegerField(null=True, blank=True)
    is_open_to_partners = models.BooleanField(default=False)
    statutory_class = CodeField(StatutoryClass, blank=True)  # empty: as the area says of the type
    legal_reference = models.CharField(max_length=200, blank=True)
    was_paid_work = models.BooleanField(null=True, blank=True)  # of late; empty: nobody has said
    paid_work_said_on = models.DateField(null=True, blank=True)  # the day of that answer
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    ends_on = models.DateField(null=True)  # the last day, from when it is said that it ends
    why_ended = CodeField(WhyEnded, blank=True)
    ended_at = models.DateTimeField(null=True)  # from when on reports no longer count it
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(was_paid_work__isnull=True, paid_work_said_on__isnull=True)
                | Q(was_paid_work__isnull=False, paid_work_said_on__isnull=False),
                name="activity_paid_work_is_dated",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="activity_unit"),
            models.Index(
                fields=["state", "unit"],
                condition=Q(is_open_to_partners=True),
                name="activity_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityParty(models.Model):
    """An organisation that the agreed record names; kept by `arrangements.services`.

    Reading permission follows from these rows alone; a test rebuilds them from the versions.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="party_of"
    )

    class Meta:
        verbose_name_plural = "activity parties"
        constraints = [
            models.UniqueConstraint(fields=["activity", "organisation"], name="activity_party_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.activity_id}"


class ListConfirmationQuerySet(models.QuerySet["ListConfirmation"]):
    """Which confirmations."""

    def standing(self) -> ListConfirmationQuerySet:
        """Not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class ListConfirmation(models.Model):
    """A unit's manager said that its list of activities is complete, at a moment.

    Rows, so that a report of a past day can tell which units were reporting then.
    """

    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="list_confirmations")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)

    objects = ListConfirmationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "-at"],
                condition=Q(withdrawn_at__isnull=True),
                name="list_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"list of {self.unit_id} complete at {self.at}"


class ActivityRequirement(Requirement):
    """Asked of everybody who signs up for an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="requirements")

    class Meta(Requirement.Meta):
        pass
