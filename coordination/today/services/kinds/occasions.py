"""What a session asks for: answers, people, attendance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.activities.rules import ActivityState
from coordination.shifts.models import Shift
from coordination.shifts.words import short_day
from coordination.signups.access import when
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelledBy, SignUpState
from coordination.signups.words import heads_of
from coordination.today import words
from coordination.today.rules import WEEK
from coordination.today.services.board import title_of
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability

DAYS_NAMED = 3  # of one activity's sessions; the page behind the link has all


def requests(scene: Scene) -> list[Line]:
    """Sign-ups that wait for a yes, where one holds MATCH; one line a session."""
    rows = (
        SignUp.objects.filter(state=SignUpState.REQUESTED, starts_at__gt=scene.now)
        .filter(shift__activity_id__in=scene.where(Capability.DECIDE_SIGN_UPS))
        .select_related("shift")
        .order_by("starts_at", "shift_id")
    )
    found = []
    for shift, asked in groupby(rows, key=lambda one: one.shift):
        waiting = list(asked)
        shift.activity = scene.activities[shift.activity_id]
        days = shift.activity.unit.area.policy.wait_days
        first = min(one.made_at for one in waiting)
        found.append(
            Line(
                words.to_approve(len(waiting)),
                f"{title_of(scene, shift)} · {when(shift)}",
                reverse("coordination:shift-detail", args=[shift.pk]),
                _("Open"),
                kind="requests",
                about=shift.pk,
                due=min(first + timedelta(days=days), shift.starts_at),
            )
        )
    return found


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
    """Sessions of the next seven days that need somebody, where one may do something about it."""
    return [
        Line(
            words.still_uncovered(len(shifts)),
            f"{title_of(scene, shifts[0])}: {_days(scene, shifts)}",
            reverse("coordination:shift-detail", args=[shifts[0].pk]),
            _("See"),
            kind="uncovered",
            about=shifts[0].pk,
            due=shifts[0].starts_at - timedelta(days=1),
        )
        for shifts in _by_activity(_needing(scene))
    ]


def _needing(scene: Scene) -> list[Shift]:
    ids = set(scene.where(Capability.PLAN_SHIFTS, Capability.INVITE_VOLUNTEERS))
    return [
        shift
        for shift in scene.shifts
        if shift.activity_id in ids
        and shift.pk not in scene.closed
        and scene.now < shift.starts_at <= scene.now + WEEK
        and shift.activity.state == ActivityState.PUBLISHED
        and shift.coverage.missing
    ]


def attendance(scene: Scene) -> list[Line]:
    """Sessions that are over without attendance, where one holds RECORD; one line an activity."""
    rows = [shift for shift in scene.unrecorded if shift.pk not in scene.closed]
    return [
        Line(
            words.attendance_missing(len(shifts)),
            f"{title_of(scene, shifts[0])}: {_days(scene, shifts)}",
            reverse("coordination:attendance", args=[shifts[0].pk]),
            _("Record"),
            kind="attendance",
            about=shifts[-1].pk,
            due=shifts[-1].ends_at + timedelta(days=shifts[0].activity.unit.area.policy.wait_days),
        )
        for shifts in _by_activity(rows)
    ]


def _by_activity(shifts: Iterable[Shift]) -> list[list[Shift]]:
    found: dict[int, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(shift.activity_id, []).append(shift)
    return list(found.values())


def _days(scene: Scene, shifts: list[Shift]) -> str:
    """The first days in words: "today, Fri 27 Nov and more"."""
    days = list(dict.fromkeys(scene.day_of(shift) for shift in shifts))
    named = [_("today") if day == scene.today else short_day(day) for day in days[:DAYS_NAMED]]
    if len(days) > DAYS_NAMED:
        return _("%(days)s and more") % {"days": ", ".join(named)}
    return words.together(named)
