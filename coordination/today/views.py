"""Where one lands, and today."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careshare import clock
from coordination.shifts.words import long_day
from coordination.today.access import failed_deliveries
from coordination.today.services import board, calls, todos
from coordination.today.services.scene import scene_of
from volunteers.memberships.access import acting, may_in
from volunteers.memberships.rules import Capability, Role
from volunteers.people.access import needs_to_say_who, person_of

LANDS_ON = {
    Role.UNIT_MANAGER: "coordination:today",
    Role.UNIT_STAFF: "coordination:today",
    Role.COORDINATOR: "coordination:today",
    Role.STAFF_REPRESENTATIVE: "coordination:activity-list",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send everybody to the page that they work from."""
    if needs_to_say_who(request):
        return redirect("volunteers:who")
    membership = acting(request).membership
    if membership is None:
        is_known = person_of(request) is not None
        return redirect("coordination:volunteer-home" if is_known else "volunteers:register")
    if membership.role == Role.AREA_LEAD:
        return redirect("volunteers:area-detail")
    return redirect(LANDS_ON.get(Role(membership.role), "volunteers:me"))


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Who comes, how the week stands, what needs somebody."""
    actor = acting(request)
    if actor.membership is None or actor.membership.area_id:
        raise PermissionDenied("role_may_not")
    scene = scene_of(actor, clock.now())
    unit = actor.membership.unit
    who, missing = board.lead(scene)
    context = {
        "title": long_day(scene.today),
        "who": who,
        "missing": missing,
        "rows": board.rows_of_today(scene),
        "week": board.week(scene),
        "lines": todos.lines(scene),
        "may_plan": bool(scene.where(Capability.PLAN_SHIFTS)),
        "may_close": unit is not None and may_in(actor, Capability.CLOSE_PLACE, unit),
    }
    return render(request, "coordination/today/today.html", context)


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """People whom a message did not reach, with their numbers."""
    actor = acting(request)
    if actor.membership is None or actor.membership.area_id:
        raise PermissionDenied("role_may_not")
    rows = calls.to_phone(failed_deliveries(actor, clock.now()))
    return render(
        request,
        "coordination/today/call_list.html",
        {"rows": rows, "back_url": reverse("coordination:today")},
    )
