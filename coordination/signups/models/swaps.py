"""A proposal of two-sided swaps: my day for yours."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from careshare.fields import CodeField
from coordination.shifts.rules import ShiftState
from coordination.signups.models.signups import SignUp
from coordination.signups.rules import OfferState, SignUpState


class SwapProposalQuerySet(models.QuerySet["SwapProposal"]):
    """Which proposals."""

    def open_at(self, now: datetime) -> SwapProposalQuerySet:
        """That can still be answered: both have their places, and neither session has begun."""
        return self.filter(
            state=OfferState.OPEN,
            mine__state=SignUpState.CONFIRMED,
            theirs__state=SignUpState.CONFIRMED,
            mine__shift__state=ShiftState.PLANNED,
            theirs__shift__state=ShiftState.PLANNED,
            mine__shift__starts_at__gt=now,
            theirs__shift__starts_at__gt=now,
        )

    def for_pages(self) -> SwapProposalQuerySet:
        sides = ("mine", "theirs")
        paths = ("person", "shift__activity__unit__area__policy", "shift__activity__ward")
        return self.select_related(*(f"{side}__{path}" for side in sides for path in paths))


class SwapProposal(models.Model):
    """Somebody proposes to another volunteer of the same activity: my day for your day.

    Nothing moves until that one says yes; then both move at once.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mine = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="swaps_proposed")
    theirs = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="swaps_asked")
    state = CodeField(OfferState, default=OfferState.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)

    objects = SwapProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mine", "theirs"],
                condition=Q(state=OfferState.OPEN.value),
                name="swap_once_while_open",
            ),
            models.CheckConstraint(condition=~Q(mine=F("theirs")), name="swap_of_two"),
        ]

    def __str__(self) -> str:
        return f"swap {self.pk}"
