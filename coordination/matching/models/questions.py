"""Questions to the regulars: which days, or which of these times."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from careshare.fields import CodeField
from coordination.activities.models import Activity, ActivityParty
from coordination.matching.rules.questions import QuestionKind
from coordination.shifts.models import Series, Shift
from volunteers.memberships.access import scope_ids, visible_units
from volunteers.memberships.rules import Role
from volunteers.people.models import Person
from volunteers.places.models import CareUnit


class QuestionQuerySet(models.QuerySet["Question"]):
    """Which questions."""

    def visible_to(self, user: Any) -> QuestionQuerySet:
        """Those of one's unit, and of activities whose record names one's organisation."""
        organisations = scope_ids(user, "organisation_id", Role.COORDINATOR)
        named = ActivityParty.objects.filter(organisation_id__in=organisations)
        return self.filter(
            Q(unit__in=visible_units(user).values("pk"))
            | Q(activity_id__in=named.values("activity_id"))
        )

    def open_at(self, now: datetime) -> QuestionQuerySet:
        return self.filter(closes_at__gt=now)

    def beyond(self, activity: Activity, last_on: date, now: datetime) -> QuestionQuerySet:
        """Open ones about an activity that only ask about days after a day."""
        return self.open_at(now).filter(activity=activity, first_on__gt=last_on)

    def for_pages(self) -> QuestionQuerySet:
        return self.select_related(
            "unit__area__policy", "activity__unit__area__policy", "activity__ward", "series"
        )


class Question(models.Model):
    """One question to several people, with a day on which it closes."""

    kind = CodeField(QuestionKind)
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="questions")
    activity = models.ForeignKey(
        Activity, null=True, on_delete=models.PROTECT, related_name="questions"
    )  # empty: the whole unit
    series = models.ForeignKey(
        Series, null=True, on_delete=models.PROTECT, related_name="questions"
    )
    first_on = models.DateField()
    last_on = models.DateField()
    closes_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    side = models.CharField(max_length=40)  # the party key for which it was asked
    withdrawn_at = models.DateTimeField(null=True)  # taken back; it closed at that moment
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="question_forward"
            ),
            models.CheckConstraint(
                condition=Q(kind=QuestionKind.DAYS.value, series__isnull=True)
                | Q(kind=QuestionKind.SESSIONS.value, activity__isnull=False),
                name="question_of_its_kind",
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], name="question_closes")]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.withdrawn_at is not None


class Asked(models.Model):
    """Somebody to whom a question went, and whether there is an answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="asked")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # who took the call, where somebody rang

    class Meta:
        verbose_name_plural = "asked"
        constraints = [
            models.UniqueConstraint(fields=["question", "person"], name="asked_once_a_question")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of question {self.question_id}"


class AskedTime(models.Model):
    """One of the times about which somebody is asked, where not about all: out of a roster."""

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="times")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="asked_times")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "shift"], name="asked_time_once")]

    def __str__(self) -> str:
        return f"{self.shift_id} of {self.asked_id}"
