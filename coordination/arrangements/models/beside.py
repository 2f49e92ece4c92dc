"""What stands beside the agreed rows: endings, contacts, a unit's usual pattern."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from phonenumber_field.modelfields import PhoneNumberField

from careshare.fields import CodeField
from coordination.activities.models import Activity
from coordination.arrangements.models.versions import ResponsibilityParty, Version, VersionParty
from coordination.arrangements.rules import (
    Arrangement,
    ContactFacts,
    Notice,
    Pattern,
    VersionState,
    organisation_party,
)
from volunteers.memberships.access import scope_ids
from volunteers.memberships.rules import Role, Task
from volunteers.organisations.models import Organisation
from volunteers.places.models import CareUnit


class EndingQuerySet(models.QuerySet["Ending"]):
    """Which endings."""

    def standing(self) -> EndingQuerySet:
        """Given and not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def unsettled(self) -> EndingQuerySet:
        """Standing, and nothing was agreed since that says who takes over."""
        later = Version.objects.agreed().filter(
            activity=OuterRef("activity"), number__gt=OuterRef("version__number")
        )
        return self.standing().filter(~Exists(later))

    def since(self, version: Version) -> EndingQuerySet:
        """Notice that was given after a proposal was written, so that it no longer fits."""
        return self.standing().filter(
            activity_id=version.activity_id, given_at__gt=version.proposed_at
        )

    def visible_to(self, user: Any) -> EndingQuerySet:
        """Those of the parties of the agreement, also after they have left, and the area's."""
        areas = scope_ids(user, "area_id", Role.AREA_LEAD)
        units = scope_ids(user, "unit_id", Role.UNIT_MANAGER, Role.UNIT_STAFF)
        organisations = scope_ids(user, "organisation_id", Role.COORDINATOR)
        party_to = VersionParty.objects.filter(organisation_id__in=organisations)
        return self.filter(
            Q(activity__unit__area_id__in=areas)
            | Q(activity__unit_id__in=units)
            | Q(version_id__in=party_to.values("version_id"))
        )

    def notices_of(self, versions: Iterable[Version]) -> dict[int, list[Notice]]:
        """What is to be read from some versions' activities, by activity id.

        One query, and none where no activity has an ending (`Version.objects.with_rows` says so).
        """
        ids = {one.activity_id for one in versions if getattr(one, "has_endings", True)}
        found: dict[int, list[Notice]] = {}
        if ids:
            rows = self.standing().filter(activity_id__in=ids)
            for one in rows.select_related("version"):
                found.setdefault(one.activity_id, []).append(one.notice)
        return found


class Ending(models.Model):
    """A party leaves an activity with notice. `ends_on` is the first day without it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="endings")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="endings")
    party = models.CharField(max_length=40)  # who leaves
    given_by_party = models.CharField(max_length=40)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=40)
    message = models.TextField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = EndingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "party"],
                condition=Q(withdrawn_at__isnull=True),
                name="ending_once_a_party",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} leaves {self.activity_id}"

    @property
    def notice(self) -> Notice:
        """This ending as a value; its version selected."""
        return Notice(self.party, self.ends_on, self.version.number or 0)


class HeldQuerySet(models.QuerySet["Held"]):
    """Which stretches."""

    def agreed(self) -> HeldQuerySet:
        """Without what is only assumed: what binds somebody."""
        return self.filter(version__state=VersionState.AGREED)

    def of(self, organisation: Organisation) -> HeldQuerySet:
        """Those in which an organisation takes part: agreed, and it has not left by then.

        Nobody leaves within a stretch, so its first day says it.
        """
        named = ResponsibilityParty.objects.filter(organisation=organisation)
        left = Ending.objects.standing().filter(
            activity=OuterRef("activity"),
            party=organisation_party(organisation.pk),
            ends_on__lte=OuterRef("from_on"),
            version__number__gte=OuterRef("version__number"),
        )
        versions = named.values("responsibility__version_id")
        return self.agreed().filter(~Exists(left), version_id__in=versions)

    def on(self, day: date) -> HeldQuerySet:
        """What holds on a day: one an activity at most."""
        return self.filter(Held.holds_on(day))


class Held(models.Model):
    """What holds of an activity from a day until another: a version, perhaps without some parties.

    Nothing is decided here: it follows from the agreed versions and the endings by the one rule,
    and is written anew whenever either changes, so that reports count many in one pass. The record
    itself is read from the versions (docs/decisions/0023). What is only assumed stands here, too,
    until the first agreement: it binds nobody, and reports count it as assumed.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="held")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="held")
    from_on = models.DateField()
    until_on = models.DateField(null=True)  # the first day on which it no longer holds
    is_without_some = models.BooleanField()  # a party has left: the tasks are not the version's
    core_arrangement = CodeField(Arrangement)
    all_arrangement = CodeField(Arrangement)
    is_provisional = models.BooleanField()
    is_assumed = models.BooleanField()

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "held"
        constraints = [
            models.UniqueConstraint(fields=["activity", "from_on"], name="held_once_a_day"),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(until_on__isnull=True), name="held_one_without_end"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")),
                name="held_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} from {self.from_on}"

    @staticmethod
    def holds_on(day: date) -> Q:
        """Which of them hold on a day."""
        return Q(from_on__lte=day) & (Q(until_on__isnull=True) | Q(until_on__gt=day))


class TaskContactQuerySet(models.QuerySet["TaskContact"]):
    """Which contacts."""

    def valid_on(self, day: date) -> TaskContactQuerySet:
        """In force on a day."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
        )


class TaskContact(models.Model):
    """Whom to ring for a task: changes and can be erased, so it stands outside the agreed rows."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="contacts")
    task = CodeField(Task)
    party = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    phone = PhoneNumberField()
    weekdays = models.CharField(max_length=7, default="1234567")
    from_time = models.TimeField(null=True, blank=True)
    until_time = models.TimeField(null=True, blank=True)
    deputy_name = models.CharField(max_length=120, blank=True)
    deputy_phone = PhoneNumberField(blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = TaskContactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["activity", "task"], name="task_contact")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="task_contact_forward",
            )
        ]

    def __str__(self) -> str:
        return f"contact for {self.task} of {self.activity_id}"

    @property
    def facts(self) -> ContactFacts:
        """This contact as a value."""
        return ContactFacts(
            task=self.task,
            party=self.party,
            name=self.name,
            phone=str(self.phone),
            weekdays=self.weekdays,
            from_time=self.from_time,
            until_time=self.until_time,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            deputy_name=self.deputy_name,
            deputy_phone=str(self.deputy_phone or ""),
        )


class UsualPattern(models.Model):
    """What a unit's new activities start with, marked *assumed* until confirmed."""

    unit = models.OneToOneField(CareUnit, on_delete=models.PROTECT, related_name="usual_pattern")
    pattern = CodeField(Pattern, default=Pattern.UNIT)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.pattern
