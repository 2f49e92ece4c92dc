"""Telling of a hard day, or that something was not right, from the page of one's own time."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.arrangements.access import record_of
from coordination.finding.access import own_times
from coordination.finding.views.entering import for_volunteer
from coordination.planning.access.raising import in_danger, readers_of
from coordination.planning.forms.raising import RaiseForm
from coordination.planning.words.raising import told, who_reads
from coordination.signups.rules.raised import RaisedKind, reasons_against_telling
from coordination.signups.services import raise_about
from coordination.signups.words.raised import KINDS
from volunteers.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@for_volunteer
def tell(
    request: HttpRequest, person: Person, public_id: uuid.UUID, kind: RaisedKind
) -> HttpResponse:
    """Once the session has begun, whoever had a place tells; whoever holds the task is told."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    shift, now = sign_up.shift, clock.now()
    record = record_of(shift.activity)
    readers = readers_of(kind, record, now)
    form = RaiseForm(request.POST or None, kind=kind, by_volunteer=True)
    back = reverse("coordination:my-time", args=[public_id])
    against = reasons_against_telling(sign_up.state, has_begun=shift.starts_at <= now)
    if request.method == "POST" and not against and form.is_valid():
        try:
            raise_about(shift=shift, kind=kind, user=request.user, person=person, now=now,
                        **form.said)  # fmt: skip
            messages.success(request, told(readers))
            return redirect(back)
        except Refused as refused:
            form.add_refusal(refused)
    context = {"title": KINDS[kind], "form": form, "confirm_label": _("Send it"),
               "text": who_reads(readers, in_danger(record, shift, now)),
               "reasons": [say(one) for one in against], "cancel_url": back}  # fmt: skip
    return render(request, "components/confirm_page.html", context)
