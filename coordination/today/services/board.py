"""Who comes today, and how the week stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.arrangements.access import contact_for
from coordination.shifts.models import Shift
from coordination.shifts.words import hours, long_day
from coordination.signups.words import heads_of
from coordination.today.services.scene import Scene
from coordination.today.words import (
    arrangement_chip,
    not_to_come,
    received_by,
    what_is_missing,
    who_comes,
)
from volunteers.memberships.rules import Capability, Role, Task


@dataclass(frozen=True)
class Row:
    """One session of today."""

    time: str
    title: str
    sub: str
    url: str
    filled: int
    needed: int
    is_closed: bool
    is_over: bool = False
    action_url: str = ""
    action_label: str = ""


def lead(scene: Scene) -> tuple[str, str]:
    """The two sentences under the date: who comes, and what is still missing."""
    open_ones = [shift for shift in scene.todays if shift.pk not in scene.closed]
    heads = sum(one.heads for shift in open_ones for one in scene.coming.get(shift.pk, []))
    ahead = [shift for shift in open_ones if shift.ends_at > scene.now]
    uncovered = sum(1 for shift in ahead if shift.coverage.missing)
    is_over = bool(open_ones) and not ahead
    lead = who_comes(heads, is_over=is_over)
    return lead, what_is_missing(len(open_ones), len(ahead), uncovered)


def rows_of_today(scene: Scene) -> list[Row]:
    """Each session of today with who comes and the one thing to do; no query."""
    return [_row(scene, shift) for shift in scene.todays]


def _row(scene: Scene, shift: Shift) -> Row:
    action_url, action_label = _action(scene, shift)
    return Row(
        time=hours(shift.starts_at, shift.ends_at, shift.activity.unit.zone),
        title=title_of(scene, shift),
        sub=_names(scene, shift),
        url=reverse("coordination:shift-detail", args=[shift.pk]),
        filled=shift.coverage.taken,
        needed=shift.coverage.wanted,
        is_closed=shift.pk in scene.closed,
        is_over=shift.ends_at <= scene.now,
        action_url=action_url,
        action_label=action_label,
    )


def title_of(scene: Scene, shift: Shift) -> str:
    """The activity with its ward, and with its unit for those who look at several."""
    activity = shift.activity
    parts = [activity.name, activity.ward.name if activity.ward else ""]
    if scene.actor.role == Role.COORDINATOR:
        parts.append(activity.unit.name)
    return ", ".join(part for part in parts if part)


def _names(scene: Scene, shift: Shift) -> str:
    if shift.pk in scene.closed:
        return _closed(scene, shift)
    names = [heads_of(one.person.name, one.heads) for one in scene.coming.get(shift.pk, [])]
    record = scene.records[shift.activity_id]
    contact = contact_for(record, starts_at=shift.starts_at, at=shift.starts_at)
    met = received_by(contact.name, contact.party_name, scene.own_side)
    if contact.is_main_number:  # whose task it is says more than the unit's number
        met = received_by(record.who(Task.HOST), record.who(Task.HOST), scene.own_side)
    nobody = _("Nobody came") if shift.ends_at <= scene.now else _("Nobody has signed up yet")
    who = ", ".join(names) or nobody
    return f"{who} · {met}" if names else who


def _closed(scene: Scene, shift: Shift) -> str:
    """Nobody comes to a closed place: who knows it, and whom somebody must still ring."""
    if shift.ends_at <= scene.now:
        return _("The place was closed")
    told: dict[bool, list[str]] = {True: [], False: []}
    for one in scene.coming.get(shift.pk, []):
        told[one.is_reached].append(heads_of(one.person.name, one.heads))  # type: ignore[attr-defined]
    return not_to_come(told[True], told[False])


def _action(scene: Scene, shift: Shift) -> tuple[str, str]:
    """The one main thing that this role can do about a session now."""
    if shift.pk in scene.closed:
        return "", ""
    if shift.starts_at > scene.now:
        if shift.coverage.missing and scene.may(Capability.PLACE_PEOPLE, shift.activity_id):
            return reverse("coordination:shift-place", args=[shift.pk]), _("Place somebody")
        return "", ""
    over: Any = next((one for one in scene.unrecorded if one.pk == shift.pk), None)
    is_open = scene.coming.get(shift.pk) and (shift.ends_at > scene.now or over)
    if is_open and scene.may(Capability.RECORD_ATTENDANCE, shift.activity_id):
        label = _("Note when they left") if over and not over.is_unknown else _("Note who came")
        return reverse("coordination:attendance", args=[shift.pk]), label
    return "", ""


def week(scene: Scene) -> dict[str, Any]:
    """This calendar week's table, as `components/week_table.html` reads it; no query."""
    days = [scene.monday + timedelta(days=number) for number in range(7)]
    by_activity: dict[int, dict[date, list[Shift]]] = {}
    for shift in scene.shifts:
        day = scene.day_of(shift)
        if days[0] <= day <= days[-1]:
            by_activity.setdefault(shift.activity_id, {}).setdefault(day, []).append(shift)
    return {
        "days": [{"date": day, "is_today": day == scene.today} for day in days],
        "rows": [
            _week_row(scene, pk, days, by_activity[pk])
            for pk in scene.activities
            if pk in by_activity
        ],
    }


def _week_row(
    scene: Scene, pk: int, days: list[date], shifts: dict[date, list[Shift]]
) -> dict[str, Any]:
    record = scene.records[pk]
    first = next(iter(shifts.values()))[0]
    return {
        "title": title_of(scene, first),
        "url": reverse("coordination:activity-detail", args=[pk]),
        "chip": arrangement_chip(record.derived.core, record.partners),
        "days": [
            {
                "date": day,
                "is_today": day == scene.today,
                "sessions": [_cell(scene, shift) for shift in shifts.get(day, [])],
            }
            for day in days
        ],
    }


def _cell(scene: Scene, shift: Shift) -> dict[str, Any]:
    times = hours(shift.starts_at, shift.ends_at, shift.activity.unit.zone)
    return {
        "filled": shift.coverage.taken,
        "needed": shift.coverage.wanted,
        "url": reverse("coordination:shift-detail", args=[shift.pk]),
        "closed": shift.pk in scene.closed,
        "over": shift.ends_at <= scene.now,
        "about": f"{long_day(scene.day_of(shift))}, {times}, {shift.activity.name}",
    }
