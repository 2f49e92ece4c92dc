"""The address of a screen on the wall, and what the screen shows. No log-in and no cookie there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from careshare import clock
from careshare.errors import Refused
from careshare.limits import limited
from coordination.roster.forms import ScreenForm
from coordination.roster.models import WallScreen
from coordination.roster.services.screens import make_screen, screen_by, stop_screen
from coordination.roster.services.wall import language_of, wall_of
from coordination.shifts.words import long_day
from volunteers.memberships.access import acting, require_in, visible_units
from volunteers.memberships.rules import Capability


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wall_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the address of a unit's screen, and read it this once."""
    unit = get_object_or_404(visible_units(request.user), pk=pk)
    require_in(acting(request), Capability.RUN_SCREEN, unit)
    form, address, now = ScreenForm(request.POST or None), "", clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            uuid = form.cleaned_data["form_uuid"]
            token = make_screen(unit=unit, user=request.user, now=now, form_uuid=uuid)
            address = f"{settings.SITE_URL}{reverse('coordination:wall', args=[token])}"
        except Refused as refused:
            form.add_refusal(refused)
    screen = WallScreen.objects.live().filter(unit=unit).first()
    context = {
        "unit": unit,
        "form": form,
        "address": address,
        "screen": screen,
        "made_on": long_day(screen.made_at.astimezone(unit.zone).date()) if screen else "",
    }
    return render(request, "coordination/roster/screen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def wall_screen_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the address show nothing from now on, after asking once more."""
    screen = get_object_or_404(WallScreen.objects.visible_to(request.user), pk=pk)
    require_in(acting(request), Capability.RUN_SCREEN, screen.unit)
    if request.method == "POST":
        stop_screen(screen=screen, user=request.user, now=clock.now())
        messages.success(request, _("The address is stopped. The screen shows nothing any more."))
        return redirect("coordination:wall-screen", screen.unit_id)
    back = reverse("coordination:wall-screen", args=[screen.unit_id])
    context = {
        "title": _("Stop the address of this screen?"),
        "text": _(
            "Every screen with this address shows nothing from its next turn on. You can make a"
            " new address at once."
        ),
        "confirm_label": _("Stop the address"),
        "danger": True,
        "cancel_url": back,
        "back_url": back,
        "back_label": _("Screen on the wall"),
    }
    return render(request, "components/confirm_page.html", context)


def _asking_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a screen that was turned away come back by itself: nobody stands there to press."""

    @wraps(view)
    def asked(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        if "Retry-After" in response:
            response["Refresh"] = response["Retry-After"]
        return response

    return asked


@login_not_required
@_asking_again
@limited("wall_screen")
@never_cache
@require_safe
def wall(_request: HttpRequest, token: str) -> HttpResponse:
    """Today and the coming days in large type; 404 where the address is none or was stopped.

    It asks anew by a header, not by a meta element, which readers of screens would trip over.
    Drawn without the request: whoever is logged in here leaves no trace on the wall.
    """
    screen = screen_by(token)
    if screen is None:
        gone = render_to_string("coordination/roster/wall_gone.html")
        return _for_walls(HttpResponse(gone, status=404))
    unit = screen.unit
    with translation.override(language_of(unit)):
        context = {"wall": wall_of(unit, clock.now()), "minutes": unit.area.policy.wall_minutes}
        response = HttpResponse(render_to_string("coordination/roster/wall.html", context))
    response["Refresh"] = str(unit.area.policy.wall_minutes * 60)
    return _for_walls(response)


def _for_walls(response: HttpResponse) -> HttpResponse:
    """Found by no search, and its address told to nobody."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
