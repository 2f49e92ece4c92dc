"""Whom to ask for a session, and asking the chosen in one step."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from careshare.forms import row_id
from careshare.limits import refuse_too_often
from careshare.refusals import said
from coordination.arrangements.access import Record
from coordination.matching.access import AskPage, ask_page
from coordination.matching.access.asking import limits_of
from coordination.matching.services import ask_people
from coordination.planning.access.asking import may_ask_on
from coordination.planning.services.stepping import stepping_in
from coordination.planning.views.shifts import about, fetch
from coordination.shifts.models import Shift
from coordination.shifts.rules import reasons_against_changing
from coordination.shifts.words import places, still_needed
from coordination.signups.access import roomiest
from volunteers.memberships.access import acting


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The likeliest first, with the reasons in words; POST asks those who are ticked."""
    shift, record = fetch(request, pk)
    now = clock.now()
    verdict = may_ask_on(acting(request), record, shift, now)
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    page, reasons = _page(request, shift, record), []
    if request.method == "POST":
        try:
            return _asked(request, shift, page)
        except Refused as refused:
            reasons = said(refused.reasons)
    context = {
        **about(shift),
        "page": page,
        "ticked": _ticked(request),
        "is_sent": request.method == "POST",
        "reasons": reasons,
        "is_over": bool(reasons_against_changing(shift.state, shift.starts_at, now)),
        "places": places(shift.coverage),
        "needed": still_needed(shift.coverage),
        "limits": limits_of(shift.activity.unit.area.policy),
    }
    return render(request, "coordination/matching/ask.html", context)


def _page(request: HttpRequest, shift: Shift, record: Record) -> AskPage:
    if reasons_against_changing(shift.state, shift.starts_at, clock.now()):
        return AskPage()
    return ask_page(acting(request), shift, roomiest(shift), record, clock.now())


def _ticked(request: HttpRequest) -> set[int]:
    return {row_id(text) for text in request.POST.getlist("person")}


def _asked(request: HttpRequest, shift: Shift, page: AskPage) -> HttpResponse:
    refuse_too_often("ask_people", request.user)
    chosen, now = _ticked(request) & page.people, clock.now()
    ask = partial(may_ask_on, acting(request), shift=shift, now=now)
    with stepping_in(ask, shift=shift, user=request.user, now=now) as verdict:
        count = ask_people(shift=shift, position=roomiest(shift), people=sorted(chosen),
                           verdict=verdict, user=request.user, now=now)  # fmt: skip
    if count:
        told = ngettext(
            "%(count)s person is asked. The first yes counts.",
            "%(count)s people are asked. The first yes counts.",
            count,
        ) % {"count": count}
        messages.success(request, told)
    else:
        messages.info(request, _("They were asked already. Nobody is asked twice."))
    return redirect("coordination:shift-detail", shift.pk)
