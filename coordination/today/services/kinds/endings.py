"""What leaving with notice leaves to do: who takes over what falls open."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import falls_open
from coordination.arrangements.words import TASKS
from coordination.planning.access.endings import may_choose_owners
from coordination.today import words
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene


def endings(scene: Scene) -> list[Line]:
    """Notices after which nothing was agreed, for the sides that may choose; due on the first day
    without whoever leaves.

    While a proposal waits that was made since, there is nothing to choose: it is to be answered,
    which its own line says. Declined or run out, it brings this line back. Four queries at most,
    one where nobody gave notice, none where one chooses nowhere.
    """
    asked = [pk for pk in scene.current if may_choose_owners(scene.actor, scene.records[pk])]
    if not asked:
        return []
    since = Version.objects.open_at(scene.now).filter(
        activity=OuterRef("activity"), proposed_at__gte=OuterRef("given_at")
    )
    rows = Ending.objects.unsettled().filter(~Exists(since), activity__in=asked)
    rows = rows.select_related("version").order_by("ends_on", "pk")
    rows = rows.prefetch_related("version__responsibilities__parties__organisation")
    return [_line(scene, one) for one in rows]


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
