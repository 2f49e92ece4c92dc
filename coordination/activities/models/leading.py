"""Which volunteer leads a task that the record leaves to the volunteers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from careshare import clock
from careshare.fields import CodeField
from coordination.activities.rules.leading import WhyNoLonger
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


class LeadingVolunteerQuerySet(models.QuerySet["LeadingVolunteer"]):
    """Which of them."""

    def at(self, moment: datetime) -> LeadingVolunteerQuerySet:
        """Who leads at a moment: one a task at most."""
        return self.not_over(moment).filter(from_at__lte=moment)

    def not_over(self, moment: datetime) -> LeadingVolunteerQuerySet:
        """Who leads at a moment, or later."""
        return self.filter(Q(until_at__isnull=True) | Q(until_at__gt=moment))

    def present(self) -> LeadingVolunteerQuerySet:
        """Of people who have neither gone nor been erased."""
        return self.filter(person__left_at__isnull=True, person__erased_at__isnull=True)

    def of_the_gone(self) -> LeadingVolunteerQuerySet:
        """Of people who have gone or been erased, however that came about."""
        return self.exclude(person__left_at__isnull=True, person__erased_at__isnull=True)

    def of_user(self, user: Any) -> LeadingVolunteerQuerySet:
        """What the people behind a log-in lead now."""
        return self.at(clock.now()).present().filter(person__user_id=user.pk or 0)


class LeadingVolunteer(models.Model):
    """A volunteer leads one task of an activity, from a moment until another.

    It stands outside the agreed rows, because people change and can be erased, and beside the
    parties of the activity, because sight of it follows (`Activity.objects.visible_to`). Kept by
    `arrangements.services.leading`; rows stay. What it allows follows from the record, too: where
    that no longer leaves the task to the volunteers, a row gives nothing. The database refuses two
    at once.
    """

    activity = models.ForeignKey(
        "coordination.Activity", on_delete=models.PROTECT, related_name="leading"
    )
    task = CodeField(Task)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leading")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)  # the first moment at which it is over
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)  # when that was said
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    why_ended = CodeField(WhyNoLonger, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = LeadingVolunteerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
                name="leading_forward",
            ),
        ]
        indexes = [models.Index(fields=["activity", "task"], name="leading_task")]

    def __str__(self) -> str:
        return f"{self.person_id} leads {self.task} of {self.activity_id}"

    def counts_after(self, moment: datetime) -> bool:
        """Whether somebody leads at any time after a moment."""
        return self.until_at is None or self.until_at > max(moment, self.from_at)
