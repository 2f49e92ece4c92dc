"""One's own times: coming and past, I can't come, and taking it back."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.finding.access import hours_given, own_times, past, times_of, with_cards
from coordination.finding.forms import PartForm
from coordination.finding.views.entering import for_volunteer
from coordination.messages.access import cards_of, swaps_waiting
from coordination.signups import services
from coordination.signups.access import every_time, own_regular_times
from coordination.signups.access.leaving import may_say_again
from coordination.signups.access.raised import told_by
from coordination.signups.rules import (
    LIVE,
    CancelledBy,
    reasons_against_cancelling,
    reasons_against_changing,
)
from volunteers.people.models import Person

PAGE = 20


@require_GET
@for_volunteer
def my_times(request: HttpRequest, person: Person) -> HttpResponse:
    """Coming and past, with hours."""
    now = clock.now()
    page = Paginator(past(person, now), PAGE).get_page(request.GET.get("page"))
    context = {
        "person": person,
        **vars(times_of(person, page, now)),
        "page_obj": page,
        "hours": hours_given(person),
        "has_regular": bool(own_regular_times(person, now)),
    }
    return render(request, "coordination/finding/times.html", context)


@require_GET
@for_volunteer
def my_time(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """How one of one's own times stands, with whom to ring."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    now = clock.now()
    is_over = sign_up.starts_at <= now
    own = replace(with_cards([sign_up], now)[0], is_over=is_over)
    context = {
        "person": person,
        "own": own,
        "card": own.card,
        "is_new": "new" in request.GET,
        "is_over": is_over,
        "is_past": sign_up.ends_at <= now,
        "may_say_again": may_say_again(person, sign_up, now),
        "every": every_time(person, sign_up.shift),
        "waiting_swaps": swaps_waiting(sign_up, now),
        "told": told_by(person, sign_up.shift),
    }
    return render(request, "coordination/finding/time.html", context)


@require_http_methods(["GET", "POST"])
@for_volunteer
def cant_come(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Asks once; the button frees the place at once."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    own = with_cards([sign_up], clock.now())[0]
    if request.method == "POST":
        services.cancel(
            sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=request.user, now=clock.now()
        )
        said = _("Thank you for telling us. We tell %(who)s.") % {"who": own.card.told}
        messages.success(request, said)
        return redirect("coordination:my-time", public_id=public_id)
    if sign_up.state not in LIVE:
        return redirect("coordination:my-time", public_id=public_id)
    reasons = reasons_against_cancelling(
        sign_up.state, starts_at=sign_up.starts_at, now=clock.now()
    )
    context = {"own": own, "card": own.card, "reasons": [say(one) for one in reasons]}
    return render(request, "coordination/finding/cant_come.html", context)


@require_http_methods(["GET", "POST"])
@for_volunteer
def part(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Come for a part of the session, or for all of it again; a group with how many."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    form = PartForm(request.POST or None, sign_up=sign_up)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_coming(
                sign_up=sign_up, part=form.part_of(sign_up.shift), user=request.user,
                heads=form.cleaned_data.get("heads"), opened=form.cleaned_data["version"],
                now=clock.now(),
            )  # fmt: skip
            messages.success(request, _("Thank you. We have put it down."))
            return redirect("coordination:my-time", public_id=public_id)
        except Refused as refused:
            form.add_refusal(refused)
    against = reasons_against_changing(
        sign_up.state, starts_at=sign_up.shift.starts_at, now=clock.now()
    )
    card = cards_of([sign_up.shift], clock.now())[sign_up.shift_id]
    context = {"form": form, "card": card, "reasons": [say(one) for one in against]}
    return render(request, "coordination/finding/part.html", {**context, "sign_up": sign_up})


@require_POST
@for_volunteer
def undo_come(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Take a fresh "I'll come" back: no question, and silent while the letter still waits."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    services.cancel(sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=request.user, now=clock.now())
    messages.success(request, _("Taken back."))
    return redirect("coordination:my-time", public_id=public_id)


@require_POST
@for_volunteer
def take_back(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Come after all, while the place is still free."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    try:
        services.undo_cancel(sign_up=sign_up, user=request.user, now=clock.now())
    except Refused as refused:
        reasons = [say(reason) for reason in refused.reasons]
        context = {"card": with_cards([sign_up], clock.now())[0].card, "reasons": reasons}
        return render(request, "coordination/finding/gone.html", context, status=409)
    return redirect("coordination:my-time", public_id=public_id)
