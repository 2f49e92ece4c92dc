"""Who leads what is left to the volunteers: the host unit names one of them for each task."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from coordination.activities.models import Activity, LeadingVolunteer
from coordination.planning.access.leading import leading_of, may_name, who_could_lead
from coordination.planning.forms.leading import LeadersForm
from coordination.planning.services.deciding import still_allowed
from coordination.planning.services.leading import name_leaders
from coordination.planning.views.pages import fetch, posted
from volunteers.memberships.access import Actor


@require_http_methods(["GET", "HEAD", "POST"])
def leaders(request: HttpRequest, pk: int) -> HttpResponse:
    """One form for every task that the record leaves to the volunteers."""
    activity, record, actor = fetch(request, pk)
    if not (verdict := may_name(actor, record)):
        raise PermissionDenied(*verdict.reasons)
    leading, people = leading_of(record, clock.now()), list(who_could_lead(actor, activity))
    form = LeadersForm(posted(request), leading=leading, people=people)
    done = form.attempt(lambda: _name(form, activity, actor))
    if done is not None:
        _say(request, done)
        return redirect("coordination:activity-detail", pk)
    context = {"activity": activity, "form": form, "tasks": leading.tasks, "people": people}
    return render(request, "coordination/arrangements/leaders.html", context)


def _name(form: LeadersForm, activity: Activity, actor: Actor) -> list[LeadingVolunteer]:
    with still_allowed(activity, partial(may_name, actor)):
        return name_leaders(
            activity=activity, chosen=form.chosen, from_on=form.from_day,
            opened=form.cleaned_data["version"], actor=actor, now=clock.now(),
        )  # fmt: skip


def _say(request: HttpRequest, begun: list[LeadingVolunteer]) -> None:
    """Saved; and whom no letter reaches."""
    messages.success(request, _("Saved. Whoever is concerned is told."))
    silent = {one.person.name for one in begun if not one.person.is_reachable_by_mail}
    for name in sorted(silent):
        messages.warning(request, _("%(name)s has no e-mail: please ring.") % {"name": name})
