"""What was agreed with one person about one session, changed: the times, or the position."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.arrangements.access import record_of
from coordination.planning.forms.placing import AgreedForm
from coordination.planning.services.placing import change_agreed
from coordination.planning.services.stepping import stepping_in
from coordination.planning.views.shifts import about, asking_on, require_on
from coordination.signups.models import SignUp
from coordination.signups.rules import reasons_against_changing
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Come for a part of the session, or on another position of it."""
    sign_up = get_object_or_404(SignUp.objects.visible_to(request.user).for_pages(), pk=pk)
    shift, now = sign_up.shift, clock.now()
    require_on(request, Capability.PLACE_PEOPLE, shift, record_of(shift.activity))
    form = AgreedForm(request.POST or None, sign_up=sign_up)
    if request.method == "POST" and form.is_valid():
        try:
            ask = asking_on(request, Capability.PLACE_PEOPLE, shift)
            with stepping_in(ask, shift=shift, user=request.user, now=now) as verdict:
                change_agreed(
                    sign_up=sign_up, part=form.part, position=form.chosen, user=request.user,
                    heads=form.cleaned_data.get("heads"),
                    opened=form.cleaned_data["version"], side=verdict.party, now=now,
                    despite=form.despite,
                )  # fmt: skip
            messages.success(request, _("It is changed for %(name)s.") % {"name": form.who})
            return redirect("coordination:shift-detail", shift.pk)
        except Refused as refused:
            form.ask_despite(refused.reasons)
    against = reasons_against_changing(sign_up.state, starts_at=shift.starts_at, now=now)
    context = {**about(shift), "form": form, "name": form.who}
    context["reasons"] = [say(one) for one in against]
    return render(request, "coordination/signups/change.html", context)
