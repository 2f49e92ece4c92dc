"""My regular times: come every time, pause, give it back."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.finding.access import openable
from coordination.finding.forms import ComeForm
from coordination.finding.views.entering import for_volunteer
from coordination.messages.access import cards_of
from coordination.planning.forms.standing import OwnPauseForm
from coordination.signups import services
from coordination.signups.access import given_back, own_regular_times, regular_times
from coordination.signups.models import Standing
from volunteers.people.models import Person


@require_GET
@for_volunteer
def regular(request: HttpRequest, person: Person) -> HttpResponse:
    """All regular times, with the next days of each."""
    return render(request, "coordination/finding/regular.html", _page(person))


def _page(person: Person) -> dict[str, object]:
    found = regular_times(own_regular_times(person, clock.now()), clock.now())
    return {
        "person": person,
        "rows": [(one, OwnPauseForm(auto_id=f"id_{one.standing.pk}_%s")) for one in found],
        "given_back": given_back(person, clock.now()),
    }


@require_POST
@for_volunteer
def regular_join(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Come every time to what this session is one of."""
    shift = get_object_or_404(openable(person).for_pages(), public_id=public_id)
    series = get_object_or_404(shift.activity.series, pk=shift.series_id)
    form = ComeForm(request.POST)
    form.is_valid()
    try:
        outcome = services.stand(
            person=person, series=series, user=request.user, now=clock.now(),
            form_uuid=form.cleaned_data.get("form_uuid"),
        )  # fmt: skip
    except Refused as refused:
        card = cards_of([shift], clock.now())[shift.pk]
        context = {"card": card, "reasons": [say(one) for one in refused.reasons]}
        return render(request, "coordination/finding/gone.html", context, status=409)
    _tell(request, outcome)
    return redirect("coordination:regular-times")


def _tell(request: HttpRequest, outcome: services.Outcome) -> None:
    made = ngettext("You are put down for %(count)s day.", "You are put down for %(count)s days.",
                    len(outcome.made)) % {"count": len(outcome.made)}  # fmt: skip
    messages.success(request, f"{_('Thank you.')} {made}")
    if outcome.missed:
        missed = ngettext("On %(count)s day it did not work: read why below.",
                          "On %(count)s days it did not work: read why below.",
                          len(outcome.missed)) % {"count": len(outcome.missed)}  # fmt: skip
        messages.warning(request, missed)


def _own(person: Person, public_id: uuid.UUID) -> Standing:
    rows = Standing.objects.for_pages().filter(person=person)
    return get_object_or_404(rows, public_id=public_id)


@require_POST
@for_volunteer
def regular_pause(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Come again from a day on; or from now on."""
    standing, now = _own(person, public_id), clock.now()
    if "resume" in request.POST:
        _tell(request, services.resume(standing=standing, user=request.user, now=now))
        return redirect("coordination:regular-times")
    form = OwnPauseForm(request.POST, auto_id=f"id_{standing.pk}_%s")
    if form.is_valid():
        try:
            until = form.cleaned_data["until"]
            services.pause(standing=standing, until=until, user=request.user, now=now)
            messages.success(request, _("Your days before that are free for others."))
            return redirect("coordination:regular-times")
        except Refused as refused:
            form.add_refusal(refused, "until")
    page = _page(person)
    page["rows"] = [(one, form if one.standing == standing else own) for one, own in page["rows"]]  # type: ignore[attr-defined]
    return render(request, "coordination/finding/regular.html", page)


@require_http_methods(["GET", "POST"])
@for_volunteer
def regular_leave(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Asks once; then all days ahead are free, and somebody else is looked for."""
    standing = _own(person, public_id)
    if request.method == "POST":
        services.hand_back(standing=standing, user=request.user, now=clock.now())
        messages.success(request, _("Given back. Thank you for all the times you came."))
        return redirect("coordination:regular-times")
    name = standing.series.activity.name
    context = {
        "title": _("Give %(name)s back?") % {"name": name},
        "text": _("All your days ahead are free for others, and we look for somebody who comes "
                  "every time. You can still come once in a while."),
        "confirm_label": _("Yes, give it back"),
        "cancel_url": reverse("coordination:regular-times"),
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context)
