"""Changing when and where: this session, it and the following ones, or all that are to come."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from coordination.arrangements.access import Record, sees_names
from coordination.planning.access.affected import affected_by
from coordination.planning.access.against_moving import reasons_against_change
from coordination.planning.access.moving import plan_of
from coordination.planning.forms.moving import MoveForm, as_it_is
from coordination.planning.services.moving import change_sessions
from coordination.planning.services.restoring import Before
from coordination.planning.services.stepping import stepping_in
from coordination.planning.views.restoring import keep
from coordination.planning.views.shifts import about, asking_on, fetch, require_on
from coordination.shifts.models import Shift
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
def shift_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows first which sessions and people a change is about; the second press saves it."""
    shift, record = fetch(request, pk)
    require_on(request, Capability.PLAN_SHIFTS, shift, record)
    form = MoveForm(request.POST or None, shift=shift, initial=as_it_is(shift))
    context: dict[str, Any] = {**about(shift), "form": form}
    if request.method == "POST" and form.is_valid():
        scope, change, now = form.scope_chosen, form.change, clock.now()
        reasons = reasons_against_change(shift, scope, change, now)
        try:
            if reasons:
                raise Refused(*reasons)
            if "confirm" in request.POST and "also" not in request.POST:
                before, ask = Before(), asking_on(request, Capability.PLAN_SHIFTS, shift)
                with stepping_in(ask, shift=shift, user=request.user, now=now) as verdict:
                    steps = change_sessions(
                        shift=shift, scope=scope, change=change, user=request.user, now=now,
                        opened=form.cleaned_data["version"], side=verdict.party, before=before,
                    )  # fmt: skip
                keep(request, shift, before)
                return _changed(request, shift, sum(not step.is_left for step in steps))
            context |= _preview(request, shift, record, form)
        except Refused as refused:
            form.add_change_refusal(refused)
    return render(request, "coordination/shifts/move.html", context)


def _preview(request: HttpRequest, shift: Shift, record: Record, form: MoveForm) -> dict[str, Any]:
    plan = plan_of(shift, form.scope_chosen, form.change, clock.now())
    names = sees_names(acting(request), record)
    return {
        "affected": affected_by(plan, form.change, sees_names=names),
        "is_preview": True,
        "days": shift.activity.unit.area.policy.new_time_days,
    }


def _changed(request: HttpRequest, shift: Shift, count: int) -> HttpResponse:
    said = ngettext("%(count)s session is changed.", "%(count)s sessions are changed.", count)
    messages.success(request, said % {"count": count})
    return redirect("coordination:shift-detail", shift.pk)
