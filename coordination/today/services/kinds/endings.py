"""What leaving with notice leaves to do: who takes over what falls open."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.arrangements.models import Ending
from coordination.arrangements.rules import falls_open
from coordination.arrangements.words import TASKS
from coordination.today import words
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Task


def endings(scene: Scene) -> list[Line]:
    """Notices after which nothing was agreed, for the sides that may choose; due on the first day
    without whoever leaves.

    A proposal that was made since has a line of its own; declined or run out, it brings this one
    back. The queries of `Scene.unsettled`, which are asked once.
    """
    return [_line(scene, one) for one in scene.unsettled]


def fallen_tasks(scene: Scene) -> dict[int, set[Task]]:
    """The tasks that those lines name, by activity: they stand there and nowhere else."""
    found: dict[int, set[Task]] = defaultdict(set)
    for one in scene.unsettled:
        fallen = falls_open(one.version.rows, one.party)
        found[one.activity_id].update(each.task for each in fallen)
    return found


def _line(scene: Scene, ending: Ending) -> Line:
    activity = scene.activities[ending.activity_id]
    fallen = falls_open(ending.version.rows, ending.party)
    due = datetime.combine(ending.ends_on, time(), activity.unit.zone)
    who = ending.version.names(activity.unit.name).get(ending.party, "")
    return Line(
        words.takes_over(who, has_left=due <= scene.now),
        f"{activity.name}: {', '.join(str(TASKS[one.task]) for one in fallen)}",
        reverse("coordination:ending-detail", args=[ending.pk]),
        _("Choose"),
        kind="endings",
        about=ending.pk,
        due=due,
    )
