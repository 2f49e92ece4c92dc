"""Concerns and hard days that nobody has closed."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.arrangements.rules import Step
from coordination.planning.access.waiting import raised_case
from coordination.signups.access import when
from coordination.signups.models import Raised
from coordination.signups.rules.raised import CLOSES, RaisedKind, RaisedReason
from coordination.signups.words.raised import ABOUT, TITLES
from coordination.today.services.kinds.cases import about_case
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import allows

TALK_WITHIN = timedelta(days=7)
"""A hard day is for this week, a concern for now."""


def raised(scene: Scene) -> list[Line]:
    """One line for each, where one holds its task or may step in; one query, or none for a role
    that closes none.

    It stands until somebody closes it.
    """
    role = scene.actor.role
    if not role or not any(allows(role, one) for one in CLOSES.values()):
        return []
    rows = Raised.objects.open().filter(activity_id__in=scene.activities)
    found = []
    for one in rows.select_related("shift").order_by("raised_at", "pk"):
        one.activity = scene.activities[one.activity_id]
        if scene.verdict(CLOSES[RaisedKind(one.kind)], one.activity_id, raised_case(one)):
            found.append(_line(scene, one))
    return found


def _line(scene: Scene, row: Raised) -> Line:
    kind, activity = RaisedKind(row.kind), row.activity
    case = scene.case(raised_case(row), activity.pk)
    about = activity.name
    if row.shift is not None:
        row.shift.activity = activity
        about = f"{activity.name} · {when(row.shift)}"
    day = row.raised_at.astimezone(activity.unit.zone).date()
    values = {"kind": TITLES[kind], "about": ABOUT[RaisedReason(row.reason)]}
    line = Line(
        _("%(kind)s: %(about)s") % values,
        about_case(scene, about, activity.pk, case, day),
        reverse("coordination:raised-detail", args=[row.pk]),
        _("Read"),
        about=row.pk,
        everybodys_at=case.reaches(Step.COLLEAGUES),
    )
    if kind == RaisedKind.CONCERN:
        return line._replace(kind="concerns", due=row.raised_at)
    return line._replace(kind="hard_days", due=row.raised_at + TALK_WITHIN)
