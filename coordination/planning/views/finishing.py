"""Ending an activity: what ends with it first, then the end; taking it back; opening it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import refuse_if
from careshare.sentences import say
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState, WhyEnded, reasons_against_ending
from coordination.arrangements.access import Record, sees_names, today_at
from coordination.planning.access.finishing import Finish, may_end, what_ends
from coordination.planning.access.series import limits_of
from coordination.planning.forms.finishing import EndActivityForm
from coordination.planning.services import finishing
from coordination.planning.views.pages import fetch, posted
from coordination.planning.words import finishing as words
from volunteers.memberships.access import Actor


def _fetch(request: HttpRequest, pk: int) -> tuple[Activity, Record, Actor, str]:
    """An activity that one may end, and for which side; else 404 or 403."""
    activity, record, actor = fetch(request, pk)
    verdict = may_end(actor, record)
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    return activity, record, actor, verdict.party


@require_http_methods(["GET", "HEAD", "POST"])
def activity_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the last day, show what ends with it, end it: nothing changes before that."""
    activity, record, actor, side = _fetch(request, pk)
    form, is_told = _form(request, activity), "confirm" in request.POST
    done = form.attempt(lambda: _end(form, activity, record, actor, side if is_told else ""))
    if isinstance(done, Activity):
        messages.success(request, _said(done))
        return redirect("coordination:activity-detail", pk)
    against = _against(activity, today_at(activity, clock.now()))
    context = {"activity": activity, "form": form, "reasons": [say(one) for one in against]}
    if done is None or against:
        return render(request, "coordination/activities/end.html", context)
    context |= {"lines": words.finish_lines(done), "affected": done.affected,
                "day": words.long(form.cleaned_data["last_on"])}  # fmt: skip
    return render(request, "coordination/activities/end_confirm.html", context)


def _form(request: HttpRequest, activity: Activity) -> EndActivityForm:
    """As it is opened; with `change` pressed as it was filled in, to be put right."""
    initial: dict[str, Any] = {"last_on": today_at(activity, clock.now())}
    sent = posted(request)
    if sent is not None and "change" in sent:
        initial, sent = {name: sent.get(name) for name in EndActivityForm.base_fields}, None
    return EndActivityForm(sent, initial=initial)


def _end(
    form: EndActivityForm, activity: Activity, record: Record, actor: Actor, side: str
) -> Activity | Finish:
    """End it where the reader has seen what ends with it; else what that is."""
    now, last_on = clock.now(), form.cleaned_data["last_on"]
    if side:
        return finishing.end_activity(
            activity=activity, last_on=last_on, why=WhyEnded(form.cleaned_data["why"]),
            user=actor.user, now=now, side=side,
        )  # fmt: skip
    refuse_if(_against(activity, last_on))
    return what_ends(activity, last_on, now, sees_names=sees_names(actor, record))


def _against(activity: Activity, last_on: Any) -> list[Any]:
    today = today_at(activity, clock.now())
    latest = limits_of(activity).latest(today)
    return reasons_against_ending(
        state=activity.state, ends_on=activity.ends_on, last_on=last_on, today=today, latest=latest
    )


def _said(activity: Activity) -> str:
    if activity.state == ActivityState.ENDED:
        return _("It has ended. Its hours and its history stay.")
    assert activity.ends_on is not None  # noqa: S101 the service said it
    return _("It ends on %(day)s. Everybody concerned is told.") % {
        "day": words.long(activity.ends_on)
    }


@require_http_methods(["GET", "HEAD", "POST"])
def activity_end_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    activity, _record, _actor, side = _fetch(request, pk)
    if request.method == "POST":
        finishing.take_end_back(activity=activity, user=request.user, now=clock.now(), side=side)
        messages.success(request, _("It goes on. Plan new sessions where some were cancelled."))
        return redirect("coordination:activity-detail", pk)
    return _ask_once_more(
        request, activity,
        title=_("Let %(name)s go on?") % {"name": activity.name},
        text=_(
            "Sessions that were cancelled stay cancelled, as people were told: plan new ones. Both"
            " sides are told that it goes on."
        ),
        confirm_label=_("Let it go on"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def activity_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    activity, _record, _actor, side = _fetch(request, pk)
    if request.method == "POST":
        finishing.reopen(activity=activity, user=request.user, now=clock.now(), side=side)
        messages.success(request, _("Open again, as a draft. Plan sessions, then publish it."))
        return redirect("coordination:activity-detail", pk)
    return _ask_once_more(
        request, activity,
        title=_("Open %(name)s again?") % {"name": activity.name},
        text=_(
            "It becomes a draft that volunteers do not see yet. Who does what holds as it was"
            " agreed. Its sessions do not come back, and nobody comes every time any more: plan new"
            " ones, then publish it."
        ),
        confirm_label=_("Open it again"),
    )  # fmt: skip


def _ask_once_more(request: HttpRequest, activity: Activity, **words: str) -> HttpResponse:
    """A page with one button, and the way back to the activity."""
    back = reverse("coordination:activity-detail", args=[activity.pk])
    context = {**words, "cancel_url": back, "back_url": back, "back_label": activity.name}
    return render(request, "components/confirm_page.html", context)
