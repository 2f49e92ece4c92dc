"""The call list of a session that begins soon and still needs somebody."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from careshare.forms import row_id
from coordination.arrangements.access import Record
from coordination.matching.access.ringing import RingPage, may_be_rung, ring_page
from coordination.planning.access.asking import may_ask_on
from coordination.planning.services.stepping import stepping_in
from coordination.planning.views.shifts import about, fetch, tell
from coordination.shifts.models import Shift
from coordination.shifts.rules import reasons_against_changing
from coordination.shifts.words import places, still_needed
from coordination.signups.access import roomiest
from coordination.signups.services import rang_no, rang_yes, undo_rang_no
from volunteers.memberships.access import acting
from volunteers.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def ring(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers, the likeliest first; POST notes what somebody said."""
    shift, record = fetch(request, pk)
    now = clock.now()
    verdict = may_ask_on(acting(request), record, shift, now)
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    if request.method == "POST":
        return _note(request, shift)
    context = {
        **about(shift),
        "page": _page(request, shift, record),
        "is_over": bool(reasons_against_changing(shift.state, shift.starts_at, now)),
        "is_covered": not shift.coverage.missing,
        "places": places(shift.coverage),
        "needed": still_needed(shift.coverage),
    }
    return render(request, "coordination/matching/ring.html", context)


def _page(request: HttpRequest, shift: Shift, record: Record) -> RingPage:
    now = clock.now()
    if reasons_against_changing(shift.state, shift.starts_at, now):
        return RingPage()
    return ring_page(acting(request), shift, roomiest(shift), record, now)


def _note(request: HttpRequest, shift: Shift) -> HttpResponse:
    """What somebody said; of people who are not on the list nothing can be noted."""
    pk, position, now = row_id(request.POST.get("person", "")), roomiest(shift), clock.now()
    if not pk:
        return redirect("coordination:ring-round", shift.pk)
    if not may_be_rung(acting(request), shift, position, pk, now):
        raise Http404
    person = get_object_or_404(Person, pk=pk)
    values: dict[str, Any] = {"person": person, "position": position, "user": request.user}
    answer, name = request.POST.get("answer"), {"name": person.name}
    try:
        ask = partial(may_ask_on, acting(request), shift=shift, now=now)
        with stepping_in(ask, shift=shift, user=request.user, now=now) as verdict:
            if answer == "yes":
                rang_yes(**values, now=now, side=verdict.party)
                messages.success(request, _("Noted: %(name)s comes.") % name)
            elif answer == "no":
                rang_no(**values, now=now, side=verdict.party)
                messages.success(request, _("Noted: %(name)s cannot come.") % name)
            elif answer == "undo":
                undo_rang_no(**values, now=now, side=verdict.party)
                messages.success(request, _("Undone: %(name)s can be rung again.") % name)
    except Refused as refused:
        tell(request, refused)
    return redirect("coordination:ring-round", shift.pk)
