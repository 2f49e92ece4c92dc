"""Versions of the record, their rows and agreements.

Once a version is agreed the database itself refuses to change or delete it, its rows and its
agreements, on PostgreSQL and on SQLite.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from careshare.fields import CodeField
from coordination.activities.models import Activity
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Arrangement,
    DeclineReason,
    Doer,
    Share,
    TaskRow,
    VersionState,
)
from volunteers.memberships.access import scope_ids
from volunteers.memberships.rules import Role, Task
from volunteers.organisations.models import Organisation


class VersionQuerySet(models.QuerySet["Version"]):
    """Which versions."""

    def agreed(self) -> VersionQuerySet:
        return self.filter(state=VersionState.AGREED)

    def proposed(self) -> VersionQuerySet:
        return self.filter(state=VersionState.PROPOSED)

    def assumed(self) -> VersionQuerySet:
        """What units usually do with an organisation, where nothing was ever agreed."""
        recorded = Version.objects.agreed().filter(activity=OuterRef("activity"))
        return self.filter(~Exists(recorded), state=VersionState.ASSUMED)

    def visible_to(self, user: Any) -> VersionQuerySet:
        """What was agreed on activities that one may see; proposals only where one's side is asked.

        So an organisation reads no other's offer, and reads the unit's proposal to itself even
        where the activity is not open to partners.
        """
        areas = scope_ids(user, "area_id", Role.AREA_LEAD)
        units = scope_ids(user, "unit_id", Role.UNIT_MANAGER, Role.UNIT_STAFF)
        organisations = scope_ids(user, "organisation_id", Role.COORDINATOR)
        asked = VersionParty.objects.filter(organisation_id__in=organisations)
        return self.filter(
            Q(state=VersionState.AGREED, activity__in=Activity.objects.visible_to(user))
            | Q(activity__unit__area_id__in=areas)
            | Q(activity__unit_id__in=units)
            | Q(pk__in=asked.values("version_id"))
        )

    def open_at(self, now: datetime) -> VersionQuerySet:
        """Proposals that still wait for an answer, the oldest first."""
        still = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
        return self.proposed().filter(still).order_by("proposed_at", "pk")

    def waiting_for(self, party: str, now: datetime) -> VersionQuerySet:
        """Open proposals that one party has not answered; for the unit, narrow by activity too."""
        answered = Agreement.objects.filter(party=party)
        asked = VersionParty.objects.filter(party=party)
        return (
            self.open_at(now)
            .filter(pk__in=asked.values("version_id"))
            .exclude(pk__in=answered.values("version_id"))
        )

    def for_pages(self) -> VersionQuerySet:
        """With rows, answers and the activity that a page names; seven queries for any number."""
        return (
            self.with_rows()
            .select_related("activity__unit__area__policy", "activity__type", "counters")
            .prefetch_related("parties__organisation", "agreements")
        )

    def valid_on(self, day: date) -> VersionQuerySet:
        """Agreed versions that had begun by a day, the valid one of each activity first.

        Valid-to is not stored: the next agreed version ends the one before.
        """
        return self.agreed().filter(valid_from__lte=day).order_by("activity_id", "-number")

    def not_replaced_by(self, day: date | models.OuterRef) -> VersionQuerySet:
        """Without those of which something agreed later begins by a day, or by that of a column."""
        newer = Version.objects.agreed().filter(
            activity=models.OuterRef("activity"), number__gt=models.OuterRef("number"),
            valid_from__lte=day,
        )  # fmt: skip
        return self.exclude(models.Exists(newer))

    def with_rows(self) -> VersionQuerySet:
        """With responsibilities and their parties: three queries for any number of versions.

        `has_endings` says whether anybody gave notice on the activity.
        """
        given = Activity.objects.filter(
            pk=OuterRef("activity_id"), endings__isnull=False, endings__withdrawn_at__isnull=True
        )
        return self.annotate(has_endings=Exists(given)).prefetch_related(
            "responsibilities__parties__organisation"
        )


class Version(models.Model):
    """One state of the record of an activity: who does what, from a day on."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True)  # in the order of agreement; null till then
    state = CodeField(VersionState, default=VersionState.PROPOSED)
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    counters = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="countered_by"
    )
    # Of a proposal that was answered with another: one answer can take up several.
    answer = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers_to"
    )
    proposer = models.CharField(max_length=40)  # a party key
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    valid_from = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    trial_until = models.DateField(null=True, blank=True)
    notice_days = models.PositiveIntegerField(default=0)
    brings_people = models.PositiveIntegerField(null=True, blank=True)
    brings_from = models.DateField(null=True, blank=True)
    unit_brings = models.TextField(max_length=500, blank=True, default="")
    message = models.TextField(max_length=500, blank=True)
    is_assumed = models.BooleanField(default=False)  # a usual pattern that nobody confirmed yet
    is_recorded_afterwards = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decline_reason = CodeField(DeclineReason, blank=True)
    decline_text = models.TextField(max_length=500, blank=True)
    # Computed by the one rule at agreement (a test recomputes); of a proposal: if agreed.
    core_arrangement = CodeField(Arrangement, default=Arrangement.NOT_RECORDED)
    all_arrangement = CodeField(Arrangement, default=Arrangement.NOT_RECORDED)
    is_provisional = models.BooleanField(default=True)
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "number"],
                condition=Q(number__isnull=False),
                name="version_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state="agreed", number__isnull=False, decided_at__isnull=False)
                | ~Q(state="agreed") & Q(number__isnull=True),
                name="version_agreed_is_numbered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["activity", "-number", "valid_from"],
                condition=Q(state="agreed"),
                name="version_valid",
            ),
            models.Index(
                fields=["activity", "proposed_at"],
                condition=Q(state="proposed"),
                name="version_open",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.pk} of {self.activity_id}"

    @property
    def rows(self) -> tuple[TaskRow, ...]:
        """Its responsibilities as values, in the order of the tasks; prefetch (`with_rows`)."""
        order = list(Task)
        found = [responsibility.row for responsibility in self.responsibilities.all()]
        return tuple(sorted(found, key=lambda row: order.index(row.task)))

    def is_open_at(self, now: datetime) -> bool:
        """Whether it still waits for an answer."""
        is_expired = self.expires_at is not None and self.expires_at <= now
        return self.state == VersionState.PROPOSED and not is_expired

    def asked(self, unit_name: str) -> dict[str, str]:
        """Everybody whose consent it needs, by name; from the prefetched parties."""
        return {
            one.party: one.organisation.name if one.organisation else unit_name
            for one in self.parties.all()
        }

    def names(self, unit_name: str) -> dict[str, str]:
        """How each party is called, the unit first; from the prefetched rows."""
        names = {UNIT_PARTY: unit_name}
        for responsibility in self.responsibilities.all():
            for share in responsibility.parties.all():
                if share.organisation is not None:
                    names[share.party] = share.organisation.name
        return names


