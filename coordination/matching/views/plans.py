"""A plan is taken back by one tap on the page on which one lands."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.taking_back import is_taken_back, kept_for
from coordination.arrangements.access import require
from coordination.matching.services.plans import take_back_with_asks
from coordination.planning.services.deciding import still_allowed
from coordination.planning.views.pages import activity_url
from coordination.planning.views.shifts import asking, fetch, tell
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


@require_POST
def plan_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The session, or all of its series; where somebody has signed up, on to cancelling it."""
    shift, record = fetch(request, pk)
    require(acting(request), Capability.PLAN_SHIFTS, record)
    try:
        with still_allowed(shift.activity, asking(request, Capability.PLAN_SHIFTS)) as verdict:
            count = take_back_with_asks(shift=shift, verdict=verdict, user=request.user,
                                        now=clock.now())  # fmt: skip
    except Refused as refused:
        tell(request, refused)
        return redirect("coordination:shift-cancel", pk)
    if kept_for(request) is not None:
        is_taken_back(request)
    messages.success(request, _told(count))
    return redirect(activity_url(acting(request), shift.activity))


def _told(count: int) -> str:
    if not count:
        return _("It was taken back already.")
    told = ngettext(
        "Taken back: %(count)s session is gone. Nobody was to come.",
        "Taken back: %(count)s sessions are gone. Nobody was to come.",
        count,
    )
    return told % {"count": count}
