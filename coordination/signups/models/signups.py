"""Sign-ups and attendance."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from careshare.fields import CodeField
from coordination.activities.models import ActivityParty, LeadingVolunteer
from coordination.shifts.models import Closure, Position, Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.models.tablets import Tablet
from coordination.signups.rules import (
    CARRIES_HOURS,
    HOLDING,
    LIVE,
    AttendanceState,
    CancelledBy,
    CancelReason,
    OfferKind,
    OfferState,
    SignUpState,
    Via,
)
from coordination.signups.rules.attendance import AttendedVia
from volunteers.memberships.access import scope_ids
from volunteers.memberships.rules import Role
from volunteers.people.models import Person

NOT_KNOWN = Q(attendance__isnull=True) | Q(attendance__state=AttendanceState.NOT_YET_KNOWN)
"""Of a sign-up it is not known whether the person came."""

NOT_LEFT = Q(
    attendance__state__in=CARRIES_HOURS,
    attendance__minutes=0,
    attendance__left_at__isnull=True,
)
"""The person came, and it is not known until when."""

UNRECORDED = NOT_KNOWN | NOT_LEFT
"""Of a sign-up it is not known whether the person came, or, who came, until when."""


def of_named_sides(user: Any, activity: str) -> Q:
    """Rows of the units and organisations that the record names, by the way to their activity."""
    units = scope_ids(user, "unit_id", Role.UNIT_MANAGER, Role.UNIT_STAFF)
    organisations = scope_ids(user, "organisation_id", Role.COORDINATOR)
    named = ActivityParty.objects.filter(organisation_id__in=organisations)
    return Q(**{f"{activity}__unit_id__in": units}) | Q(
        **{f"{activity}_id__in": named.values("activity_id")}
    )


class SignUpQuerySet(models.QuerySet["SignUp"]):
    """Which sign-ups."""

    def visible_to(self, user: Any) -> SignUpQuerySet:
        """One's own, those of the units and organisations that the record names, and those of
        activities in which one leads a task.

        An activity that is merely open to partners shows no names.
        """
        led = LeadingVolunteer.objects.of_user(user).values("activity_id")
        return self.filter(
            Q(person__user_id=user.pk or 0)
            | of_named_sides(user, "shift__activity")
            | Q(shift__activity_id__in=led)
        )

    def live(self) -> SignUpQuerySet:
        return self.filter(state__in=LIVE)

    def holding(self) -> SignUpQuerySet:
        return self.filter(state__in=HOLDING)

    def confirmed(self) -> SignUpQuerySet:
        return self.filter(state=SignUpState.CONFIRMED)

    def overlapping(self, person_id: int, start: datetime, end: datetime) -> SignUpQuerySet:
        """Confirmed ones of a person that touch a window; back-to-back does not."""
        return self.confirmed().filter(
            person_id=person_id, starts_at__lt=end, ends_at__gt=start, is_overlap_allowed=False
        )

    def waiting(self) -> SignUpQuerySet:
        """On the waiting list, in its order."""
        return self.filter(state=SignUpState.WAITLISTED).order_by("waiting_since", "pk")

    def for_pages(self) -> SignUpQuerySet:
        return self.select_related("person", "position", "shift__activity__unit__area__policy")


class SignUp(models.Model):
    """One volunteer or group, with heads, on one position."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="sign_ups")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="sign_ups")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ups")
    heads = models.PositiveIntegerField(default=1)
    state = CodeField(SignUpState)
    # The shift's times as this person accepted them, or the part for which the person comes: the
    # overlap constraint reads these.
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    has_own_times = models.BooleanField(default=False)  # comes for a part of the session
    is_overlap_allowed = models.BooleanField(default=False)
    overlap_reason = models.CharField(max_length=200, blank=True)  # why a rule was set aside
    via = CodeField(Via, default=Via.SELF)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    offer_until = models.DateTimeField(null=True)
    wants_swap_at = models.DateTimeField(null=True)  # comes, and would rather not
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = CodeField(CancelledBy, blank=True)
    cancelled_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # who took the call, where somebody rang
    cancel_reason = CodeField(CancelReason, blank=True)
    state_before = CodeField(SignUpState, blank=True)  # what an undo goes back to
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "person"],
                condition=Q(state__in=[state.value for state in LIVE]),
                name="sign_up_once_while_live",
            ),
            models.CheckConstraint(condition=Q(heads__gte=1), name="sign_up_has_heads"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="sign_up_forward"),
            models.CheckConstraint(
                condition=Q(is_overlap_allowed=False) | ~Q(overlap_reason=""),
                name="sign_up_overlap_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "starts_at"], name="sign_up_person"),
            models.Index(
                fields=["state", "starts_at"],
                condition=Q(state__in=[state.value for state in LIVE]),
                name="sign_up_live",
            ),
            models.Index(fields=["position", "state"], name="sign_up_position"),
        ]

    def __str__(self) -> str:
        return f"sign-up {self.pk}"


