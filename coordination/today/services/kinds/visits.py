"""Home visits that nobody ended, and first ones that would be made alone."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.arrangements.rules import Case, Step
from coordination.planning.access.waiting import company_cases
from coordination.signups.access import when
from coordination.signups.models import Attendance, SignUp
from coordination.today.services.board import title_of
from coordination.today.services.kinds.cases import about_case
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, allows

WATCHES = (Capability.SUPPORT, Capability.SEE_WHO_COMES, Capability.RECORD_ATTENDANCE)
PLACES = (Capability.PLACE_PEOPLE, Capability.PLAN_SHIFTS)


def visits(scene: Scene) -> list[Line]:
    """Overdue visits first; no query where nothing is a home visit, else six at most."""
    watched = [pk for pk in scene.where(*WATCHES) if scene.activities[pk].is_home_visit]
    overdue = _not_ended(scene, watched) if watched else []
    return [*overdue, *_alone(scene)]


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


def _alone(scene: Scene) -> list[Line]:
    """Of the sessions that Today reads anyway, where one sees to people and sessions, or may step
    in.
    """
    if not allows(scene.actor.role, Capability.PLACE_PEOPLE):
        return []
    own = set(scene.where(*PLACES))
    ahead = [
        one for one in scene.shifts if one.starts_at > scene.now and one.pk not in scene.closed
    ]
    found = []
    for sign_up, begun in company_cases(ahead):
        pk, case = sign_up.shift.activity_id, scene.case(begun, sign_up.shift.activity_id)
        verdict = scene.verdict(Capability.PLACE_PEOPLE, pk, case)
        if verdict or pk in own:
            found.append(_first_alone(scene, sign_up, case, goes_on=bool(verdict)))
    return found


def _first_alone(scene: Scene, sign_up: SignUp, case: Case, *, goes_on: bool) -> Line:
    shift = sign_up.shift
    what = f"{title_of(scene, shift)} · {when(shift)}"
    day = case.since.astimezone(shift.activity.unit.zone).date()
    return Line(
        _("%(name)s would make a first home visit alone") % {"name": sign_up.person.name},
        about_case(scene, what, shift.activity_id, case, day) if goes_on else what,
        reverse("coordination:shift-detail", args=[shift.pk]),
        _("Find a second"),
        kind="first_visits",
        about=sign_up.pk,
        due=sign_up.starts_at,
        everybodys_at=case.reaches(Step.COLLEAGUES),
    )
