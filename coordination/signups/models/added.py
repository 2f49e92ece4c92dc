"""Hours that a volunteer adds. They count once somebody has approved them, as attendance."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from careshare.fields import CodeField
from coordination.activities.models import Activity
from coordination.signups.models.signups import Attendance, of_named_sides
from coordination.signups.rules.own_hours import AddedState, DeclineReason
from volunteers.people.models import Person


class AddedHoursQuerySet(models.QuerySet["AddedHours"]):
    """Which added hours."""

    def visible_to(self, user: Any) -> AddedHoursQuerySet:
        """Of the units and organisations that the record names; not one's own, who adds them."""
        return self.filter(of_named_sides(user, "activity")).select_related(
            "person", "activity__unit__area__policy"
        )

    def waiting(self) -> AddedHoursQuerySet:
        return self.filter(state=AddedState.WAITING)

    def within(self, start: datetime, end: datetime) -> AddedHoursQuerySet:
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class AddedHours(models.Model):
    """What one volunteer says to have given on one day. An answer to it is final."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="added_hours")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="added_hours")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    travel_minutes = models.PositiveIntegerField(default=0)
    state = CodeField(AddedState, default=AddedState.WAITING)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decline_reason = CodeField(DeclineReason, blank=True)
    attendance = models.OneToOneField(
        Attendance, null=True, on_delete=models.PROTECT, related_name="added"
    )  # what approving wrote
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = AddedHoursQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "added hours"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="added_hours_forward"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(attendance__isnull=False),
                name="added_hours_approved_is_attendance",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decline_reason=""),
                name="added_hours_declined_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["activity"], condition=Q(state="waiting"), name="added_hours_waiting"
            ),
            models.Index(fields=["person", "starts_at"], name="added_hours_person"),
        ]

    def __str__(self) -> str:
        return f"added hours {self.pk}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
