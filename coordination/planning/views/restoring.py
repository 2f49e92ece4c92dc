"""Undo of a change or a cancellation: what the last press of this browser did."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.errors import Refused
from coordination.planning.access.shifts import may_cancel
from coordination.planning.services.deciding import Ask, still_allowed
from coordination.planning.services.restoring import Before, restore_sessions
from coordination.planning.views.shifts import UNDO, asking_on, fetch, kept_for, tell
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftCancelReason, ShiftState
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
    ask, kept = _asking(request, shift), kept_for(request, shift)
    if not (verdict := ask(record)):
        raise PermissionDenied(*verdict.reasons)
    if kept is None:
        messages.error(request, _("Somebody changed this meanwhile, so it stays as it is now."))
        return redirect("coordination:shift-detail", pk)
    try:
        with still_allowed(shift.activity, ask) as verdict:
            away = restore_sessions(
                before=kept, user=request.user, now=clock.now(), side=verdict.party
            )
        messages.success(request, _("Undone: it is as it was before."))
        for one in away:
            said = _("%(name)s is not put down again, as something speaks against it by now.")
            messages.warning(request, said % {"name": heads_of(one.person.name, one.heads)})
    except Refused as refused:
        tell(request, refused)
    request.session.pop(UNDO, None)
    return redirect("coordination:shift-detail", pk)


def _asking(request: HttpRequest, shift: Shift) -> Ask:
    """Who may move a session may undo that; who may cancel it for a reason may undo that."""
    if shift.state == ShiftState.PLANNED:
        return asking_on(request, Capability.PLAN_SHIFTS, shift)
    return partial(may_cancel, acting(request), ShiftCancelReason(shift.cancel_reason))
