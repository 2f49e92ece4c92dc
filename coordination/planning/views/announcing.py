"""Writing to all volunteers of an activity: written, looked at, sent, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.limits import refuse_too_often
from coordination.activities.models import Activity, Announcement
from coordination.activities.rules.announcements import Audience, Purpose
from coordination.activities.words.announcements import PURPOSES
from coordination.arrangements.access import record_of, require, takes_part
from coordination.planning.access.announcing import CAPABILITY, recipients
from coordination.planning.forms.announcing import AnnouncementForm
from coordination.planning.services.announcing import announce, take_back
from coordination.planning.views.pages import fetch, posted
from coordination.planning.words.announcing import announcement_lines, preview, reached_sentence
from volunteers.memberships.access import acting

SHOWN = 5  # of those written before
PAGES = {
    Purpose.INFORM: "coordination:activity-write",
    Purpose.THANK: "coordination:activity-thank",
}


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_create(request: HttpRequest, pk: int, purpose: Purpose) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    require(actor, CAPABILITY[purpose], record)
    form, now = AnnouncementForm(posted(request), purpose=purpose), clock.now()
    context: dict[str, Any] = {"activity": activity, "title": PURPOSES[purpose], "form": form}
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        values = form.cleaned_data | {"audience": Audience(form.cleaned_data["audience"])}
        people = list(recipients(activity, values["audience"], now))
        if "confirm" in request.POST:
            try:
                refuse_too_often("message_many", request.user)
                announce(activity=activity, purpose=purpose, actor=actor, now=now, **values)
            except Refused as refused:
                form.add_refusal(refused)
            else:
                messages.success(request, reached_sentence(people, is_sent=True))
                return redirect(PAGES[purpose], activity.pk)
        context |= preview(values["text"], people)
    rows = activity.announcements.select_related("made_by", "activity__unit__area__policy")
    context["earlier"] = announcement_lines(rows.order_by("-made_at")[:SHOWN], record.names, now)
    context["back_url"] = reverse("coordination:activity-detail", args=[pk])
    return render(request, "coordination/activities/write.html", context)


@require_POST
def announcement_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Activity.objects.visible_to(request.user)
    rows = Announcement.objects.filter(activity__in=seen)
    row = get_object_or_404(rows.select_related("activity__unit__area__policy"), pk=pk)
    record, actor = record_of(row.activity), acting(request)
    if not takes_part(actor, record):
        raise PermissionDenied("role_may_not")
    require(actor, CAPABILITY[Purpose(row.purpose)], record)
    take_back(row=row, actor=actor, now=clock.now())
    messages.success(request, _("Taken back: nobody gets it."))
    return redirect(PAGES[Purpose(row.purpose)], row.activity_id)
