"""Making and changing an activity, and what is asked of its volunteers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careshare import clock
from careshare.errors import Reason
from coordination.activities.forms import (
    ActivityCreateForm,
    ActivityEditForm,
    ClassifyForm,
    OneOffForm,
    RequirementForm,
)
from coordination.activities.models import Activity
from coordination.activities.services import add_requirement, change_activity, end_requirement
from coordination.arrangements.access import require
from coordination.planning.services.starting import start_activity, start_one_off, usual_texts
from coordination.planning.views.pages import fetch, own_name, own_unit, posted, requirements_of
from coordination.planning.words import activities as words
from coordination.shifts.rules import Wish
from volunteers.memberships.access import Actor, acting
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
def activity_create(request: HttpRequest) -> HttpResponse:
    unit = own_unit(request)
    if unit is None:
        raise PermissionDenied(Reason("role_may_not"))
    form = ActivityCreateForm(
        posted(request), unit=unit, initial={"type": request.GET.get("type", "")}
    )
    if request.method == "POST":
        activity = form.attempt(
            lambda: start_activity(
                unit=unit,
                values=form.values,
                user=request.user,
                now=clock.now(),
                form_uuid=form.cleaned_data["form_uuid"],
            )
        )
        if activity is not None:
            messages.success(request, _("%(name)s is made.") % {"name": activity.name})
            return redirect("coordination:activity-detail", activity.pk)
    context = {"form": form, "unit": unit, "title": _("New activity")}
    return render(request, "coordination/activities/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_create_one_off(request: HttpRequest) -> HttpResponse:
    unit, actor = own_unit(request), acting(request)
    if unit is None:
        raise PermissionDenied(Reason("role_may_not"))
    form = OneOffForm(posted(request), unit=unit)
    if request.method == "POST":
        activity = form.attempt(lambda: _one_off(form, unit, actor))
        if activity is not None:
            text = _("%(name)s is planned. Publish it when it looks right.")
            messages.success(request, text % {"name": activity.name})
            return redirect("coordination:activity-detail", activity.pk)
    texts = usual_texts(unit, own_name(actor))
    context = {"form": form, "unit": unit, "facts": words.facts(Activity(unit=unit, **texts)),
               "texts": texts}  # fmt: skip
    return render(request, "coordination/activities/one_off.html", context)


def _one_off(form: OneOffForm, unit: Any, actor: Actor) -> Activity:
    values = form.cleaned_data
    starts, ends = values["times"]
    return start_one_off(
        unit=unit,
        values={"type": values["type"], "name": values["name"]},
        wish=Wish(values["on"], starts, ends, values["places"], values["places"]),
        user=actor.user,
        user_name=own_name(actor),
        now=clock.now(),
        form_uuid=values["form_uuid"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    verdict = require(actor, Capability.EDIT_ACTIVITY, record)
    return _edit(request, activity, ActivityEditForm, verdict.party, "activity.changed")


@require_http_methods(["GET", "HEAD", "POST"])
def activity_classify(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    verdict = require(actor, Capability.CLASSIFY, record)
    return _edit(request, activity, ClassifyForm, verdict.party, "activity.classified")


def _edit(
    request: HttpRequest, activity: Activity, form_class: Any, side: str, action: str
) -> HttpResponse:
    form = form_class(posted(request), instance=activity)
    name = activity.name  # a bound form writes into its instance
    if request.method == "POST":
        done = form.attempt(
            lambda: change_activity(
                activity=activity,
                opened=form.opened,
                values=form.values,
                user=request.user,
                now=clock.now(),
                side=side,
                action=action,
            )
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("coordination:activity-detail", activity.pk)
    title = _("Change %(name)s") % {"name": name}
    context = {"form": form, "activity": activity, "title": title, "name": name}
    return render(request, "coordination/activities/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def requirement_create(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    side = require(actor, Capability.EDIT_ACTIVITY, record).party
    form = RequirementForm(posted(request))
    if request.method == "POST":
        done = form.attempt(
            lambda: add_requirement(
                activity=activity,
                values=form.values,
                user=request.user,
                now=clock.now(),
                side=side,
            )
        )
        if done is not None:
            messages.success(request, _("Added to what is asked for."))
            return redirect("coordination:activity-detail", pk)
    context = {"form": form, "activity": activity, "requirements": requirements_of(activity)}
    return render(request, "coordination/activities/requirement.html", context)


@require_POST
def requirement_end(request: HttpRequest, pk: int, requirement_pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    side = require(actor, Capability.EDIT_ACTIVITY, record).party
    requirement = get_object_or_404(activity.requirements.all(), pk=requirement_pk)
    end_requirement(requirement=requirement, user=request.user, now=clock.now(), side=side)
    messages.success(request, _("No longer asked for."))
    return redirect("coordination:activity-detail", pk)
