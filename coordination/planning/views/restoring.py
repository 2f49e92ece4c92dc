"""Undo of a change or a cancellation: what the last press of this browser did."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.errors import Refused
from coordination.arrangements.access import require
from coordination.planning.access.shifts import reasons_to_cancel
from coordination.planning.services.restoring import Before, restore_sessions
from coordination.planning.views.shifts import UNDO, fetch, kept_for, require_on, tell
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.words import heads_of
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


def keep(request: HttpRequest, shift: Shift, before: Before) -> None:
    """Keep what a press changed, for the button on the session's page."""
    if not before.sessions:
        return  # a second press changed nothing, and the first can still be undone
    request.session[UNDO] = {"pk": shift.pk, "before": before.as_values()}


@require_POST
def shift_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back what the last press changed or cancelled; by whoever may do that."""
    shift, record = fetch(request, pk)
    actor, kept = acting(request), kept_for(request, shift)
    if shift.state == ShiftState.PLANNED:
        side = require_on(request, Capability.PLAN_SHIFTS, shift, record).party
    elif reasons_to_cancel(actor, record):
        side = actor.party
    else:
        side = require(actor, Capability.PLAN_SHIFTS, record).party
    if kept is None:
        messages.error(request, _("Somebody changed this meanwhile, so it stays as it is now."))
        return redirect("coordination:shift-detail", pk)
    try:
        away = restore_sessions(before=kept, user=request.user, now=clock.now(), side=side)
        messages.success(request, _("Undone: it is as it was before."))
        for one in away:
            said = _("%(name)s comes to something else by now, and stays away.")
            messages.warning(request, said % {"name": heads_of(one.person.name, one.heads)})
    except Refused as refused:
        tell(request, refused)
    request.session.pop(UNDO, None)
    return redirect("coordination:shift-detail", pk)
