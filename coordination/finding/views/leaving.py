"""When did you leave? Asked of whoever forgot to check out; nobody guesses."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from coordination.finding.access import own_times, with_cards
from coordination.finding.views.entering import for_volunteer
from coordination.messages.forms import LeftForm
from coordination.signups.access.leaving import may_say_again
from coordination.signups.rules.attendance import AttendedVia, is_under_way
from coordination.signups.services import check_out
from coordination.signups.words.own_hours import counted_text
from volunteers.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@for_volunteer
def when_left(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Until the end, with one press, or a time. What is known already is shown as it is."""
    sign_up = get_object_or_404(own_times(person), public_id=public_id)
    known = getattr(sign_up, "attendance", None)
    is_again = may_say_again(person, sign_up, clock.now())
    is_open = known and is_under_way(known.state, known.left_at, known.minutes)
    if known is None or not (is_open or is_again):
        return redirect("coordination:my-time", public_id=public_id)
    form = LeftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            left = check_out(
                sign_up=sign_up, via=AttendedVia.ASKED, user=request.user, now=clock.now(),
                left_at=form.moment(sign_up), is_sure=form.is_sure, is_again=is_again,
            )  # fmt: skip
            messages.success(request, counted_text(left.minutes))
            return redirect("coordination:volunteer-home")
        except Refused as refused:
            form.ask_or_refuse(refused)
    card = with_cards([sign_up], clock.now())[0].card
    came = f"{known.came_at.astimezone(sign_up.shift.activity.unit.zone):%H:%M}"
    context = {"form": form, "card": card, "came": came, "sign_up": sign_up}
    return render(request, "coordination/finding/when_left.html", context)
