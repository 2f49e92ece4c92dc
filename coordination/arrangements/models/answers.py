"""Rounds in which each side says alone how it sees an activity, and what they said.

A round is *open* until every side has answered or its time is over; then it is *revealed*. From
then on the database itself refuses to change its answers, on PostgreSQL and on SQLite.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from careshare.fields import CodeField
from coordination.activities.models import Activity
from coordination.arrangements.models.versions import Version
from coordination.arrangements.rules import Occasion, Stated
from volunteers.memberships.access import scope_ids
from volunteers.memberships.rules import Role, Task
from volunteers.organisations.models import Organisation


class ReviewRoundQuerySet(models.QuerySet["ReviewRound"]):
    """Which rounds."""

    def open(self) -> ReviewRoundQuerySet:
        """Still waiting for answers."""
        return self.filter(revealed_at__isnull=True)

    def revealed(self) -> ReviewRoundQuerySet:
        return self.filter(revealed_at__isnull=False)

    def reviews(self) -> ReviewRoundQuerySet:
        """Those that ask task by task."""
        return self.filter(occasion=Occasion.REVIEW)

    def visible_to(self, user: Any) -> ReviewRoundQuerySet:
        """The area's lead, the host unit, and the organisations that were asked: nobody else.

        An organisation that merely sees an open activity reads nothing of its reviews.
        """
        asked = RoundParty.objects.filter(
            organisation_id__in=scope_ids(user, "organisation_id", Role.COORDINATOR)
        )
        units = scope_ids(user, "unit_id", Role.UNIT_MANAGER, Role.UNIT_STAFF)
        return self.filter(
            Q(activity__unit__area_id__in=scope_ids(user, "area_id", Role.AREA_LEAD))
            | Q(activity__unit_id__in=units)
            | Q(pk__in=asked.values("round_id"))
        )

    def waiting_for(self, party: str, now: datetime) -> ReviewRoundQuerySet:
        """Open rounds that one party has not answered yet, the oldest first: its to-dos.

        For the unit, narrow by activity too ("unit" is the key of every unit):
        `.filter(activity__unit_id=hat.unit_id)`.
        """
        asked = RoundParty.objects.filter(party=party)
        answered = StatedAnswer.objects.filter(party=party)
        return (
            self.open()
            .filter(closes_at__gt=now, pk__in=asked.values("round_id"))
            .exclude(pk__in=answered.values("round_id"))
            .order_by("opened_at", "pk")
        )

    def undecided(self) -> ReviewRoundQuerySet:
        """Revealed reviews of the record as it stands, where nobody has said what follows."""
        newer = Version.objects.agreed().filter(
            activity=OuterRef("activity"), number__gt=OuterRef("version__number")
        )
        return self.reviews().revealed().filter(decided_at__isnull=True).exclude(Exists(newer))

    def for_pages(self) -> ReviewRoundQuerySet:
        """With the activity and who was asked; answers are fetched for a reader, never here."""
        return self.select_related(
            "activity__unit__area__policy", "version__activity"
        ).prefetch_related("parties__organisation")


class ReviewRound(models.Model):
    """Each side is asked alone how it sees an activity, at its start or at a review."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="rounds")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    occasion = CodeField(Occasion)
    opened_at = models.DateTimeField()
    opened_by_party = models.CharField(max_length=40, blank=True)  # empty: by itself, on the day
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closes_at = models.DateTimeField()  # then what has been answered counts
    revealed_at = models.DateTimeField(null=True)
    # "It stays as it is": the agreed version does not change, the next date lives here.
    next_review_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_party = models.CharField(max_length=40, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(revealed_at__isnull=True),
                name="round_one_open",
            ),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(occasion="start"), name="round_start_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, next_review_on__isnull=True)
                | Q(
                    decided_at__isnull=False,
                    next_review_on__isnull=False,
                    revealed_at__isnull=False,
                ),
                name="round_decided_has_date",
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "revealed_at"], name="round_revealed"),
            models.Index(
                fields=["closes_at"], condition=Q(revealed_at__isnull=True), name="round_closing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} of {self.activity_id}"

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def asked(self) -> dict[str, str]:
        """Everybody who was asked, by name, the unit first; parties prefetched (`for_pages`)."""
        unit = self.activity.unit.name
        named = sorted(
            self.parties.all(), key=lambda one: (one.organisation_id is not None, one.pk)
        )
        return {one.party: one.organisation.name if one.organisation else unit for one in named}


class RoundParty(models.Model):
    """A side that a round asks: the unit, or an organisation of the record when it was opened."""

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="parties")
    party = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # empty: the host unit

    class Meta:
        verbose_name_plural = "round parties"
        constraints = [models.UniqueConstraint(fields=["round", "party"], name="round_party_once")]
        indexes = [models.Index(fields=["party"], name="round_party")]

    def __str__(self) -> str:
        return self.party


class StatedAnswerQuerySet(models.QuerySet["StatedAnswer"]):
    """Which answers."""

    def readable_by(self, party: str) -> StatedAnswerQuerySet:
        """What a side may read: its own answers, and all of a round that has been revealed.

        Pages fetch answers by this alone, of rounds that they found by `visible_to`.
        """
        return self.filter(Q(round__revealed_at__isnull=False) | Q(party=party))

    def revealed_by(self, at: datetime) -> StatedAnswerQuerySet:
        """Revealed by a moment: what a report may count."""
        return self.filter(round__revealed_at__lte=at)

    def latest_by(self, at: datetime) -> StatedAnswerQuerySet:
        """The latest revealed answer of each side of each activity as of a moment.

        For a report: `.values_list("round__activity_id", "party", "stated")` is one query for any
        number of activities.
        """
        latest = (
            StatedAnswer.objects.filter(
                round__activity=OuterRef("round__activity"),
                party=OuterRef("party"),
                round__revealed_at__lte=at,
            )
            .order_by("-round__revealed_at", "-pk")
            .values("pk")[:1]
        )
        return self.revealed_by(at).filter(pk=Subquery(latest))


class StatedAnswer(models.Model):
    """What one side said in one round, without seeing the other's answer."""

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="answers")
    party = models.CharField(max_length=40)
    stated = CodeField(Stated)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = StatedAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "party"], name="stated_once_a_side"),
            models.UniqueConstraint(
                fields=["round", "user"],
                condition=Q(user__isnull=False),
                name="stated_each_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.stated}"

    @property
    def by_task(self) -> dict[Task, str]:
        """Task by task, who does it in fact; prefetch `tasks`."""
        return {Task(one.task): one.said for one in self.tasks.all()}


class TaskAnswer(models.Model):
    """Who does one task in fact, as one side sees it: a doer, or "don't know"."""

    answer = models.ForeignKey(StatedAnswer, on_delete=models.PROTECT, related_name="tasks")
    task = CodeField(Task)
    said = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "task"], name="task_answer_once")]

    def __str__(self) -> str:
        return f"{self.task}: {self.said}"


def with_next_review(versions: QuerySet[Version]) -> Any:
    """Annotate `next_review`: the day on which a version is to be looked at again, or None.

    The day that the latest review of that very version recorded, else the version's own: a newer
    agreement brings its own day.
    """
    kept = (
        ReviewRound.objects.filter(version=OuterRef("pk"), decided_at__isnull=False)
        .order_by("-decided_at", "-pk")
        .values("next_review_on")[:1]
    )
    return versions.annotate(next_review=Coalesce(Subquery(kept), F("review_on")))
