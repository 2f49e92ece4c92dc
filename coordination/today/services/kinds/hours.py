"""Hours that volunteers added, which wait for a yes or a no."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.signups.models import AddedHours
from coordination.today import words
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability

ANSWERED_WITHIN = timedelta(days=7)
"""Until then it waits for this week; nobody's day hangs on it."""


def added_hours(scene: Scene) -> list[Line]:
    """One line an activity on which one records attendance; one query."""
    ids = scene.where(Capability.RECORD_ATTENDANCE)
    rows = AddedHours.objects.waiting().filter(activity_id__in=ids).order_by("activity_id")
    found = rows.values("activity_id").annotate(n=Count("pk"), since=Min("made_at"))
    return [
        Line(
            words.hours_added(one["n"]),
            scene.activities[one["activity_id"]].name,
            reverse("coordination:added-hours", args=[one["activity_id"]]),
            _("Answer"),
            kind="added_hours",
            about=one["activity_id"],
            due=one["since"] + ANSWERED_WITHIN,
        )
        for one in found
    ]
