"""Whom to ask for a session, and asking the chosen in one step."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from careshare.forms import row_id
from careshare.limits import refuse_too_often
from careshare.refusals import said
from careshare.taking_back import is_taken_back, kept_for, offer_to_take_back
from coordination.arrangements.access import Record
from coordination.matching.access import AskPage, ask_page
from coordination.matching.access.asking import limits_of, names_for
from coordination.matching.services import ask_people, take_asks_back
from coordination.matching.services.asking import TakenBack
from coordination.matching.views.taking_back import is_gone
from coordination.planning.access.asking import may_ask_on
from coordination.planning.services.deciding import still_allowed
from coordination.planning.services.stepping import stepping_in
from coordination.planning.views.shifts import about, fetch
from coordination.shifts.models import Shift
from coordination.shifts.rules import reasons_against_changing
from coordination.shifts.words import places, still_needed
from coordination.signups.access import roomiest
from volunteers.memberships.access import acting
from volunteers.people.models import Person


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
        made = ask_people(shift=shift, position=roomiest(shift), people=sorted(chosen),
                          verdict=verdict, user=request.user, now=now)  # fmt: skip
    if made:
        told = ngettext(
            "%(count)s person is asked. The first yes counts.",
            "%(count)s people are asked. The first yes counts.",
            len(made),
        ) % {"count": len(made)}
        messages.success(request, told)
        offer_to_take_back(
            request, url=reverse("coordination:asks-withdraw", args=[shift.pk]),
            label=_("Take it back: ask nobody"), until=shift.starts_at,
            on=[reverse("coordination:shift-detail", args=[shift.pk])],
            values={"offers": [one.pk for one in made]},
        )  # fmt: skip
    else:
        messages.info(request, _("They were asked already. Nobody is asked twice."))
    return redirect("coordination:shift-detail", shift.pk)


@require_POST
def asks_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what the last press of this browser asked, by whoever may ask there."""
    shift, record = fetch(request, pk)
    now, kept = clock.now(), kept_for(request)
    ask = partial(may_ask_on, acting(request), shift=shift, now=now)
    if not (verdict := ask(record)):
        raise PermissionDenied(*verdict.reasons)
    if is_gone(request) or kept is None:
        return redirect("coordination:shift-detail", pk)
    with still_allowed(shift.activity, ask) as verdict:
        done = take_asks_back(shift=shift, offers=kept["offers"], verdict=verdict,
                              user=request.user, now=now)  # fmt: skip
    is_taken_back(request)
    _tell_taken_back(request, record, done)
    return redirect("coordination:shift-detail", pk)


def _tell_taken_back(request: HttpRequest, record: Record, done: TakenBack) -> None:
    """How many need not answer, and by name who said yes already."""
    if done.people:
        told = ngettext(
            "Taken back: %(count)s person need not answer any more.",
            "Taken back: %(count)s people need not answer any more.",
            len(done.people),
        )
        messages.success(request, told % {"count": len(done.people)})
    else:
        messages.info(request, _("Everybody has answered already, so nothing is taken back."))
    names = names_for(acting(request), record, Person.objects.filter(pk__in=done.keep))
    for name in sorted(names.values()):
        said_yes = _("%(name)s has said yes already and keeps the place.")
        messages.warning(request, said_yes % {"name": name})
