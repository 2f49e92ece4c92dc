"""Publishing, back to draft, open to partners."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import require
from coordination.planning.access.troubles import troubles_of
from coordination.planning.services import publishing
from coordination.planning.views.pages import fetch
from coordination.planning.words.troubles import trouble_lines
from volunteers.memberships.rules import Capability


@require_POST
def activity_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish; what is not sorted out between the sides is shown first, and stops nobody."""
    activity, record, actor = fetch(request, pk)
    side = require(actor, Capability.PUBLISH, record).party
    now = clock.now()
    is_asked = activity.state == ActivityState.DRAFT and "seen" not in request.POST
    found = troubles_of([activity], now, {pk: record})[pk] if is_asked else []
    if found and not publishing.missing(record, now):
        context = {
            "activity": activity,
            "troubles": trouble_lines(activity, found, record.names),
        }
        return render(request, "coordination/activities/publish.html", context)
    try:
        publishing.publish(activity=activity, user=request.user, now=now, side=side)
    except Refused:
        messages.error(request, _("Not published: look at what is missing."))
        return redirect(f"{reverse('coordination:activity-detail', args=[pk])}#missing")
    messages.success(request, _("Published. Volunteers can find it now."))
    return redirect("coordination:activity-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_pause(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    side = require(actor, Capability.PUBLISH, record).party
    back = reverse("coordination:activity-detail", args=[pk])
    if request.method == "POST":
        publishing.pause(activity=activity, user=request.user, now=clock.now(), side=side)
        messages.success(request, _("Back to draft. Nobody new can sign up."))
        return redirect(back)
    context = {
        "title": _("Take %(name)s back to draft?") % {"name": activity.name},
        "text": _("Nobody new can sign up then. Everybody who has signed up still comes."),
        "confirm_label": _("Back to draft"),
        "cancel_url": back,
        "back_url": back,
        "back_label": activity.name,
    }
    return render(request, "components/confirm_page.html", context)


@require_POST
def activity_open(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.OPEN_TO_PARTNERS, record)
    is_open = request.POST.get("open") == "1"
    publishing.set_open(activity=activity, is_open=is_open, user=request.user, now=clock.now())
    opened = _("Open: organisations in the area see it and can offer to help.")
    messages.success(request, opened if is_open else _("No longer open to partners."))
    return redirect("coordination:activity-detail", pk)
