"""Calls that a colleague notes at the ward's tablet, and the way back from them."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Reason, Refused
from careshare.sentences import say
from coordination.planning.access.tablets import asked_of, call_token, called
from coordination.planning.forms.tablets import ColleagueForm
from coordination.planning.views.tablet import at_tablet, noted_by, was_too_often
from coordination.planning.words.tablets import said_of_call
from coordination.signups.models import PlaceOffer, SignUp, Tablet
from coordination.signups.rules import SignUpState, Via
from coordination.signups.services import accept, say_yes, undo_cancel, undo_rang_yes
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
@at_tablet
def tablet_asked(request: HttpRequest, device: Tablet, public_id: uuid.UUID) -> HttpResponse:
    """Somebody who is asked to come rang and says yes; a colleague's code notes it."""
    found = asked_of(device, public_id, clock.now())
    if found is None:
        raise Http404
    asked, guest = found
    form, status = ColleagueForm(request.POST or None, prefix="colleague"), 200
    if request.method == "POST" and form.is_valid():
        try:
            row = _rang_yes(device, asked, form.cleaned_data["code"])
            return redirect("coordination:tablet-called", token=call_token(device, row))
        except Refused as refused:
            form.add_refusal(refused, "code")
            status = 429 if was_too_often(refused) else 200
    context = {"tablet": device, "guest": guest, "colleague": form,
               "title": asked.shift.activity.name}  # fmt: skip
    return render(request, "coordination/tablet/asked.html", context, status=status)


def _rang_yes(device: Tablet, asked: SignUp | PlaceOffer, code: str) -> SignUp:
    now = clock.now()
    with noted_by(device, code, Capability.NOTE_CALL, asked) as (user, _verdict):
        if isinstance(asked, PlaceOffer):
            return say_yes(offer=asked, user=user, now=now, via=Via.CALL)
        return accept(sign_up=asked, user=user, now=now, via=Via.CALL)


@require_http_methods(["GET", "HEAD", "POST"])
@at_tablet
def tablet_called(request: HttpRequest, device: Tablet, token: str) -> HttpResponse:
    """What was noted of a call, and the way back, for as long as the area says."""
    minutes = device.unit.area.policy.check_in_undo_minutes
    found = called(device, token, minutes=minutes)
    if found is None:
        return redirect("coordination:tablet")
    row, version = found
    context = {"tablet": device, "is_fresh": row.version == version, **said_of_call(row)}
    if request.method == "POST":
        try:
            _undo(row, version)
            return redirect("coordination:tablet")
        except Refused as refused:
            context["reasons"] = [say(one) for one in refused.reasons]
    return render(request, "coordination/tablet/done.html", context)


def _undo(row: SignUp, version: int) -> None:
    now = clock.now()
    if row.state == SignUpState.CONFIRMED:
        undo_rang_yes(sign_up=row, opened=version, user=None, now=now)
    elif row.version == version:
        undo_cancel(sign_up=row, user=None, now=now)
    else:
        raise Refused(Reason("changed_meanwhile"))
