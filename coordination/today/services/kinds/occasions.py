"""What a session asks for: answers, people, attendance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from careshare.sentences import joined
from coordination.activities.rules import ActivityState
from coordination.arrangements.rules import Case, Step, longest
from coordination.planning.access.waiting import (
    AHEAD,
    attendance_case,
    cover_cases,
    freed_at,
    recruit_case,
    request_case,
)
from coordination.shifts.models import Shift
from coordination.shifts.words import short_day
from coordination.signups.access import when
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelledBy, SignUpState, is_time_to_ring
from coordination.signups.words import heads_of
from coordination.today import words
from coordination.today.services.board import title_of
from coordination.today.services.kinds.cases import about_case
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, Task, allows

DAYS_NAMED = 3  # of one activity's sessions; the page behind the link has all


def requests(scene: Scene) -> list[Line]:
    """Sign-ups that wait for a yes, where one holds MATCH or may step in; one line a session."""
    if not allows(scene.actor.role, Capability.DECIDE_SIGN_UPS):
        return []
    rows = (
        SignUp.objects.filter(state=SignUpState.REQUESTED, starts_at__gt=scene.now)
        .filter(shift__activity_id__in=scene.activities)
        .select_related("shift")
        .order_by("starts_at", "shift_id")
    )
    found = []
    for shift, asked in groupby(rows, key=lambda one: one.shift):
        shift.activity = scene.activities[shift.activity_id]
        made = [one.made_at for one in asked]
        cases = [scene.case(request_case(shift, one), shift.activity_id) for one in made]
        mine = [
            case
            for case in cases
            if scene.verdict(Capability.DECIDE_SIGN_UPS, shift.activity_id, case)
        ]
        case = longest(mine, scene.now)
        if case is None:
            continue
        whose = _whose_day(scene, Task.MATCH, shift)
        what = f"{title_of(scene, shift)} · {when(shift)}{words.part_of(whose)}"
        found.append(
            Line(
                words.to_approve(len(mine)),
                _about(scene, what, shift, case),
                reverse("coordination:shift-detail", args=[shift.pk]),
                _("Open"),
                kind="requests",
                about=shift.pk,
                due=min(case.reaches(Step.COLLEAGUES), shift.starts_at),
                everybodys_at=case.reaches(Step.COLLEAGUES),
                is_others_part=bool(whose),
            )
        )
    return found


def _about(scene: Scene, what: str, shift: Shift, case: Case) -> str:
    day = case.since.astimezone(shift.activity.unit.zone).date()
    return about_case(scene, what, shift.activity_id, case, day)


def late_cancellations(scene: Scene) -> list[Line]:
    """Places that came free shortly before the start and are still free; one line a session."""
    needed = {shift.pk: shift for shift in _needing(scene)}
    rows = (
        SignUp.objects.filter(state=SignUpState.CANCELLED, shift_id__in=needed)
        .filter(cancelled_by=CancelledBy.VOLUNTEER, cancelled_at__isnull=False)
        .select_related("person")
        .order_by("starts_at", "shift_id", "pk")
    )
    found = []
    for pk, freed in groupby(rows, key=lambda one: one.shift_id):
        shift = needed[pk]
        hours = shift.activity.unit.area.policy.late_cancel_hours
        since = shift.starts_at - timedelta(hours=hours)
        late = [one for one in freed if one.cancelled_at and one.cancelled_at >= since]
        if late:
            names = [heads_of(one.person.name, one.heads) for one in late]
            found.append(
                Line(
                    words.cannot_come(names),
                    f"{title_of(scene, shift)} · {when(shift)}",
                    reverse("coordination:shift-detail", args=[shift.pk]),
                    _("See"),
                    kind="late_cancellations",
                    about=shift.pk,
                    due=scene.now,
                )
            )
    return found


def uncovered(scene: Scene) -> list[Line]:
    """Sessions of the next seven days that need somebody, where one may do something about it;
    also another side's, once they waited so long that one may step in.
    """
    needing = _needing(scene)
    freed = freed_at(needing)
    needing = [shift for shift in needing if not _is_rung_for(scene, shift, freed)]
    found = []
    for whose, shifts in _by_part(scene, Task.SCHEDULE, needing):
        cases = [_cover_case(scene, shift, freed.get(shift.pk)) for shift in shifts]
        case = longest(cases, scene.now)
        first = shifts[0] if case is None else shifts[cases.index(case)]
        what = f"{title_of(scene, first)}: {_days(scene, shifts)}{words.part_of(whose)}"
        found.append(
            Line(
                words.still_uncovered(len(shifts)),
                what if case is None else _about(scene, what, first, case),
                reverse("coordination:shift-detail", args=[shifts[0].pk]),
                _("See"),
                kind="uncovered",
                about=shifts[0].pk,
                due=shifts[0].starts_at - timedelta(days=1),
                everybodys_at=case.reaches(Step.COLLEAGUES) if case else None,
                is_others_part=bool(whose),
            )
        )
    return found


def ring_round(scene: Scene) -> list[Line]:
    """Sessions that begin so soon that letters are too slow: the call list; one line a session."""
    needing = _needing(scene)
    freed = freed_at(needing)
    return [
        Line(
            words.to_ring_for(shift.coverage.missing),
            f"{title_of(scene, shift)} · {when(shift)}",
            reverse("coordination:ring-round", args=[shift.pk]),
            _("Ring around"),
            kind="ring_round",
            about=shift.pk,
            due=scene.now,
            everybodys_at=scene.now,
        )
        for shift in needing
        if _is_rung_for(scene, shift, freed)
    ]


def _is_rung_for(scene: Scene, shift: Shift, freed: Mapping[int, datetime]) -> bool:
    """Whether it is time to ring around, and up to this side."""
    hours = shift.activity.unit.area.policy.call_list_hours
    if not is_time_to_ring(shift.starts_at, scene.now, hours=hours):
        return False
    if scene.may(Capability.INVITE_VOLUNTEERS, shift.activity_id):
        return True
    case = recruit_case(shift, freed.get(shift.pk))
    return bool(scene.verdict(Capability.INVITE_VOLUNTEERS, shift.activity_id, case))


def _needing(scene: Scene) -> list[Shift]:
    rows = [
        shift
        for shift in scene.shifts
        if shift.pk not in scene.closed
        and scene.now < shift.starts_at <= scene.now + AHEAD
        and shift.activity.state == ActivityState.PUBLISHED
        and shift.coverage.missing
    ]
    freed = freed_at(rows)
    ids = set(scene.where(Capability.PLAN_SHIFTS, Capability.INVITE_VOLUNTEERS))
    return [
        shift
        for shift in rows
        if shift.activity_id in ids or _open_cases(scene, shift, freed.get(shift.pk))
    ]


def _open_cases(scene: Scene, shift: Shift, freed: datetime | None) -> list[Case]:
    """What one may see to because a session needs somebody: one's own, or what waited too long."""
    cases = cover_cases(shift, freed, scene.records[shift.activity_id])
    return [
        case for case in cases if scene.verdict(_ACT_OF[case.task], shift.activity_id, case)
    ]  # fmt: skip


