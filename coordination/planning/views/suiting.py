"""Whoever was moved rang: the new time suits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.errors import Refused
from coordination.arrangements.access import may, record_of, require
from coordination.planning.forms.placing import SuitsForm
from coordination.planning.views.shifts import about
from coordination.signups.models import SignUp
from coordination.signups.services import accept_new_time
from coordination.signups.words import heads_of
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


@require_POST
def sign_up_suits(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes the yes; whoever places people can set the person's own time aside, for a reason."""
    rows = SignUp.objects.visible_to(request.user).for_pages()
    sign_up = get_object_or_404(rows, pk=pk)
    actor, record = acting(request), record_of(sign_up.shift.activity)
    require(actor, Capability.NOTE_CALL, record)
    may_set_aside = bool(may(actor, Capability.PLACE_PEOPLE, record))
    form = SuitsForm(request.POST, may_set_aside=may_set_aside)
    name = heads_of(sign_up.person.name, sign_up.heads)
    if form.is_valid():
        try:
            accept_new_time(
                sign_up=sign_up, user=request.user, now=clock.now(), side=actor.party,
                despite=form.despite,
            )  # fmt: skip
            messages.success(request, _("Noted: the new time suits %(name)s.") % {"name": name})
            return redirect("coordination:shift-detail", sign_up.shift_id)
        except Refused as refused:
            form.ask_despite(refused.reasons)
    context = {**about(sign_up.shift), "form": form, "name": name}
    return render(request, "coordination/signups/suits.html", context)
