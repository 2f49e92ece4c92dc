"""Cancelling a session, it and the following ones, or all that are to come."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.sentences import say
from coordination.arrangements.access import require, sees_names
from coordination.planning.access.affected import affected_by_cancelling
from coordination.planning.access.moving import Scope, concerned
from coordination.planning.access.shifts import may_cancel, reasons_to_cancel
from coordination.planning.forms.shifts import CancelShiftForm
from coordination.planning.services.deciding import still_allowed
from coordination.planning.services.moving import cancel_sessions
from coordination.planning.services.restoring import Before
from coordination.planning.views.restoring import keep
from coordination.planning.views.shifts import about, fetch
from coordination.shifts.rules import ShiftCancelReason, reasons_against_changing
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
def shift_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel, after showing whose plans that changes; several sessions ask once more."""
    shift, record = fetch(request, pk)
    actor, now = acting(request), clock.now()
    reasons = reasons_to_cancel(actor, record)
    if not reasons:
        require(actor, Capability.PLAN_SHIFTS, record)
    form = CancelShiftForm(request.POST or None, reasons=reasons, in_series=bool(shift.series_id))
    scope, before = form.scope_chosen, Before()
    has_seen = scope == Scope.THIS or "confirm" in request.POST
    if request.method == "POST" and form.is_valid() and has_seen:
        reason = ShiftCancelReason(form.cleaned_data["reason"])
        with still_allowed(shift.activity, partial(may_cancel, actor, reason)) as verdict:
            freed = cancel_sessions(shift=shift, scope=scope, user=request.user, now=now,
                                    side=verdict.party, reason=reason, before=before)  # fmt: skip
        keep(request, shift, before)
        _say_cancelled(request, scope, freed)
        return redirect("coordination:shift-detail", pk)
    against = reasons_against_changing(shift.state, shift.starts_at, now)
    names = sees_names(actor, record)
    context = {
        **about(shift), "form": form, "reasons": [say(reason) for reason in against],
        "is_preview": request.method == "POST" and form.is_valid(),
        "affected": affected_by_cancelling(concerned(shift, scope, now), sees_names=names),
    }  # fmt: skip
    return render(request, "coordination/shifts/cancel.html", context)


def _say_cancelled(request: HttpRequest, scope: Scope, freed: int) -> None:
    said = ngettext(
        "The session is cancelled. %(count)s person is told.",
        "The session is cancelled. %(count)s people are told.",
        freed,
    )
    if scope != Scope.THIS:
        said = _("The sessions are cancelled. Everybody who was to come is told.")
    messages.success(request, said % {"count": freed})
