"""What somebody tells of afterwards: a concern, or a hard day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from careshare.fields import CodeField
from coordination.activities.models import Activity
from coordination.shifts.models import Shift
from coordination.signups.models.signups import of_named_sides
from coordination.signups.rules.raised import HowClosed, RaisedKind, RaisedReason
from volunteers.people.models import Person

TEXT_MOST = 500


class RaisedQuerySet(models.QuerySet["Raised"]):
    """Which of them."""

    def visible_to(self, user: Any) -> RaisedQuerySet:
        """Of the units and organisations that the record names; who may read one is asked apart."""
        return self.filter(of_named_sides(user, "activity"))

    def open(self) -> RaisedQuerySet:
        return self.filter(closed_at__isnull=True)

    def for_pages(self) -> RaisedQuerySet:
        return self.select_related(
            "person", "raised_by", "activity__unit__area__policy", "shift__activity__unit__area"
        )


class Raised(models.Model):
    """One concern or one hard day. It is open until somebody closed it; rows stay."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(
        Shift, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = CodeField(RaisedKind)
    reason = CodeField(RaisedReason)
    text = models.CharField(max_length=TEXT_MOST, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the volunteer who tells of it
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    side = models.CharField(max_length=40, blank=True)  # for which side; "" for a volunteer
    raised_at = models.DateTimeField()
    form_uuid = models.UUIDField(unique=True, editable=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_side = models.CharField(max_length=40, blank=True)
    how = CodeField(HowClosed, blank=True)

    objects = RaisedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "raised"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_side="", how="")
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(closed_side="")
                & ~Q(how=""),
                name="raised_open_or_closed",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(raised_by__isnull=False),
                name="raised_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["activity"], condition=Q(closed_at__isnull=True), name="raised_open"
            ),
            models.Index(fields=["person", "shift"], name="raised_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
