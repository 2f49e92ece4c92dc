"""Home visits that nobody ended, and first ones that would be made alone."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.signups.access import when
from coordination.signups.access.visiting import alone_on_first
from coordination.signups.models import Attendance, SignUp
from coordination.today.services.board import title_of
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability

WATCHES = (Capability.SUPPORT, Capability.SEE_WHO_COMES, Capability.RECORD_ATTENDANCE)
PLACES = (Capability.PLACE_PEOPLE, Capability.PLAN_SHIFTS)


def visits(scene: Scene) -> list[Line]:
    """Overdue visits first; no query where nothing is a home visit, else four at most."""
    watched, placed = (
        [pk for pk in scene.where(*acts) if scene.activities[pk].is_home_visit]
        for acts in (WATCHES, PLACES)
    )
    overdue = _not_ended(scene, watched) if watched else []
    return [*overdue, *_alone(scene, placed)] if placed else overdue


def _not_ended(scene: Scene, ids: list[int]) -> list[Line]:
    rows = Attendance.objects.under_way().filter(
        alarmed_at__isnull=False, sign_up__shift__activity_id__in=ids
    )
    rows = rows.select_related("sign_up__person", "sign_up__shift").order_by("alarmed_at", "pk")
    found = []
    for row in rows:
        shift = row.sign_up.shift
        shift.activity = scene.activities[shift.activity_id]
        found.append(
            Line(
                _("%(name)s has not ended a home visit") % {"name": row.sign_up.person.name},
                f"{title_of(scene, shift)} · {when(shift)}",
                reverse("coordination:shift-detail", args=[shift.pk]),
                _("Ring"),
                kind="visits_not_ended",
                about=row.pk,
                due=scene.now,
                everybodys_at=row.alarmed_at,
            )
        )
    return found


def _alone(scene: Scene, ids: list[int]) -> list[Line]:
    """Of the sessions that Today reads anyway."""
    shifts = {
        one.pk: one
        for one in scene.shifts
        if one.activity_id in ids and one.starts_at > scene.now and one.pk not in scene.closed
    }
    if not shifts:
        return []
    rows = SignUp.objects.confirmed().filter(shift__in=shifts).select_related("person")
    going = list(rows.order_by("starts_at", "pk"))
    for one in going:
        one.shift = shifts[one.shift_id]
    return [
        Line(
            _("%(name)s would make a first home visit alone") % {"name": one.person.name},
            f"{title_of(scene, one.shift)} · {when(one.shift)}",
            reverse("coordination:shift-detail", args=[one.shift_id]),
            _("Find a second"),
            kind="first_visits",
            about=one.pk,
            due=one.starts_at,
        )
        for one in alone_on_first(going)
    ]
