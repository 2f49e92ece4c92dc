"""Whom to ring for a task: each side keeps its own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careshare import clock
from careshare.errors import Reason
from coordination.activities.models import Activity
from coordination.arrangements.access import Record, require, takes_part, today_at
from coordination.arrangements.forms import ContactForm
from coordination.arrangements.models import TaskContact
from coordination.arrangements.services.contacts import add_contact, end_contact
from coordination.planning.views.pages import fetch, posted
from coordination.planning.words.contacts import contact_lines
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task


def _fetch_own(request: HttpRequest, pk: int) -> tuple[Activity, Record, Actor]:
    """An activity in which one's side takes part, under a role that speaks for it; else 403."""
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.PROPOSE, record)
    if not takes_part(actor, record):
        raise PermissionDenied(Reason("not_a_party_here"))
    return activity, record, actor


@require_http_methods(["GET", "HEAD", "POST"])
def task_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = _fetch_own(request, pk)
    tasks = [task for task in Task if actor.party in record.holder(task).parties]
    form = ContactForm(
        posted(request),
        tasks=tasks,
        area=activity.unit.area,
        initial={"task": request.GET.get("task", "schedule")},
    )
    if request.method == "POST" and form.is_valid():
        add_contact(
            activity=activity, party=actor.party, values=form.values, user=request.user,
            now=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Saved. Messages name this contact from now on."))
        return redirect("coordination:task-contacts", pk)
    today = today_at(activity, clock.now())
    own = TaskContact.objects.valid_on(today).filter(activity=activity, party=actor.party)
    context = {"activity": activity, "form": form, "lines": contact_lines(own, tasks)}
    return render(request, "coordination/arrangements/contacts.html", context)


@require_POST
def task_contact_end(request: HttpRequest, pk: int, contact_pk: int) -> HttpResponse:
    activity, _record, actor = _fetch_own(request, pk)
    own = TaskContact.objects.filter(activity=activity, party=actor.party)
    end_contact(contact=get_object_or_404(own, pk=contact_pk), user=request.user, now=clock.now())
    messages.success(request, _("Messages name this contact no longer."))
    return redirect("coordination:task-contacts", pk)
