"""Series, shifts with positions, closures."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from careshare.fields import CodeField, KeptByTrigger
from coordination.activities.models import Activity
from coordination.shifts.rules import (
    ClockChange,
    ClosureReason,
    Coverage,
    DateKind,
    ShiftCancelReason,
    ShiftState,
    chains,
    total,
)
from volunteers.credentials.models import Requirement
from volunteers.memberships.access import visible_units
from volunteers.places.models import CareUnit, Ward


class SeriesQuerySet(models.QuerySet["Series"]):
    """Which series."""

    def visible_to(self, user: Any, *, leads: bool = True) -> SeriesQuerySet:
        """Those of the activities that one may see; `leads` as there."""
        return self.filter(activity__in=Activity.objects.visible_to(user, leads=leads))

    def going_on(self) -> SeriesQuerySet:
        """Without an end of their own, and not ended by somebody."""
        ends = Q(rrule__contains="COUNT=") | Q(rrule__contains="UNTIL=")
        return self.filter(ended_at__isnull=True).exclude(ends)

    def chains(self) -> dict[int, frozenset[int]]:
        """Each of these, and of their activities, with all that it goes on from or as; one query.

        A change "from this day on" makes another series of what is one regular time to people.
        """
        rows = Series.objects.filter(activity__in=self.order_by().values("activity"))
        return chains(rows.values_list("pk", "continues_id"))

    def chain_of(self, pk: int) -> frozenset[int]:
        """One series with all that it goes on from or as, itself among them; one query."""
        return self.filter(pk=pk).chains().get(pk, frozenset({pk}))


class Series(models.Model):
    """Makes shifts by a recurrence rule in wall time and zone (RFC 5545, RRULE)."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="series")
    rrule = models.CharField(max_length=200)
    starts_on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    time_zone = models.CharField(max_length=64)
    made_until = models.DateField(null=True)  # the horizon up to which its shifts exist
    skips_holidays = models.BooleanField(default=False)  # and the area's closing days
    clock_change = CodeField(ClockChange, blank=True)  # what was answered; empty: never asked
    place = models.CharField(max_length=200, blank=True)  # empty: the activity's
    continues = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="continued_by"
    )  # the series that was changed from some day on
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"series {self.pk} of {self.activity_id}"


class SeriesDate(models.Model):
    """A date that differs from the rule: skipped, extra or a holiday."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="dates")
    on = models.DateField()
    kind = CodeField(DateKind)
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "on"], name="series_date_once")]

    def __str__(self) -> str:
        return f"{self.on}: {self.kind}"


class PlacesRange(models.Model):
    """A name with a minimum and a maximum of heads."""

    name = models.CharField(max_length=80, blank=True)
    minimum = models.PositiveIntegerField(default=1)
    maximum = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__lte=F("maximum")), name="%(class)s_minimum_first"
            ),
            models.CheckConstraint(condition=Q(maximum__gte=1), name="%(class)s_has_places"),
        ]


class SeriesPosition(PlacesRange):
    """The positions that each shift of a series gets."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="positions")

    class Meta(PlacesRange.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class ShiftQuerySet(models.QuerySet["Shift"]):
    """Which shifts."""

    def visible_to(self, user: Any, *, leads: bool = True) -> ShiftQuerySet:
        """Those of the activities that one may see; `leads` as there."""
        return self.filter(activity__in=Activity.objects.visible_to(user, leads=leads))

    def planned(self) -> ShiftQuerySet:
        return self.filter(state=ShiftState.PLANNED)

    def between(self, start: datetime, end: datetime) -> ShiftQuerySet:
        """That begin in the half-open window."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def upcoming(self, now: datetime) -> ShiftQuerySet:
        return self.planned().filter(starts_at__gt=now)

    def for_pages(self) -> ShiftQuerySet:
        """With all that a list names and a sign-up asks; five queries for any number of shifts."""
        return self.select_related(
            "activity__unit__area__policy", "activity__ward", "activity__type"
        ).prefetch_related(
            "positions__requirements", "activity__requirements", "activity__unit__requirements"
        )


class Shift(models.Model):
    """A time window of an activity with one or more positions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="shifts")
    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="shifts")
    series_on = models.DateField(null=True)  # which occurrence it is, also after it was moved
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)  # empty: the activity's
    planned_at = models.DateTimeField(null=True, editable=False)  # empty: before this was kept
    state = CodeField(ShiftState, default=ShiftState.PLANNED)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = CodeField(ShiftCancelReason, blank=True)
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_forward"),
            models.UniqueConstraint(
                fields=["series", "series_on"],
                condition=Q(series__isnull=False),
                name="shift_once_an_occurrence",
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "starts_at"], name="shift_activity"),
            models.Index(fields=["starts_at"], name="shift_starts"),
        ]

    def __str__(self) -> str:
        return f"shift {self.pk}"

    @property
    def coverage(self) -> Coverage:
        """The sum of its positions; prefetch them."""
        return total(position.coverage for position in self.positions.all())


class Position(PlacesRange):
    """Places on a shift. `taken` counts heads; a trigger keeps it, a CHECK bounds it."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="positions")
    taken = KeptByTrigger(default=0)

    class Meta(PlacesRange.Meta):
        constraints = [
            *PlacesRange.Meta.constraints,
            models.CheckConstraint(
                condition=Q(taken__lte=F("maximum")), name="position_not_overbooked"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"position {self.pk}"

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.taken, self.minimum, self.maximum)


class PositionRequirement(Requirement):
    """Asked of whoever takes a position."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="requirements")

    class Meta(Requirement.Meta):
        pass


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Which closures."""

    def visible_to(self, user: Any) -> ClosureQuerySet:
        """Those of the units of one's roles."""
        return self.filter(unit__in=visible_units(user).values("pk")).select_related(
            "unit__area__policy", "ward"
        )

    def open_at(self, now: datetime) -> ClosureQuerySet:
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            starts_at__lte=now,
            reopened_at__isnull=True,
        )

    def touching(self, start: datetime, end: datetime) -> ClosureQuerySet:
        """That cover some moment of a window."""
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=start),
            Q(reopened_at__isnull=True) | Q(reopened_at__gt=start),
            starts_at__lt=end,
        )


class Closure(models.Model):
    """A unit or ward takes nobody for a while. It is nobody's cancellation."""

    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="closures")
    ward = models.ForeignKey(
        Ward, null=True, blank=True, on_delete=models.PROTECT, related_name="closures"
    )
    reason = CodeField(ClosureReason)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)  # empty: until further notice
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="closure_forward",
            )
        ]
        indexes = [models.Index(fields=["unit", "starts_at"], name="closure_unit")]

    def __str__(self) -> str:
        return f"closure {self.pk}"
