"""A home visit: "I have arrived" and "I have left", on one's own telephone."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from coordination.finding.access import own_times
from coordination.finding.views.entering import for_volunteer
from coordination.signups.rules.attendance import AttendedVia
from coordination.signups.services import check_in, check_out
from coordination.signups.words.own_hours import counted_text
from volunteers.people.models import Person


@require_POST
@for_volunteer
def visit(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Come or gone; a second press changes nothing. What speaks against it is said."""
    rows = own_times(person).filter(shift__activity__is_home_visit=True)
    sign_up = get_object_or_404(rows, public_id=public_id)
    is_leaving = request.POST.get("act") == "left"
    act = check_out if is_leaving else check_in
    try:
        noted = act(sign_up=sign_up, via=AttendedVia.PHONE, user=request.user, now=clock.now())
        said = counted_text(noted.minutes)
        here = _("It is noted that you have arrived. Please press again when you leave.")
        messages.success(request, said if is_leaving else here)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, f"{say(reason).says} {say(reason).next_step}".strip())
    return redirect("coordination:volunteer-home")
