"""Volunteers who come for the first time, and whom somebody should induct."""

from __future__ import annotations

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from careshare.sentences import joined
from coordination.arrangements.rules import Case, Step, longest
from coordination.planning.access.waiting import induction_case
from coordination.shifts.models import Shift
from coordination.signups.access import when
from coordination.signups.access.first_times import newcomers
from coordination.today import words
from coordination.today.services.board import title_of
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, allows


def inductions(scene: Scene) -> list[Line]:
    """One line a session of the next days, where one holds TRAIN, or where another side does and
    the session comes near; three queries, or none where no session is ahead. It leaves when the
    session begins.
    """
    if not allows(scene.actor.role, Capability.RECORD_TRAINING):
        return []
    ahead = [
        one for one in scene.shifts if one.starts_at > scene.now and one.pk not in scene.closed
    ]
    found = []
    for shift, group in groupby(newcomers(ahead), key=lambda one: one.sign_up.shift):
        people = list(group)
        cases = [scene.case(induction_case(shift, one.since), shift.activity_id) for one in people]
        case = longest(cases, scene.now)
        if case and scene.verdict(Capability.RECORD_TRAINING, shift.activity_id, case):
            found.append(_line(scene, shift, [one.sign_up.person.name for one in people], case))
    return found


def _line(scene: Scene, shift: Shift, people: list[str], case: Case) -> Line:
    """With names: every side that takes part reads who comes."""
    return Line(
        _("For the first time: %(names)s") % {"names": joined(people[: words.NAMES_SHOWN])},
        _about(scene, shift, case),
        reverse("coordination:shift-detail", args=[shift.pk]),
        _("See"),
        kind="inductions",
        about=shift.pk,
        due=shift.starts_at,
        everybodys_at=case.reaches(Step.COLLEAGUES),
    )


def _about(scene: Scene, shift: Shift, case: Case) -> str:
    """What it is about, and whose task it is once it has come further than to them. That it is
    done is noted nowhere yet, so nothing is said about an answer.
    """
    what = f"{title_of(scene, shift)} · {when(shift)}"
    if case.step(scene.now) == Step.HOLDER:
        return what
    day = case.since.astimezone(shift.activity.unit.zone).date()
    record = scene.records[shift.activity_id]
    return f"{what}. {words.inducts(day, record.who(case.task))}"
