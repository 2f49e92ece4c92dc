"""How many are needed and fit on a session, and as what."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused, Stale
from coordination.planning.forms.places import PlacesForm
from coordination.planning.services.places import change_places
from coordination.planning.services.stepping import stepping_in
from coordination.planning.views.shifts import about, asking_on, fetch, require_on
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
def shift_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change positions and numbers; where more come than would fit, it asks whom to move."""
    shift, record = fetch(request, pk)
    require_on(request, Capability.PLAN_SHIFTS, shift, record)
    now = clock.now()
    form = PlacesForm(request.POST or None, shift=shift, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            ask = asking_on(request, Capability.PLAN_SHIFTS, shift)
            with stepping_in(ask, shift=shift, user=request.user, now=now) as verdict:
                change_places(
                    shift=shift, wish=form.wish, opened=form.cleaned_data["version"],
                    user=request.user, now=now, side=verdict.party,
                )  # fmt: skip
            messages.success(request, _("The numbers are changed."))
            return redirect("coordination:shift-detail", pk)
        except Refused as refused:
            form.add_places_refusal(refused)
            if isinstance(refused, Stale):
                form.show_current()
    return render(request, "coordination/shifts/change.html", {**about(shift), "form": form})
