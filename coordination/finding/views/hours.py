"""My hours: what one has given, with sums, a file, and what one adds oneself."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.limits import limited
from careshare.sentences import say
from careshare.spreadsheets import csv_lines
from coordination.finding.access import own_times
from coordination.finding.forms import AddHoursForm
from coordination.finding.views.entering import for_volunteer
from coordination.shifts.words import long_day
from coordination.signups.access.own_hours import (
    Given,
    Sum,
    Year,
    activities_of,
    added,
    unrecorded_of,
    year_of,
)
from coordination.signups.models import AddedHours, SignUp
from coordination.signups.rules.own_hours import AddedState
from coordination.signups.services import add_hours, take_hours_back
from coordination.signups.words.own_hours import hours_text, travel_text
from volunteers.people.models import Person

LOOKED_BACK = timedelta(days=366)


@require_GET
@for_volunteer
def my_hours(request: HttpRequest, person: Person) -> HttpResponse:
    """Sums and lines of one year; what waits for an answer; what nobody has recorded yet."""
    now = clock.now()
    year = _year(request, person, now)
    rows = AddedHours.objects.filter(person=person).exclude(
        state__in=(AddedState.APPROVED, AddedState.TAKEN_BACK)
    )
    rows = rows.filter(made_at__gt=now - LOOKED_BACK).select_related("activity__unit__area")
    context = {
        "person": person,
        "year": year,
        "total": hours_text(year.all.minutes),
        "travel": travel_text(year.all.travel),
        "sums": [_sum(one) for one in year.by_activity.values()],
        "rows": [_line(one) for one in year.given],
        "added": added(rows.order_by("-starts_at", "-pk")),
        "unrecorded": [_open(one) for one in unrecorded_of(person, now - LOOKED_BACK, now)],
    }
    return render(request, "coordination/finding/hours.html", context)


def _year(request: HttpRequest, person: Person, now: datetime) -> Year:
    asked = request.GET.get("year", "")
    is_year = asked.isascii() and asked.isdecimal() and len(asked) == len("2026")
    return year_of(person, int(asked) if is_year else None, now)


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "name": one.name,
        "unit": one.unit,
        "activity_id": one.activity_id,
        "times": one.times,
        "hours": hours_text(one.minutes),
        "travel": travel_text(one.travel),
    }


def _open(one: SignUp) -> dict[str, Any]:
    unit = one.shift.activity.unit
    day = long_day(one.starts_at.astimezone(unit.zone).date())
    return {"day": day, "name": one.shift.activity.name, "unit": unit.name,
            "public_id": one.public_id}  # fmt: skip


def _line(one: Given) -> dict[str, Any]:
    return {
        "day": long_day(one.day.date()),
        "activity": one.activity,
        "unit": one.unit,
        "when": one.when,
        "hours": hours_text(one.minutes),
        "travel": travel_text(one.travel),
    }


@require_GET
@limited("export")
@for_volunteer
def my_hours_csv(request: HttpRequest, person: Person) -> HttpResponse:
    """The same lines as a file."""
    year = _year(request, person, clock.now())
    name = _("hours")
    text = "".join(csv_lines(_file(year)))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{year.year}.csv"'
    return response


def _file(year: Year) -> Iterator[list[str | float]]:
    yield [_("Day"), _("Time"), _("Activity"), _("Care unit"), _("Hours"), _("Travel, hours")]
    for one in year.given:
        hours, travel = round(one.minutes / 60, 2), round(one.travel / 60, 2)
        yield [f"{one.day:%Y-%m-%d}", one.when, one.activity, one.unit, hours, travel]


@require_http_methods(["GET", "HEAD", "POST"])
@for_volunteer
def hours_add(request: HttpRequest, person: Person) -> HttpResponse:
    """Add hours that nobody recorded; whoever records attendance there answers."""
    now = clock.now()
    activities = activities_of(person, now - LOOKED_BACK)
    form = AddHoursForm(
        request.POST if request.method == "POST" else None,
        activities=activities, now=now, initial=_initial(request, person),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            add_hours(
                person=person, activity=data["activity"], starts_at=data["starts_at"],
                ends_at=data["ends_at"], travel_minutes=data["travel"] or 0, user=request.user,
                form_uuid=data["form_uuid"], now=now,
            )  # fmt: skip
            messages.success(request, _("Thank you. They count once somebody there has said yes."))
            return redirect("coordination:my-hours")
        except Refused as refused:
            form.add_refusal(refused, "day")
    context = {"form": form, "has_any": activities.exists()}
    return render(request, "coordination/finding/hours_add.html", context)


def _initial(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The day and times of one of one's own places that nobody recorded."""
    try:
        key = uuid.UUID(request.GET.get("of", ""))
    except ValueError:
        return {}
    row = own_times(person).confirmed().filter(public_id=key).first()
    if row is None:
        return {}
    zone = row.shift.activity.unit.zone
    start, end = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    return {"activity": row.shift.activity_id, "day": start.date(), "came": start.time(),
            "left": end.time()}  # fmt: skip


@require_POST
@for_volunteer
def hours_back(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Take back what waits for an answer."""
    row = get_object_or_404(AddedHours.objects.filter(person=person), public_id=public_id)
    try:
        take_hours_back(row=row, user=request.user, now=clock.now())
        messages.success(request, _("Taken back."))
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, f"{say(reason).says} {say(reason).next_step}".strip())
    return redirect("coordination:my-hours")
