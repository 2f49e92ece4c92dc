"""How each side sees it: answers that one's side owes, and reviews after which nobody decided."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.arrangements.models import ReviewRound, ReviewRoundQuerySet
from coordination.arrangements.rules import UNIT_PARTY
from coordination.today.services.lines import Line
from coordination.today.services.scene import WEEK, Scene
from volunteers.memberships.rules import Capability, allows


def answers_due(scene: Scene) -> list[Line]:
    """Rounds that wait for one's own side; in the last week before they close they are for now."""
    rows = _own(scene, ReviewRound.objects.waiting_for(scene.actor.party, scene.now))
    return [
        Line(
            _("How do you see it? Your side has not answered yet."),
            one.activity.name,
            reverse("coordination:round-answer", args=[one.pk]),
            _("Answer"),
            kind="answers",
            about=one.pk,
            due=one.closes_at - WEEK,
        )
        for one in rows
    ]


def reviews_to_decide(scene: Scene) -> list[Line]:
    """Both have answered, and nobody has said what follows."""
    asked = ReviewRound.objects.undecided().filter(parties__party=scene.actor.party)
    return [
        Line(
            _("Both answers are here: what follows?"),
            one.activity.name,
            reverse("coordination:round-detail", args=[one.pk]),
            _("See"),
            kind="reviews",
            about=one.pk,
        )
        for one in _own(scene, asked.order_by("revealed_at", "pk"))
    ]


def _own(scene: Scene, rows: ReviewRoundQuerySet) -> ReviewRoundQuerySet:
    """Those of one's side; none for who does not answer for it."""
    hat = scene.actor.membership
    if hat is None or not allows(hat.role, Capability.ANSWER):
        return rows.none()
    if scene.actor.party == UNIT_PARTY:  # the key of every unit
        rows = rows.filter(activity__unit_id=hat.unit_id)
    return rows.select_related("activity")
