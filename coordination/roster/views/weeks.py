"""The roster as a table, and day by day."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careshare import clock
from coordination.roster import words
from coordination.roster.access import latest_day, own_activities, require_roster, with_sessions
from coordination.roster.filters import RosterFilter
from coordination.roster.rules import WEEK, WEEKS_AT_ONCE, View, Window, parts_ahead, window_of
from coordination.roster.services.gathering import Gathered, gather
from coordination.roster.services.grid import grid_of
from coordination.roster.services.sheet import days_of
from volunteers.memberships.access import Actor, acting, may_in
from volunteers.memberships.rules import Capability

ACTIVITIES_A_PAGE = 60


class Asked(NamedTuple):
    """What somebody asks a roster for."""

    actor: Actor
    view: View
    window: Window
    filter: RosterFilter
    page: Page
    found: Gathered


@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """One week or four as a table."""
    asked = _asked(request)
    context = {
        **_about(asked),
        "grid": grid_of(asked.found, asked.view, with_unit=len(asked.filter.units) > 1),
        "views": [(view.value, words.VIEWS[view], view == asked.view) for view in View],
        "parts": _parts(asked),
        "screen_url": _screen_url(asked.actor),
    }
    return render(request, "coordination/roster/roster.html", context)


@require_safe
def roster_sheet(request: HttpRequest) -> HttpResponse:
    """The same day by day: with names for the ward, or without for whoever passes by."""
    with_names = request.GET.get("names") != "no"
    asked = _asked(request, with_names=with_names)
    context = {
        **_about(asked),
        "days": days_of(asked.found, with_unit=len(asked.filter.units) > 1),
        "with_names": with_names and asked.found.sees_names,
        "may_name": asked.found.sees_names,
    }
    return render(request, "coordination/roster/sheet.html", context)


def _asked(request: HttpRequest, *, with_names: bool = False) -> Asked:
    """The roster that one may see, narrowed as asked: the role first (403)."""
    actor, now = acting(request), clock.now()
    area = require_roster(actor)
    today = now.astimezone(actor.zone).date()
    narrowed = RosterFilter(request.GET, queryset=own_activities(actor))
    narrowed.form.is_valid()
    view = View.WEEKS if request.GET.get("view") == View.WEEKS else View.WEEK
    on = narrowed.form.cleaned_data.get("on") or today
    window = window_of(view, on, latest=latest_day(area, today))
    rows = with_sessions(narrowed.qs, window, actor.zone)
    page = Paginator(rows, ACTIVITIES_A_PAGE).get_page(request.GET.get("page"))
    found = gather(actor, area, list(page), window, now, with_names=with_names)
    return Asked(actor, view, window, narrowed, page, found)


def _about(asked: Asked) -> dict[str, Any]:
    """What both pages say on top."""
    found, window = asked.found, asked.window
    hat = asked.actor.membership
    return {
        "form": asked.filter.form,
        "is_narrowed": bool(asked.filter.chosen),
        "view": asked.view.value,
        "window": window,
        "title": words.span(window.monday, window.last),
        "lead": words.lead(len(found.shifts), found.uncovered),
        "place": " · ".join([hat.scope.name if hat else "", *asked.filter.chosen]),
        "notes": found.notes,
        "page_obj": asked.page,
        "printed_at": found.now.astimezone(found.zone),
    }


def _screen_url(actor: Actor) -> str:
    """Where the manager sees to the screen on the wall; nothing for others."""
    unit = actor.membership.unit if actor.membership else None
    may = unit is not None and may_in(actor, Capability.RUN_SCREEN, unit)
    return reverse("coordination:wall-screen", args=[unit.pk]) if unit is not None and may else ""


def _parts(asked: Asked) -> list[dict[str, Any]]:
    """Twelve weeks from today, four at a time."""
    if asked.view != View.WEEKS:
        return []
    length = WEEK * WEEKS_AT_ONCE
    return [
        {
            "on": monday.isoformat(),
            "label": words.span(monday, monday + length - WEEK / 7),
            "is_current": monday == asked.window.monday,
        }
        for monday in parts_ahead(asked.found.today)
    ]
