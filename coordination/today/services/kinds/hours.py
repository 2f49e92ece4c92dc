"""Hours that volunteers added, which wait for a yes or a no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.activities.models import Activity
from coordination.arrangements.rules import Case, Step
from coordination.planning.access.waiting import hours_case
from coordination.signups.models import AddedHours
from coordination.today import words
from coordination.today.services.kinds.cases import about_case
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, allows

ANSWERED_WITHIN = timedelta(days=7)
"""Until then it waits for this week; nobody's day hangs on it."""


def added_hours(scene: Scene) -> list[Line]:
    """One line an activity on which one records attendance, or may step in; one query."""
    if not allows(scene.actor.role, Capability.APPROVE_HOURS):
        return []
    ids = scene.activities
    rows = AddedHours.objects.waiting().filter(activity_id__in=ids).order_by("activity_id")
    found = rows.values("activity_id").annotate(n=Count("pk"), since=Min("made_at"))
    return [
        Line(
            words.hours_added(one["n"]),
            _about(scene, scene.activities[one["activity_id"]], one["since"]),
            reverse("coordination:added-hours", args=[one["activity_id"]]),
            _("Answer"),
            kind="added_hours",
            about=one["activity_id"],
            due=one["since"] + ANSWERED_WITHIN,
            everybodys_at=_case(scene, one).reaches(Step.COLLEAGUES),
        )
        for one in found
        if scene.verdict(Capability.APPROVE_HOURS, one["activity_id"], _case(scene, one))
    ]


def _case(scene: Scene, one: Mapping[str, Any]) -> Case:
    activity = scene.activities[one["activity_id"]]
    return scene.case(hours_case(activity, one["since"]), activity.pk)


def _about(scene: Scene, activity: Activity, since: datetime) -> str:
    case = scene.case(hours_case(activity, since), activity.pk)
    day = since.astimezone(activity.unit.zone).date()
    return about_case(scene, activity.name, activity.pk, case, day)
