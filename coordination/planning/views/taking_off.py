"""Above the record: the unit refuses entry, an organisation withdraws its own volunteer."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Reason, Refused
from coordination.arrangements.access import may, record_of
from coordination.planning.access.shifts import ABOVE_THE_RECORD, reason_to_take_off
from coordination.planning.access.suspending import may_suspend
from coordination.planning.services.deciding import still_allowed
from coordination.planning.views.shifts import about, tell
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelReason, decided_by
from coordination.signups.services import cancel
from coordination.signups.words import heads_of
from volunteers.memberships.access import acting


@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Free a place over the head of whoever holds the task, who is told; the record stays."""
    sign_up = get_object_or_404(SignUp.objects.visible_to(request.user).for_pages(), pk=pk)
    actor, shift = acting(request), sign_up.shift
    reason = reason_to_take_off(actor, record_of(shift.activity), sign_up.person)
    if reason is None:
        raise PermissionDenied(Reason("not_your_volunteer"))
    name = heads_of(sign_up.person.name, sign_up.heads)
    if request.method == "POST":
        hours = shift.activity.unit.area.policy.call_note_hours
        try:
            with still_allowed(shift.activity, partial(may, actor, ABOVE_THE_RECORD[reason])):
                cancel(
                    sign_up=sign_up, by=decided_by(actor.party), reason=reason, user=request.user,
                    side=actor.party, now=clock.now(), may_be_late=timedelta(hours=hours),
                )  # fmt: skip
            messages.success(
                request,
                _("%(name)s does not come. Those who plan are told.") % {"name": name},
            )
        except Refused as refused:
            tell(request, refused)
        return redirect("coordination:shift-detail", shift.pk)
    context = _question(sign_up, reason, may_suspend(actor, sign_up.person))
    return render(request, "coordination/signups/take_off.html", context)


def _question(sign_up: SignUp, reason: CancelReason, may_hold: bool) -> dict[str, object]:
    return {
        **about(sign_up.shift),
        "name": heads_of(sign_up.person.name, sign_up.heads),
        "is_refusal": reason == CancelReason.REFUSED_ENTRY,
        "person_pk": sign_up.person_id,
        "may_suspend": may_hold,
    }
