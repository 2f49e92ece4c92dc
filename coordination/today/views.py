"""Where one lands, and today."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from coordination.planning.access.phoning import offers_to_phone
from coordination.shifts.words import long_day
from coordination.today.access import failed_deliveries
from coordination.today.forms import LineForm
from coordination.today.rules import Later, back_on
from coordination.today.services import asides, board, calls, phoning, todos
from coordination.today.services.kinds.occasions import ring_round
from coordination.today.services.scene import Scene, activities_of, scene_of
from coordination.today.words import LATER, colleague
from volunteers.accounts.access import Request
from volunteers.memberships.access import acting, may_in
from volunteers.memberships.rules import Capability, Role
from volunteers.people.access import needs_to_say_who, person_of
from volunteers.people.models import Person

LANDS_ON = {
    Role.UNIT_MANAGER: "coordination:today",
    Role.UNIT_STAFF: "coordination:today",
    Role.COORDINATOR: "coordination:today",
    Role.RESEARCHER: "coordination:report-list",
    Role.STAFF_REPRESENTATIVE: "coordination:displacement-list",
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
        "needs": todos.needs_you(scene),
        "may_plan": bool(scene.where(Capability.PLAN_SHIFTS)),
        "may_close": unit is not None and may_in(actor, Capability.CLOSE_PLACE, unit),
    }
    return render(request, "coordination/today/today.html", context)


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """Sessions that begin soon and need people, and whom a message did not reach."""
    actor = acting(request)
    if actor.membership is None or actor.membership.area_id:
        raise PermissionDenied("role_may_not")
    now = clock.now()
    rows = calls.to_phone(failed_deliveries(actor, now), actor.membership.zone)
    return render(
        request,
        "coordination/today/call_list.html",
        {
            "rows": rows,
            "sessions": ring_round(scene_of(actor, now)),
            "offers": offers_to_phone(actor, activities_of(actor), now),
            "back_url": reverse("coordination:today"),
        },
    )


@require_POST
def phoned(request: Request, pk: int) -> HttpResponse:
    """Somebody of the call list was told by telephone, or not after all."""
    actor, now = acting(request), clock.now()
    rows = list(failed_deliveries(actor, now).filter(person_id=pk))
    if not rows:
        raise Http404
    phoning.tick_phoned(
        person=Person.objects.get(pk=pk), deliveries=rows, user=request.user, now=now,
        is_reached=request.POST.get("reached") != "no", side=actor.party,
    )  # fmt: skip
    return redirect(reverse("coordination:call-list") + "#call-list")


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, key: str) -> HttpResponse:
    """One line of "Needs you": not now, or somebody else. Whoever may not see it finds nothing."""
    actor = acting(request)
    if actor.membership is None or actor.membership.area_id:
        raise PermissionDenied("role_may_not")
    scene = scene_of(actor, clock.now())
    shown = todos.find(scene, key)
    if shown is None:
        messages.info(request, _("That is done already, or it waits for others now."))
        return redirect("coordination:today")
    people = todos.colleagues_for(scene, shown.line)
    form = LineForm(request.POST or None, colleagues=people)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _act(scene, shown, form.cleaned_data))
        return redirect("coordination:today")
    context = {
        "shown": shown,
        "later": LATER.items(),
        "colleagues": [(one.pk, colleague(one)) for one in people],
        "back_url": reverse("coordination:today"),
    }
    return render(request, "coordination/today/line.html", context)


def _act(scene: Scene, shown: todos.Shown, wish: dict[str, Any]) -> str:
    """Do what was pressed, and say so in a sentence."""
    hat, key = scene.actor.membership, shown.line.key
    assert hat is not None  # noqa: S101 the view asked
    if wish["to"]:
        asides.give(hat=hat, key=key, to=wish["to"], now=scene.now)
        return _("%(name)s sees to it now.") % {"name": colleague(wish["to"])}
    if wish["later"]:
        until = back_on(Later(wish["later"]), scene.today)
        asides.put_aside(user=hat.user, key=key, until_on=until, now=scene.now)
        return _("Put aside. It stands below under “Put aside” until then.")
    asides.show_again(user=hat.user, key=key)
    if shown.is_given:
        asides.take_back(hat=hat, key=key)
    return _("It waits for you again.")
