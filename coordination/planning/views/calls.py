"""Somebody rang: noted for the person, as if the person had clicked."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from coordination.arrangements.access import record_of, require
from coordination.planning.access.shifts import is_undoable
from coordination.planning.views.shifts import about, tell
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import LIVE, CancelledBy, CancelReason, Via
from coordination.signups.services import (
    accept,
    cancel,
    say_no,
    say_yes,
    turn_down,
    undo_cancel,
    wish_swap,
)
from coordination.signups.words import heads_of
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


def _fetch(request: HttpRequest, pk: int) -> SignUp:
    """A sign-up that one may see (else 404), where one may note a call (else 403)."""
    sign_up = get_object_or_404(SignUp.objects.visible_to(request.user).for_pages(), pk=pk)
    require(acting(request), Capability.NOTE_CALL, record_of(sign_up.shift.activity))
    return sign_up


@require_http_methods(["GET", "HEAD", "POST"])
def note_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Rang: cannot come. Who took the call is kept."""
    sign_up = _fetch(request, pk)
    policy = sign_up.shift.activity.unit.area.policy
    name = heads_of(sign_up.person.name, sign_up.heads)
    if sign_up.state not in LIVE:
        messages.info(request, _("Already noted: %(name)s does not come.") % {"name": name})
        return redirect("coordination:shift-detail", sign_up.shift_id)
    if request.method == "POST":
        try:
            cancel(
                sign_up=sign_up, by=CancelledBy.VOLUNTEER, reason=CancelReason.RANG,
                user=request.user, now=clock.now(),
                may_be_late=timedelta(hours=policy.call_note_hours),
            )  # fmt: skip
            messages.success(
                request,
                _("Noted: %(name)s cannot come. “Undo” stands below.") % {"name": name},
            )
        except Refused as refused:
            tell(request, refused)
        return redirect("coordination:shift-detail", sign_up.shift_id)
    return render(
        request, "coordination/signups/note_call.html",
        {**about(sign_up.shift), "name": name, "sign_up": sign_up},
    )  # fmt: skip


@require_POST
def note_wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Rang: would rather swap, but comes if nobody can."""
    sign_up = _fetch(request, pk)
    try:
        wish_swap(sign_up=sign_up, user=request.user, now=clock.now(), side=acting(request).party)
        said = _("Noted: we look for somebody, and %(name)s comes if nobody can.")
        messages.success(request, said % {"name": sign_up.person.name})
    except Refused as refused:
        tell(request, refused)
    return redirect("coordination:shift-detail", sign_up.shift_id)


@require_POST
def undo_call(request: HttpRequest, pk: int) -> HttpResponse:
    """It was a mistake: the person has the place again, if it is still free."""
    sign_up = _fetch(request, pk)
    if sign_up.state not in LIVE and not is_undoable(acting(request), sign_up, clock.now()):
        raise Http404
    try:
        undo_cancel(sign_up=sign_up, user=request.user, now=clock.now())
        messages.success(
            request, _("Undone: %(name)s has the place again.") % {"name": sign_up.person.name}
        )
    except Refused as refused:
        tell(request, refused)
    return redirect("coordination:shift-detail", sign_up.shift_id)


@require_POST
def note_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Rang about a place that is held for somebody: yes or no, as if the person had pressed."""
    sign_up = _fetch(request, pk)
    answer, now = request.POST.get("answer"), clock.now()
    try:
        if answer == "yes":
            accept(sign_up=sign_up, user=request.user, now=now, via=Via.CALL)
        elif answer == "no":
            turn_down(sign_up=sign_up, user=request.user, now=now)
        messages.success(request, _("Noted for %(name)s.") % {"name": sign_up.person.name})
    except Refused as refused:
        tell(request, refused)
    return redirect("coordination:shift-detail", sign_up.shift_id)


@require_POST
def note_offer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Rang somebody who is asked to come, without a place being held: yes or no."""
    rows = PlaceOffer.objects.visible_to(request.user).for_pages()
    offer = get_object_or_404(rows, pk=pk)
    require(acting(request), Capability.NOTE_CALL, record_of(offer.shift.activity))
    answer, now = request.POST.get("answer"), clock.now()
    try:
        if answer == "yes":
            say_yes(offer=offer, user=request.user, now=now, via=Via.CALL)
            messages.success(request, _("Noted: %(name)s comes.") % {"name": offer.person.name})
        elif answer == "no":
            say_no(offer=offer, user=request.user, now=now)
            messages.success(
                request, _("Noted: %(name)s cannot come.") % {"name": offer.person.name}
            )
    except Refused as refused:
        tell(request, refused)
    return redirect("coordination:shift-detail", offer.shift_id)
