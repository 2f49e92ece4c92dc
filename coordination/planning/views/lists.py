"""Whether a unit's list of activities is complete: its manager says so, and can take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.once import OnceField
from coordination.activities.models import ListConfirmation
from coordination.activities.services import confirm_list, unconfirm_list
from volunteers.memberships.access import Actor, acting, may_in, require_in, visible_units
from volunteers.memberships.rules import Capability
from volunteers.places.models import CareUnit


class ConfirmForm(forms.Form):
    """One press."""

    form_uuid = OnceField()


@dataclass(frozen=True)
class Completeness:
    """What the list says about itself to whoever may confirm it."""

    unit: CareUnit
    form: ConfirmForm
    months: int
    confirmed_at: datetime | None


def completeness(actor: Actor, now: datetime) -> Completeness | None:
    """For the unit's manager only; one query."""
    unit = actor.membership.unit if actor.membership else None
    if unit is None or not may_in(actor, Capability.CONFIRM_LIST, unit):
        return None
    last = ListConfirmation.objects.standing().filter(unit=unit).order_by("-at").first()
    months = unit.area.policy.list_confirmed_months
    at: Any = last.at.astimezone(unit.zone) if last else None
    return Completeness(unit, ConfirmForm(), months, at)


@require_POST
def list_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, or with `undo` take it back."""
    unit = get_object_or_404(visible_units(request.user), pk=pk)
    require_in(acting(request), Capability.CONFIRM_LIST, unit)
    form, now = ConfirmForm(request.POST), clock.now()
    if "undo" in request.POST:
        unconfirm_list(unit=unit, user=request.user, now=now)
        messages.success(request, _("Taken back: the list does not count as complete."))
    elif form.is_valid():
        confirm_list(
            unit=unit, user=request.user, now=now, form_uuid=form.cleaned_data["form_uuid"]
        )
        messages.success(request, _("Thank you. The reports now count this care unit's list."))
    return redirect("coordination:activity-list")