class PlaceOfferQuerySet(models.QuerySet["PlaceOffer"]):
    """Which offers."""

    def visible_to(self, user: Any) -> PlaceOfferQuerySet:
        """Those of the units and organisations that the record names."""
        return self.filter(of_named_sides(user, "shift__activity"))

    def for_pages(self) -> PlaceOfferQuerySet:
        return self.select_related("person", "shift__activity__unit__area__policy")

    def with_heads(self) -> PlaceOfferQuerySet:
        """With how many would come (`comes_with`): a group may wait with fewer than it stands for,
        or with more.
        """
        there = {"shift": OuterRef("shift"), "person": OuterRef("person")}
        waiting = SignUp.objects.waiting().filter(**there).order_by()
        own = Subquery(waiting.values("heads")[:1])
        return self.annotate(comes_with=Coalesce(own, F("person__heads")))

    def open_at(self, now: datetime) -> PlaceOfferQuerySet:
        """That can still be taken: before the start, and somebody fits or would swap."""
        fits = Q(comes_with__lte=F("position__maximum") - F("position__taken"))
        swaps = Q(
            kind=OfferKind.SWAP,
            instead_of__state=SignUpState.CONFIRMED,
            instead_of__wants_swap_at__isnull=False,
        )
        return self.with_heads().filter(
            Q(kind=OfferKind.WAVE) & fits | swaps,
            state=OfferState.OPEN,
            shift__state=ShiftState.PLANNED,
            shift__starts_at__gt=now,
        )


class PlaceOffer(models.Model):
    """Somebody is asked to come, without a place being held: one of a wave, or instead of another.

    A place that *is* held for one person is the state *offered* of that person's sign-up.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = CodeField(OfferKind, default=OfferKind.WAVE)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="offers")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offers")
    instead_of = models.ForeignKey(
        SignUp, null=True, on_delete=models.PROTECT, related_name="swap_offers"
    )
    state = CodeField(OfferState, default=OfferState.OPEN)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # who took the call, where somebody rang

    comes_with: int  # of `with_heads`

    objects = PlaceOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "person"],
                condition=Q(state=OfferState.OPEN.value),
                name="place_offer_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(kind=OfferKind.WAVE.value, instead_of__isnull=True)
                | Q(kind=OfferKind.SWAP.value, instead_of__isnull=False),
                name="place_offer_swap_names_whose",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(state=OfferState.OPEN.value),
                name="place_offer_open",
            ),
            models.Index(fields=["position", "made_at"], name="place_offer_position"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Which attendance."""

    def under_way(self) -> AttendanceQuerySet:
        """Somebody came, and it is not known when the person left."""
        return self.filter(
            state__in=CARRIES_HOURS, minutes=0, left_at__isnull=True, came_at__isnull=False
        )


class Attendance(models.Model):
    """A separate fact about a confirmed sign-up: whether somebody came, for how long."""

    sign_up = models.OneToOneField(SignUp, on_delete=models.PROTECT, related_name="attendance")
    state = CodeField(AttendanceState)
    heads = models.PositiveIntegerField(default=1)
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(default=0)  # per head; 0 unless came or partly
    travel_minutes = models.PositiveIntegerField(default=0)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_for = models.CharField(max_length=40, blank=True)  # the party key of that side
    via = CodeField(AttendedVia, default=AttendedVia.STAFF)
    tablet = models.ForeignKey(Tablet, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    alarmed_at = models.DateTimeField(null=True)  # a home visit that nobody ended in time
    version = models.PositiveIntegerField(default=1)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["came", "partly"]) | Q(minutes=0),
                name="attendance_hours_only_if_there",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True)
                | Q(came_at__isnull=True)
                | Q(left_at__gt=F("came_at")),
                name="attendance_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.sign_up_id}"


class Reached(models.Model):
    """Somebody who was due while a place is closed was told by telephone; an undo empties it."""

    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="reached")
    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="reached")
    reached_at = models.DateTimeField(null=True)
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "reached"
        constraints = [
            models.UniqueConstraint(fields=["closure", "sign_up"], name="reached_once_a_closure")
        ]

    def __str__(self) -> str:
        return f"{self.sign_up_id} of closure {self.closure_id}"
