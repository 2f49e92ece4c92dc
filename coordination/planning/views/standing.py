"""Who comes every time to a series: put somebody down, note a pause or that it is given back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from coordination.arrangements.access import record_of, require
from coordination.planning.access.standing import placeable_in
from coordination.planning.forms.standing import PauseForm, StandForm
from coordination.planning.services.deciding import still_allowed
from coordination.planning.views.shifts import asking
from coordination.shifts.models import Series
from coordination.signups import services
from coordination.signups.access import regular_times
from coordination.signups.models import Standing
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
def series_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a person whom one sees down for every time; says on which days it did not work."""
    rows = Series.objects.visible_to(request.user).select_related("activity__unit__area__policy")
    series, actor = get_object_or_404(rows, pk=pk), acting(request)
    require(actor, Capability.PLACE_PEOPLE, record_of(series.activity))
    form = StandForm(request.POST or None, people=placeable_in(actor, series))
    if request.method == "POST" and form.is_valid():
        try:
            ask = asking(request, Capability.PLACE_PEOPLE)
            with still_allowed(series.activity, ask) as verdict:
                outcome = services.stand(
                    series=series, user=request.user, now=clock.now(), is_placed=True,
                    side=verdict.party, **form.cleaned_data,
                )  # fmt: skip
            said = _("%(name)s is put down for %(made)s days; on %(missed)s it did not work.")
            messages.success(request, said % {"name": outcome.standing.person.name,
                "made": len(outcome.made), "missed": len(outcome.missed)})  # fmt: skip
            return redirect("coordination:series-detail", pk)
        except Refused as refused:
            form.add_refusal(refused)
    return render(request, "coordination/shifts/stand.html", {"form": form, **_about(series)})


@require_http_methods(["GET", "HEAD", "POST"])
def standing_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody rang: pauses, comes again, or gives the regular time back."""
    seen = Series.objects.visible_to(request.user)
    rows = Standing.objects.for_pages().live().filter(series__in=seen)
    standing, actor = get_object_or_404(rows, pk=pk), acting(request)
    verdict = require(actor, Capability.NOTE_CALL, record_of(standing.series.activity))
    form = PauseForm(request.POST if request.POST.get("act") == "pause" else None)
    if request.method == "POST" and (form.is_valid() or not form.is_bound):
        try:
            _act(request, standing, form, verdict.party)
            return redirect("coordination:series-detail", standing.series_id)
        except Refused as refused:
            form.add_refusal(refused, "until")
    regular = regular_times([standing], clock.now())[0]
    context = {"form": form, "regular": regular, **_about(standing.series)}
    return render(request, "coordination/shifts/standing.html", context)


def _act(request: HttpRequest, standing: Standing, form: PauseForm, side: str) -> None:
    name = {"name": standing.person.name}
    now, user, act = clock.now(), request.user, request.POST.get("act")
    if act == "pause":
        until = form.cleaned_data["until"]
        services.pause(standing=standing, until=until, user=user, now=now, side=side)
        messages.success(request, _("Noted: %(name)s pauses.") % name)
    elif act == "resume":
        services.resume(standing=standing, user=user, now=now, side=side)
        messages.success(request, _("Noted: %(name)s comes again.") % name)
    elif act == "end":
        services.hand_back(standing=standing, user=user, now=now, side=side)
        messages.success(request, _("Noted: %(name)s no longer comes every time.") % name)


def _about(series: Series) -> dict[str, object]:
    url = reverse("coordination:series-detail", args=[series.pk])
    return {"series": series, "back_url": url, "cancel_url": url,
            "back_label": f"{series.activity.name}, {series.starts:%H:%M}"}  # fmt: skip
