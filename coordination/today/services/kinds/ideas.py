"""What organisations, volunteers and the public propose to the unit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.initiatives.models import Initiative
from coordination.initiatives.rules import InitiativeState
from coordination.today.rules import WEEK
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, allows


def ideas(scene: Scene) -> list[Line]:
    """Ideas that wait to be acknowledged, answered or made an activity; one query.

    To be acknowledged by the day that was promised; what comes after it, within a week.
    """
    hat = scene.actor.membership
    if hat is None or not hat.unit_id or not allows(hat.role, Capability.CREATE_ACTIVITY):
        return []
    rows = Initiative.objects.to_answer().filter(unit_id=hat.unit_id).for_pages()
    return [_line(scene, one) for one in rows.order_by("proposed_at", "pk")]


def _line(scene: Scene, initiative: Initiative) -> Line:
    is_unread = initiative.state == InitiativeState.PROPOSED
    titles = {
        InitiativeState.PROPOSED: _("%(who)s suggests an activity"),
        InitiativeState.ACKNOWLEDGED: _("%(who)s waits for your answer to an idea"),
        InitiativeState.ACCEPTED: _("You said yes to %(who)s: make it an activity"),
    }
    return Line(
        titles[InitiativeState(initiative.state)] % {"who": initiative.proposer},
        initiative.title,
        reverse("coordination:initiative-detail", args=[initiative.pk]),
        _("Read"),
        kind="ideas",
        about=initiative.pk,
        due=initiative.acknowledge_by if is_unread else scene.now + WEEK,
    )
