"""For anybody: suggest an activity to a place that wishes it, and see how it goes. No log-in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.limits import limited
from coordination.initiatives import services
from coordination.initiatives.access import by_token, own_path
from coordination.initiatives.forms import SuggestionForm
from coordination.initiatives.rules import Step, reasons_against
from coordination.planning.views.pages import posted
from coordination.planning.words import initiatives as words
from volunteers.places.models import CareUnit


@login_not_required
@limited("public_suggestion")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_create(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A plain form; 404 where the place takes none. Reads what `public()` allows."""
    units = CareUnit.objects.public()
    unit = get_object_or_404(units.select_related(None), public_id=public_id)
    form = SuggestionForm(posted(request), unit=unit)
    made = form.attempt(
        lambda: services.propose_initiative(
            unit=unit,
            values={**form.values, "language": translation.get_language() or ""},
            user=None,
            now=clock.now(),
            form_uuid=form.cleaned_data["form_uuid"],
        )
    )
    if made is not None:
        messages.success(request, _("Thank you. Your suggestion is sent."))
        return redirect(own_path(made))
    context = {"form": form, "unit_name": unit.name, "address": unit.address,
               "days": unit.area.policy.acknowledge_days}  # fmt: skip
    return render(request, "coordination/initiatives/suggest.html", context)


@login_not_required
@limited("token_link")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_own(request: HttpRequest, token: str) -> HttpResponse:
    """How one's suggestion stands, and one button: take it back. Opening it changes nothing."""
    initiative = by_token(token)
    if initiative is None:
        return render(request, "coordination/messages/unknown_link.html", status=404)
    if request.method == "POST":
        services.withdraw_initiative(initiative=initiative, user=None, now=clock.now())
        messages.success(request, _("Taken back. The care unit sees it."))
        return redirect("coordination:suggestion-own", token=token)
    context = {
        "initiative": initiative,
        "lead": words.detail_sentence(initiative, clock.now()),
        "state": words.state_chip(initiative),
        "idea": words.idea_facts(initiative),
        "steps": words.step_lines(initiative),
        "may_withdraw": not reasons_against(Step.WITHDRAW, initiative.state),
    }
    return render(request, "coordination/initiatives/own.html", context)