_ACT_OF = {
    Task.SCHEDULE: Capability.PLAN_SHIFTS,
    Task.RECRUIT: Capability.INVITE_VOLUNTEERS,
}


def _cover_case(scene: Scene, shift: Shift, freed: datetime | None) -> Case:
    """The case that a session's line speaks of; one's own task before another side's."""
    cases, record = _open_cases(scene, shift, freed), scene.records[shift.activity_id]
    own = [one for one in cases if scene.actor.party in record.holder(one.task).parties]
    found = (own or cases)[0]
    return scene.case(found, shift.activity_id)


def attendance(scene: Scene) -> list[Line]:
    """Sessions that are over without attendance, where one holds RECORD or may step in; one line
    an activity, and one where it is only not known when somebody left.
    """
    rows: list[Any] = [shift for shift in scene.unrecorded if shift.pk not in scene.closed]
    unknown = [shift for shift in rows if shift.is_unknown]
    not_left = [shift for shift in rows if not shift.is_unknown]
    return [
        *(
            _to_record(scene, words.attendance_missing(len(shifts)), whose, shifts)
            for whose, shifts in _by_part(scene, Task.RECORD, unknown)
        ),
        *(
            _to_record(scene, _leaving_missing(shifts), whose, shifts)
            for whose, shifts in _by_part(scene, Task.RECORD, not_left)
        ),
    ]


def _leaving_missing(shifts: Iterable[Any]) -> str:
    return words.leaving_missing(sum(shift.not_left for shift in shifts))


def _to_record(scene: Scene, title: str, whose: str, shifts: Sequence[Shift]) -> Line:
    oldest = shifts[-1]
    case = scene.case(attendance_case(oldest), oldest.activity_id)
    what = f"{title_of(scene, oldest)}: {_days(scene, shifts)}{words.part_of(whose)}"
    return Line(
        title,
        _about(scene, what, oldest, case),
        reverse("coordination:attendance", args=[shifts[0].pk]),
        _("Record"),
        kind="attendance",
        about=oldest.pk,
        due=case.reaches(Step.COLLEAGUES),
        everybodys_at=case.reaches(Step.COLLEAGUES),
        is_others_part=bool(whose),
    )


def _whose_day(scene: Scene, task: Task, shift: Shift) -> str:
    """Who sees to a task on this day where it is divided by weekdays; "" where one does oneself."""
    record = scene.records[shift.activity_id]
    return record.on_day_of(task, scene.actor.party, scene.day_of(shift))


def _by_part(scene: Scene, task: Task, shifts: Iterable[Shift]) -> list[tuple[str, list[Shift]]]:
    """The sessions of each activity, those on another side's days apart, and whose days."""
    found: dict[tuple[int, str], list[Shift]] = {}
    for shift in shifts:
        key = (shift.activity_id, _whose_day(scene, task, shift))
        found.setdefault(key, []).append(shift)
    return [(whose, rows) for (_activity, whose), rows in found.items()]


def _days(scene: Scene, shifts: Sequence[Shift]) -> str:
    """The first days in words: "today, Fri 27 Nov and more"."""
    days = list(dict.fromkeys(scene.day_of(shift) for shift in shifts))
    named = [_("today") if day == scene.today else short_day(day) for day in days[:DAYS_NAMED]]
    if len(days) > DAYS_NAMED:
        return _("%(days)s and more") % {"days": ", ".join(named)}
    return joined(named)