class VersionParty(models.Model):
    """A party whose consent a version needs: named in it or in the one that it replaces."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="parties")
    party = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # empty: the host unit

    class Meta:
        verbose_name_plural = "version parties"
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="version_party_once")
        ]
        indexes = [models.Index(fields=["party"], name="version_party")]

    def __str__(self) -> str:
        return self.party


class Responsibility(models.Model):
    """Who sees to one task, in one version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="responsibilities")
    task = CodeField(Task)
    doer = CodeField(Doer)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints = [
            models.UniqueConstraint(fields=["version", "task"], name="responsibility_once_a_task"),
            models.CheckConstraint(
                condition=~Q(doer="not_needed") | ~Q(reason=""), name="not_needed_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.doer}"

    @property
    def row(self) -> TaskRow:
        """This responsibility as a value."""
        return TaskRow(
            Task(self.task),
            Doer(self.doer),
            tuple(Share(one.party, one.part, one.weekdays) for one in self.parties.all()),
            self.reason,
        )


class ResponsibilityParty(models.Model):
    """One party in one responsibility, with its part where the task is divided."""

    responsibility = models.ForeignKey(
        Responsibility, on_delete=models.PROTECT, related_name="parties"
    )
    party = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    part = models.CharField(max_length=200, blank=True)
    weekdays = models.CharField(max_length=7, blank=True)

    class Meta:
        verbose_name_plural = "responsibility parties"
        constraints = [
            models.UniqueConstraint(
                fields=["responsibility", "party"], name="responsibility_party_once"
            )
        ]

    def __str__(self) -> str:
        return self.party


class Agreement(models.Model):
    """One party said yes to one version; each party by a different person."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="agreements")
    party = models.CharField(max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="agreement_once_a_party"),
            models.UniqueConstraint(
                fields=["version", "user"],
                condition=Q(user__isnull=False),
                name="agreement_each_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} agreed to {self.version_id}"
