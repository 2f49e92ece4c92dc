"""Hours that volunteers added: count them, or say why not."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.activities.models import Activity
from coordination.arrangements.access import Record, Verdict, may, record_of
from coordination.planning.access.waiting import Staff, hours_case
from coordination.planning.forms.own_hours import DeclineHoursForm
from coordination.planning.services.deciding import Ask
from coordination.planning.services.stepping import stepping_in_for_hours
from coordination.planning.views.shifts import tell
from coordination.signups.access.own_hours import added
from coordination.signups.models import AddedHours
from coordination.signups.services import approve_hours, decline_hours
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


def _asking(request: HttpRequest, activity: Activity, made_at: datetime | None) -> Ask:
    """Whether one records attendance there, or may step in for hours that wait since then."""
    actor, now = acting(request), clock.now()

    def ask(record: Record) -> Verdict:
        case = None
        if made_at is not None:
            case = Staff([record], now).case(hours_case(activity, made_at), record)
        return may(actor, Capability.APPROVE_HOURS, record, case=case, now=now)

    return ask


def _require(request: HttpRequest, activity: Activity, made_at: datetime | None) -> Ask:
    """The same question, answered with yes; else 403."""
    ask = _asking(request, activity, made_at)
    if not (verdict := ask(record_of(activity))):
        raise PermissionDenied(*verdict.reasons)
    return ask


@require_safe
def added_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits on one activity, the oldest first."""
    rows = Activity.objects.visible_to(request.user).select_related("unit__area__policy")
    activity = get_object_or_404(rows, pk=pk)
    waiting = AddedHours.objects.visible_to(request.user).waiting().filter(activity=activity)
    first = waiting.order_by("made_at").values_list("made_at", flat=True).first()
    _require(request, activity, first)
    context = {
        "activity": activity,
        "added": added(waiting.order_by("starts_at", "pk")),
        "back_url": reverse("coordination:today"),
    }
    return render(request, "coordination/signups/added_hours.html", context)


@require_POST
def hours_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: they count from now on."""
    row = get_object_or_404(AddedHours.objects.visible_to(request.user), pk=pk)
    ask = _require(request, row.activity, row.made_at)
    now = clock.now()
    try:
        with stepping_in_for_hours(ask, row=row, user=request.user, now=now) as verdict:
            approve_hours(row=row, user=request.user, side=verdict.party, now=now)
        said = _("The hours of %(name)s are counted.")
        messages.success(request, said % {"name": row.person.first_name})
    except Refused as refused:
        tell(request, refused)
    return redirect("coordination:added-hours", row.activity_id)


@require_http_methods(["GET", "HEAD", "POST"])
def hours_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why, from a list; the volunteer is told."""
    row = get_object_or_404(AddedHours.objects.visible_to(request.user), pk=pk)
    ask = _require(request, row.activity, row.made_at)
    form = DeclineHoursForm(request.POST or None)
    back = reverse("coordination:added-hours", args=[row.activity_id])
    context = {
        "title": _("Not count the hours of %(name)s?") % {"name": row.person.name},
        "text": added([row])[0].when,
        "confirm_label": _("Do not count them"),
        "cancel_url": back,
        "form": form,
        "danger": True,
    }
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            with stepping_in_for_hours(ask, row=row, user=request.user, now=now) as verdict:
                decline_hours(row=row, reason=form.cleaned_data["reason"], user=request.user,
                              side=verdict.party, now=now)  # fmt: skip
            messages.success(request, _("%(name)s is told.") % {"name": row.person.first_name})
            return redirect(back)
        except Refused as refused:
            context["reasons"] = [say(one) for one in refused.reasons]
    return render(request, "components/confirm_page.html", context)
