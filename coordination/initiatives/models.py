"""Ideas from outside for a unit, and the types that an organisation does not want to hear of."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from phonenumber_field.modelfields import PhoneNumberField

from careshare.fields import CodeField
from coordination.activities.models import Activity, ActivityType
from coordination.initiatives.rules import (
    Answer,
    Decision,
    DecisionReason,
    InitiativeState,
    ProposerKind,
)
from volunteers.memberships.access import scope_ids
from volunteers.memberships.rules import Role, Task
from volunteers.organisations.models import Organisation
from volunteers.people.models import Person
from volunteers.places.models import CareUnit


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Which initiatives."""

    def visible_to(self, user: Any) -> InitiativeQuerySet:
        """Those to one's unit, of one's organisation, and one's own; the area's roles read counts
        alone.
        """
        units = scope_ids(user, "unit_id", Role.UNIT_MANAGER, Role.UNIT_STAFF)
        organisations = scope_ids(user, "organisation_id", Role.COORDINATOR)
        return self.filter(
            Q(unit_id__in=units)
            | Q(organisation_id__in=organisations)
            | Q(person__user_id=user.pk or 0)
        )

    def waiting(self) -> InitiativeQuerySet:
        """The unit owes an answer."""
        return self.filter(state__in=(InitiativeState.PROPOSED, InitiativeState.ACKNOWLEDGED))

    def to_answer(self) -> InitiativeQuerySet:
        """What still needs something of the unit: an answer, or the activity after a yes."""
        return self.filter(
            state__in=(
                InitiativeState.PROPOSED,
                InitiativeState.ACKNOWLEDGED,
                InitiativeState.ACCEPTED,
            )
        )

    def overdue(self, now: datetime) -> InitiativeQuerySet:
        """Nobody has said in time that it was read."""
        return self.filter(state=InitiativeState.PROPOSED, acknowledge_by__lte=now)

    def proposed_between(self, since: datetime, until: datetime) -> InitiativeQuerySet:
        """Of a period: from its first moment to before the one after it."""
        return self.filter(proposed_at__gte=since, proposed_at__lt=until)

    def in_areas(self, areas: Any) -> InitiativeQuerySet:
        return self.filter(unit__area__in=areas)

    def for_pages(self) -> InitiativeQuerySet:
        """With all that a page names; one query."""
        return self.select_related(
            "unit__area__policy", "type", "organisation", "person", "activity"
        )

    def answers(self) -> list[Answer]:
        """As plain rows for R21, without anybody who proposed; one query."""
        columns = (
            "unit_id", "unit__name", "state", "proposed_at", "acknowledge_by",
            "acknowledged_at", "decided_at",
        )  # fmt: skip
        return [Answer(*row) for row in self.order_by("pk").values_list(*columns)]


_YES = Q(decision__in=("yes", "differently"))
_NO = Q(decision__in=("not_now", "no"))
_DECIDED = Q(decided_at__isnull=False, acknowledged_at__isnull=False) & ~Q(decision_reason="")
_UNDECIDED = Q(decided_at__isnull=True, decision="", decision_reason="")


class Initiative(models.Model):
    """An activity that an organisation, a volunteer or anybody proposes to a unit."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="initiatives")
    type = models.ForeignKey(ActivityType, on_delete=models.PROTECT, related_name="initiatives")
    title = models.CharField(max_length=80)
    what = models.TextField(max_length=1000)
    purpose = models.TextField(max_length=1000)
    roughly_when = models.CharField(max_length=200)
    brings_people = models.PositiveIntegerField()
    tasks = models.CharField(max_length=300, blank=True)  # codes of tasks, separated by commas
    kind = CodeField(ProposerKind)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    contact_name = models.CharField(max_length=120, blank=True)  # of the public alone
    contact_email = models.EmailField(blank=True)
    contact_phone = PhoneNumberField(blank=True)
    language = models.CharField(max_length=10, blank=True)  # in which the public wrote
    state = CodeField(InitiativeState, default=InitiativeState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledge_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = CodeField(Decision, blank=True)
    decision_reason = CodeField(DecisionReason, blank=True)
    decision_text = models.TextField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # empty: somebody from the public, by the link in the mail
    activity = models.OneToOneField(
        Activity, null=True, on_delete=models.PROTECT, related_name="initiative"
    )
    became_at = models.DateTimeField(null=True)
    became_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)  # counts the steps

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="initiative_one_proposer",
                condition=Q(kind="organisation", organisation__isnull=False, person__isnull=True)
                | Q(kind="volunteer", organisation__isnull=True, person__isnull=False)
                | Q(kind="public", organisation__isnull=True, person__isnull=True),
            ),
            models.CheckConstraint(
                name="initiative_state_has_its_facts",
                condition=Q(state="proposed", acknowledged_at__isnull=True) & _UNDECIDED
                | Q(state="acknowledged", acknowledged_at__isnull=False) & _UNDECIDED
                | Q(state__in=("accepted", "became_activity")) & _YES & _DECIDED
                | Q(state="declined") & _NO & _DECIDED
                | Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="initiative_withdrawn_at",
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="initiative_became_an_activity",
                condition=Q(
                    state="became_activity", activity__isnull=False, became_at__isnull=False
                )
                | ~Q(state="became_activity") & Q(activity__isnull=True, became_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "acknowledge_by"], name="initiative_unit"),
            models.Index(fields=["proposed_at"], name="initiative_proposed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def task_list(self) -> tuple[Task, ...]:
        """The tasks that an organisation would take."""
        return tuple(Task(code) for code in self.tasks.split(",") if code)

    @property
    def proposer(self) -> str:
        """Who had the idea, by name, for the unit and the proposer; select organisation and person
        along.
        """
        if self.organisation is not None:
            return self.organisation.name
        return self.person.name if self.person is not None else self.contact_name


class UnwantedType(models.Model):
    """A type of activity about which an organisation does not want to be asked."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="unwanted_types"
    )
    type = models.ForeignKey(ActivityType, on_delete=models.PROTECT, related_name="unwanted_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "type"], name="unwanted_type_once")
        ]

    def __str__(self) -> str:
        return f"{self.type_id} for {self.organisation_id}"
