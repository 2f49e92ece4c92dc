"""A unit asks an organisation to help; an organisation says what it wants to be asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Reason
from careshare.forms import row_id
from coordination.activities.models import Activity
from coordination.arrangements.access import Record, latest_record, require, today_at
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY, askable_tasks, organisation_id
from coordination.arrangements.services import Terms
from coordination.initiatives.access import partners_elsewhere, usual_tasks_of
from coordination.initiatives.forms import AskForm, WishesForm
from coordination.initiatives.models import UnwantedType
from coordination.initiatives.services import set_wishes
from coordination.planning.services import inviting
from coordination.planning.views.boards import offered_organisations, partner_terms
from coordination.planning.views.pages import fetch, own_organisation, posted
from coordination.planning.words import initiatives as words
from volunteers.memberships.access import Actor, acting, visible_organisations
from volunteers.memberships.rules import Capability, Task

AS_USUAL = "as_usual"
"""A press that asks for what the organisation usually does, without the form."""


@require_http_methods(["GET", "HEAD", "POST"])
def ask_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one organisation for some tasks: by a form, or in one press for its usual ones."""
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.PROPOSE, record)
    if actor.party != UNIT_PARTY:
        raise PermissionDenied(Reason("not_the_unit"))
    base = latest_record(activity)
    form = _form(request, activity, base, actor)
    version = form.attempt(lambda: _ask(request, activity, base, form))
    if version is not None:
        if version.is_open_at(clock.now()):  # an old form can lead to what was taken back since
            messages.success(request, _("Asked. Nothing changes until they have agreed."))
        return redirect("coordination:version-detail", version.pk)
    elsewhere = partners_elsewhere([activity], today_at(activity, clock.now()))[activity.pk]
    context = {
        "form": form,
        "activity": activity,
        "elsewhere": words.elsewhere_lines(elsewhere),
        "can_ask": form.has_somebody,
    }
    return render(request, "coordination/initiatives/ask.html", context)


def _form(request: HttpRequest, activity: Activity, base: Record, actor: Actor) -> AskForm:
    """Whom one may ask, with the tasks that the one whom the address names usually takes."""
    taking_part = {organisation_id(party) for party in base.names}
    unwanted = set(
        UnwantedType.objects.filter(type=activity.type_id).values_list("organisation_id", flat=True)
    )
    offered = {
        organisation_id(party) or 0: name
        for party, name in offered_organisations(actor, activity, base).items()
    }
    free = {pk: name for pk, name in offered.items() if pk not in taking_part | unwanted}
    named, tasks = row_id(request.GET.get("organisation", "")), askable_tasks(base.rows)
    usual = usual_tasks_of(named, activity.type_id, today_at(activity, clock.now()))
    start = [task for task in tasks if task in usual] or [Task.RECRUIT]
    initial = {"organisation": str(named), "tasks": [task.value for task in start]}
    sent = posted(request)
    if sent is not None and AS_USUAL in sent:
        form_uuid = sent.get("form_uuid", "")
        return AskForm({**initial, "form_uuid": form_uuid}, organisations=free, tasks=tasks)
    return AskForm(sent, organisations=free, tasks=tasks, initial=initial)


def _ask(request: HttpRequest, activity: Activity, base: Record, form: AskForm) -> Version:
    now = clock.now()
    return inviting.ask(
        activity=activity,
        organisation_id=int(form.cleaned_data["organisation"]),
        tasks=form.chosen_tasks,
        terms=replace(_terms(activity, base, now), message=form.cleaned_data["message"]),
        user=request.user,
        now=now,
        form_uuid=form.cleaned_data["form_uuid"],
    )


def _terms(activity: Activity, base: Record, now: datetime) -> Terms:
    """The usual ones; never before what was agreed for a later day, and with the people of that."""
    agreed = base.version
    if agreed is None:
        return partner_terms(activity.unit, now)
    usual = partner_terms(activity.unit, now, not_before=agreed.valid_from)
    return replace(usual, brings_people=agreed.brings_people, brings_from=agreed.brings_from)


def unasked(activity: Activity, coming: Record, now: Any) -> list[dict[str, Any]]:
    """R4 on the activity's page: who does this elsewhere, was not asked yet, did not offer it and
    has not agreed for a later day; five queries.

    Args:
        coming: what was agreed last.
    """
    found = partners_elsewhere([activity], today_at(activity, now))[activity.pk]
    waiting = Version.objects.open_at(now).filter(activity=activity).prefetch_related("parties")
    known = {one.organisation_id for version in waiting for one in version.parties.all()}
    known |= {organisation_id(party) for party in coming.names}
    return words.elsewhere_lines([one for one in found if one.organisation_id not in known])


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_wishes(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    if own_organisation(acting(request)) != organisation.pk:
        raise PermissionDenied(Reason("role_may_not"))
    here = organisation.in_areas.filter(wants_no_requests=False)
    initial = {
        "areas": list(here.values_list("area_id", flat=True)),
        "unwanted": list(organisation.unwanted_types.values_list("type_id", flat=True)),
    }
    form = WishesForm(posted(request), organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_wishes(
            organisation=organisation,
            areas=[area.pk for area in form.cleaned_data["areas"]],
            unwanted=[int(pk) for pk in form.cleaned_data["unwanted"]],
            user=request.user,
        )
        messages.success(request, _("Saved. Questions that are open stay open."))
        return redirect("coordination:partner-list")
    context = {"form": form, "organisation": organisation}
    return render(request, "coordination/initiatives/wishes.html", context)
