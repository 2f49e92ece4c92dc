"""What the question whether volunteers replace paid work asks of the manager."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.activities.access import standings
from coordination.activities.rules import ActivityState
from coordination.activities.rules.displacement import Standing
from coordination.today.services.lines import Line, as_one
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, allows


def paid_work(scene: Scene) -> list[Line]:
    """Reviews that are missing, and those whose day to look again has come: a line for each kind.

    Two queries.
    """
    if not allows(scene.actor.role, Capability.REVIEW_PAID_WORK):
        return []
    found = standings(scene.current, scene.now)
    lines = [
        Line(
            _title(found[pk]),
            activity.name,
            reverse("coordination:displacement", args=[pk]),
            _("Answer"),
            kind="paid_work",
            about=pk,
            name=activity.name,
        )
        for pk, activity in scene.current.items()
        if not found[pk].waiting_id
        and (found[pk].is_missing or found[pk].is_due_again(scene.today))
    ]
    return as_one(lines)


def paid_work_unsaid(scene: Scene) -> list[Line]:
    """Published before it was asked whether paid staff did it, and nobody has said since: one line.

    It can wait: sign-up goes on, and publishing again asks. No query.
    """
    if not allows(scene.actor.role, Capability.REVIEW_PAID_WORK):
        return []
    return as_one(
        [
            Line(
                _("Did paid staff do this in the last 12 months?"),
                activity.name,
                f"{reverse('coordination:activity-classify', args=[pk])}#id_was_paid_work",
                _("Answer"),
                kind="paid_work_unsaid",
                about=pk,
                name=activity.name,
            )
            for pk, activity in scene.current.items()
            if activity.state == ActivityState.PUBLISHED and activity.was_paid_work is None
        ]
    )


def _title(standing: Standing) -> str:
    if standing.is_missing:
        return _("Does this replace paid work?")
    return _("Look again: does it replace paid work?")
