"""Volunteers who are on hold: nobody is forgotten there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careshare.sentences import joined
from coordination.signups.models import Suspension
from coordination.today import words
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, allows


def holds(scene: Scene) -> list[Line]:
    """One line for all, for those who can lift it; one query."""
    hat = scene.actor.membership
    if hat is None or not allows(hat.role, Capability.SUSPEND):
        return []
    rows = Suspension.objects.open().filter(party_key=hat.scope_key).select_related("person")
    found = list(rows.order_by("made_at"))
    if not found:
        return []
    title = ngettext(
        "%(count)s volunteer is on hold", "%(count)s volunteers are on hold", len(found)
    ) % {"count": len(found)}
    names = joined([one.person.name for one in found[: words.NAMES_SHOWN]])
    url = reverse("coordination:suspension-list")
    return [Line(title, names, url, _("See"), kind="holds", about=found[0].pk)]
