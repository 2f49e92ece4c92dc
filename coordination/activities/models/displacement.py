"""Does this replace paid work? The reviews of an activity and the answers of both voices."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from careshare.errors import Reason
from careshare.fields import CodeField
from coordination.activities.models.activities import Activity
from coordination.activities.rules.displacement import Answers, Result, ReviewState, Voice


class ReviewQuerySet(models.QuerySet["DisplacementReview"]):
    """Which reviews."""

    def visible_to(self, user: Any) -> ReviewQuerySet:
        """Those of the activities that one sees."""
        return self.filter(activity__in=Activity.objects.visible_to(user).values("pk"))

    def done(self) -> ReviewQuerySet:
        return self.filter(state=ReviewState.DONE)

    def waiting(self) -> ReviewQuerySet:
        return self.filter(state=ReviewState.WAITING)

    def overdue(self, now: datetime) -> ReviewQuerySet:
        """The second voice has not come in time."""
        return self.waiting().filter(second_voice_until__lte=now)

    def for_pages(self) -> ReviewQuerySet:
        return self.select_related(
            "activity__type", "activity__unit__area__policy"
        ).prefetch_related("answers")


class DisplacementReview(models.Model):
    """One review. Done, it is never changed (the database refuses); a new one supersedes it."""

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="displacement_reviews"
    )
    state = CodeField(ReviewState, default=ReviewState.WAITING)
    needed_for = models.JSONField(default=list)  # the reasons of that day: code and values
    conditions = models.TextField(max_length=1000, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    result = CodeField(Result, blank=True)
    found_for = models.JSONField(default=list)  # the codes of the rule
    has_second_voice = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    second_voice_until = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    form_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity"], condition=Q(state="waiting"), name="displacement_one_waiting"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(done_at__isnull=False) & ~Q(result="")),
                name="displacement_done_has_result",
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "state", "done_at"], name="displacement_latest")
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"

    @property
    def reasons(self) -> list[Reason]:
        """Why it was needed, on its day."""
        return [Reason(one["code"], one["values"]) for one in self.needed_for]


class DisplacementAnswers(models.Model):
    """What one voice answers."""

    review = models.ForeignKey(DisplacementReview, on_delete=models.PROTECT, related_name="answers")
    voice = CodeField(Voice)
    was_done_by_paid = models.BooleanField()
    has_other_purpose = models.BooleanField()
    would_stop = models.BooleanField()
    were_hours_reduced = models.BooleanField()
    staff_consulted_on = models.DateField(null=True, blank=True)
    union_consulted_on = models.DateField(null=True, blank=True)
    was_in_dispute = models.BooleanField()
    is_budgeted = models.BooleanField()
    text = models.TextField(max_length=2000, blank=True)
    agrees = models.BooleanField(null=True)  # the second voice's; False is dissent
    name = models.CharField(max_length=120, blank=True)  # how colleagues read who answered
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField()
    form_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name_plural = "displacement answers"
        constraints = [
            models.UniqueConstraint(fields=["review", "voice"], name="displacement_voice_once")
        ]

    def __str__(self) -> str:
        return f"{self.voice} of review {self.review_id}"

    @property
    def facts(self) -> Answers:
        return Answers(
            was_done_by_paid=self.was_done_by_paid,
            has_other_purpose=self.has_other_purpose,
            would_stop=self.would_stop,
            were_hours_reduced=self.were_hours_reduced,
            was_in_dispute=self.was_in_dispute,
            is_budgeted=self.is_budgeted,
            staff_consulted_on=self.staff_consulted_on,
            union_consulted_on=self.union_consulted_on,
        )
