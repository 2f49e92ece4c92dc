"""Paid posts per unit, function and quarter."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from careshare.fields import CodeField
from coordination.activities.rules import TypeGroup
from coordination.activities.rules.posts import Posts, Quarter
from volunteers.places.models import CareUnit


class PaidPostsQuerySet(models.QuerySet["PaidPosts"]):
    """Which entries."""

    def current(self) -> PaidPostsQuerySet:
        return self.filter(is_current=True)

    def standing_at(self, moment: datetime) -> PaidPostsQuerySet:
        """Of each unit, function and quarter the latest entry that was made by a moment."""
        made = PaidPosts.objects.filter(
            unit=OuterRef("unit"), group=OuterRef("group"), starts_on=OuterRef("starts_on"),
            entered_at__lte=moment,
        ).order_by("-entered_at", "-pk")  # fmt: skip
        return self.filter(pk=Subquery(made.values("pk")[:1]))


class PaidPosts(models.Model):
    """One entry: so many full-time equivalents. A later one replaces it; each is kept."""

    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="paid_posts")
    group = CodeField(TypeGroup)  # the function, in the groups of volunteers' activities
    starts_on = models.DateField()  # first day of the quarter
    posts = models.DecimalField(
        max_digits=7, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    cut = models.DecimalField(
        max_digits=7, decimal_places=2, default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )  # cut or left vacant in the quarter  # fmt: skip
    is_current = models.BooleanField(default=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    form_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = PaidPostsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "paid posts"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "group", "starts_on"],
                condition=Q(is_current=True),
                name="paid_posts_one_current",
            ),
            models.CheckConstraint(
                condition=Q(posts__gte=0) & Q(cut__gte=0), name="paid_posts_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posts} in {self.group}"

    @property
    def facts(self) -> Posts:
        return Posts(Quarter.of(self.starts_on), self.posts, self.cut, self.entered_at)
