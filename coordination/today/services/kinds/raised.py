"""Concerns and hard days that nobody has closed."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.signups.access import when
from coordination.signups.models import Raised
from coordination.signups.rules.raised import CLOSES, RaisedKind, RaisedReason
from coordination.signups.words.raised import ABOUT, TITLES
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import allows

TALK_WITHIN = timedelta(days=7)
"""A hard day is for this week, a concern for now."""


def raised(scene: Scene) -> list[Line]:
    """One line for each, where one holds its task; one query, or none for a role that closes none.

    It stands until somebody closes it.
    """
    role = scene.actor.role
    if not role or not any(allows(role, one) for one in CLOSES.values()):
        return []
    rows = Raised.objects.open().filter(activity_id__in=scene.activities)
    rows = rows.select_related("shift").order_by("raised_at", "pk")
    return [
        _line(scene, one)
        for one in rows
        if scene.may(CLOSES[RaisedKind(one.kind)], one.activity_id)
    ]


def _line(scene: Scene, row: Raised) -> Line:
    kind, activity = RaisedKind(row.kind), scene.activities[row.activity_id]
    about = activity.name
    if row.shift is not None:
        row.shift.activity = activity
        about = f"{activity.name} · {when(row.shift)}"
    values = {"kind": TITLES[kind], "about": ABOUT[RaisedReason(row.reason)]}
    line = Line(
        _("%(kind)s: %(about)s") % values,
        about,
        reverse("coordination:raised-detail", args=[row.pk]),
        _("Read"),
        about=row.pk,
    )
    if kind == RaisedKind.CONCERN:
        return line._replace(kind="concerns", due=row.raised_at)
    return line._replace(kind="hard_days", due=row.raised_at + TALK_WITHIN)
