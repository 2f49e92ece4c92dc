""" "I would rather swap, but come if nobody can", and my day for yours."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.finding.access import own_times, with_cards
from coordination.finding.forms import SwapForm
from coordination.finding.views.entering import for_volunteer
from coordination.messages.access import swap_choices
from coordination.signups import services
from coordination.signups.models import SignUp, SwapProposal
from coordination.signups.rules import SignUpState
from volunteers.people.models import Person


@require_POST
@for_volunteer
def swap_wish(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Somebody else is looked for, and one comes unless there is one; or one comes after all."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    now, answer = clock.now(), request.POST.get("answer")
    try:
        if answer == "wish":
            services.wish_swap(sign_up=sign_up, user=request.user, now=now)
            messages.success(request, _("We look for somebody. Until we write to you, you come."))
        elif answer == "withdraw":
            services.withdraw_wish(sign_up=sign_up, user=request.user, now=now)
            messages.success(request, _("Good, you come yourself."))
    except Refused as refused:
        messages.error(request, " ".join(f"{one.says} {one.next_step}" for one in _said(refused)))
    return redirect("coordination:my-time", public_id)


@require_http_methods(["GET", "POST"])
@for_volunteer
def swap(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """My day for yours: choose whose day one would take. Asks, and moves nothing."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    now, reasons, status = clock.now(), [], 200
    if sign_up.state != SignUpState.CONFIRMED or sign_up.starts_at <= now:
        return redirect("coordination:my-time", public_id)
    form = SwapForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = SignUp.objects.for_pages().filter(shift__activity=sign_up.shift.activity_id)
        theirs = get_object_or_404(rows, public_id=form.cleaned_data["theirs"])
        try:
            services.propose_swap(mine=sign_up, theirs=theirs, user=request.user, now=now,
                                  form_uuid=form.cleaned_data["form_uuid"])  # fmt: skip
            messages.success(request, _("Asked. Until there is an answer, you keep your own day."))
            return redirect("coordination:my-time", public_id)
        except Refused as refused:
            reasons, status = _said(refused), 409
    context = {"card": with_cards([sign_up], now)[0].card, "reasons": reasons, "sign_up": sign_up,
               "choices": swap_choices(sign_up, now), "form_uuid": uuid.uuid4()}  # fmt: skip
    return render(request, "coordination/finding/swap.html", context, status=status)


@require_POST
@for_volunteer
def swap_answer(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Yes or no to another volunteer; a second press changes nothing."""
    rows = SwapProposal.objects.for_pages().filter(theirs__person=person)
    proposal = get_object_or_404(rows, public_id=public_id)
    answer, now = request.POST.get("answer"), clock.now()
    try:
        if answer == "yes":
            services.agree_to_swap(proposal=proposal, user=request.user, now=now)
            messages.success(request, _("You have swapped days. Letters are on their way."))
        elif answer == "no":
            services.decline_swap(proposal=proposal, user=request.user, now=now)
            messages.success(request, _("Thank you for answering. You keep your own day."))
    except Refused as refused:
        card = with_cards([proposal.theirs], now)[0].card
        context = {"card": card, "reasons": _said(refused)}
        return render(request, "coordination/finding/gone.html", context, status=409)
    return redirect("coordination:my-times")


@require_POST
@for_volunteer
def swap_withdraw(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Take one's own proposal back."""
    rows = SwapProposal.objects.for_pages().filter(mine__person=person)
    proposal = get_object_or_404(rows, public_id=public_id)
    services.withdraw_swap(proposal=proposal, user=request.user, now=clock.now())
    messages.success(request, _("Taken back."))
    return redirect("coordination:my-time", proposal.mine.public_id)


def _said(refused: Refused) -> list:
    return [say(reason) for reason in refused.reasons]
