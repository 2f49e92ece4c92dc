"""The waiting list and offers: wait, take a place, say no thanks."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.finding.access import openable, own_times
from coordination.finding.forms import ComeForm
from coordination.finding.views.entering import for_volunteer
from coordination.messages.access import cards_of
from coordination.shifts.models import Shift
from coordination.signups import services
from coordination.signups.access import roomiest
from coordination.signups.models import PlaceOffer
from volunteers.people.models import Person


@require_POST
@for_volunteer
def wait(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Join the waiting list; a second press leads to the same page."""
    shift = get_object_or_404(openable(person).for_pages(), public_id=public_id)
    form = ComeForm(request.POST)
    form.is_valid()
    wanted = form.cleaned_data.get("position")
    chosen = [one for one in shift.positions.all() if one.pk == wanted]
    position = chosen[0] if chosen else roomiest(shift)
    try:
        heads = form.heads_of(person)
        made = services.wait(person=person, position=position, user=request.user, heads=heads)
    except Refused as refused:
        return _gone(request, shift, refused)
    return redirect("coordination:my-time", made.public_id)


@require_POST
@for_volunteer
def answer_offer(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Take the place that is held, or let the next have it; also leaves the list."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    answer = _answer(request)
    if answer:
        try:
            services.accept(sign_up=sign_up, user=request.user, now=clock.now())
        except Refused as refused:
            return _gone(request, sign_up.shift, refused)
        return redirect(reverse("coordination:my-time", args=[public_id]) + "?new=1")
    if answer is False:
        services.turn_down(sign_up=sign_up, user=request.user, now=clock.now())
    return redirect("coordination:my-time", public_id)


@require_POST
@for_volunteer
def answer_asked(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Answer as one of several who were asked; the first yes counts."""
    rows = PlaceOffer.objects.select_related("shift__activity__unit__area__policy")
    offer = get_object_or_404(rows.filter(person=person), public_id=public_id)
    answer = _answer(request)
    if answer:
        try:
            made = services.say_yes(offer=offer, user=request.user, now=clock.now())
        except Refused as refused:
            return _gone(request, offer.shift, refused)
        return redirect(reverse("coordination:my-time", args=[made.public_id]) + "?new=1")
    if answer is False:
        services.say_no(offer=offer, user=request.user, now=clock.now())
        messages.success(request, _("Thank you for answering. We ask somebody else."))
    return redirect("coordination:volunteer-home")


def _answer(request: HttpRequest) -> bool | None:
    """Yes, no, or neither, which changes nothing."""
    return {"yes": True, "no": False}.get(request.POST.get("answer", ""))


def _gone(request: HttpRequest, shift: Shift, refused: Refused) -> HttpResponse:
    context = {
        "card": cards_of([shift], clock.now())[shift.pk],
        "reasons": [say(reason) for reason in refused.reasons],
    }
    return render(request, "coordination/finding/gone.html", context, status=409)
