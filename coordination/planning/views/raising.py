"""A concern or a hard day: a side tells of it, and whoever holds its task reads and closes it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Reason, Refused
from careshare.sentences import say
from coordination.arrangements.access import Record, Verdict, record_of, require
from coordination.planning.access.raising import (
    in_danger,
    is_others_too,
    readers_of,
    verdict_on_raised,
)
from coordination.planning.forms.raising import CloseRaisedForm, RaiseForm
from coordination.planning.services.deciding import Ask, still_allowed
from coordination.planning.services.stepping import stepping_in_for_raised
from coordination.planning.views.pages import posted
from coordination.planning.views.shifts import asking, fetch
from coordination.planning.words.raising import RaisedPage, raised_page, told, who_reads
from coordination.signups.models import Raised
from coordination.signups.rules.raised import RaisedKind
from coordination.signups.services import close_raised, raise_about
from coordination.signups.words.raised import KINDS
from volunteers.memberships.access import acting, colleague_names
from volunteers.memberships.rules import Capability

CLOSED = gettext_lazy("Closed. Whoever told of it reads what came of it.")


@require_http_methods(["GET", "HEAD", "POST"])
def shift_raise(request: HttpRequest, pk: int, kind: RaisedKind) -> HttpResponse:
    """Any side that takes part tells of something at a session."""
    shift, record = fetch(request, pk)
    require(acting(request), Capability.RAISE_CONCERN, record)
    readers = readers_of(kind, record, clock.now())
    form = RaiseForm(posted(request), kind=kind, by_volunteer=False)
    back = reverse("coordination:shift-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        ask, now = asking(request, Capability.RAISE_CONCERN), clock.now()
        try:
            with still_allowed(shift.activity, ask) as verdict:
                raise_about(shift=shift, kind=kind, user=request.user, side=verdict.party, now=now,
                            **form.said)  # fmt: skip
            messages.success(request, told(readers))
            return redirect(back)
        except Refused as refused:
            form.add_refusal(refused)
    text = who_reads(readers, in_danger(record, shift, clock.now()))
    context = {"title": KINDS[kind], "text": text, "form": form, "confirm_label": _("Send it"),
               "cancel_url": back}  # fmt: skip
    return render(request, "components/confirm_page.html", context)


def _asking(request: HttpRequest, row: Raised) -> Ask:
    """Whether one may read and close it, also by stepping in."""
    actor, now = acting(request), clock.now()
    return lambda record: verdict_on_raised(actor, row, record, now)


@require_http_methods(["GET", "HEAD", "POST"])
def raised_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it, and say what came of it; also another side, once it waited too long."""
    row = get_object_or_404(Raised.objects.visible_to(request.user).for_pages(), pk=pk)
    record, ask = record_of(row.activity), _asking(request, row)
    if not (verdict := ask(record)):
        raise PermissionDenied(*verdict.reasons)
    if not row.is_open and (request.method == "POST" or verdict.is_stepping_in):
        return _closed_already(request, is_ones_own=row.closed_by_id == request.user.pk)
    form = CloseRaisedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            with stepping_in_for_raised(ask, row=row, user=request.user, now=clock.now()) as still:
                close_raised(row=row, how=form.cleaned_data["how"], user=request.user,
                             side=still.party, now=clock.now())  # fmt: skip
        except Refused:
            return _closed_already(request, is_ones_own=False)
        messages.success(request, CLOSED)
        return redirect("coordination:today")
    page = _page(row, record, verdict)
    context = {"row": row, "page": page, "title": page.title, "text": page.where, "form": form,
               "confirm_label": _("Close it"),
               "cancel_url": reverse("coordination:today")}  # fmt: skip
    return render(request, "coordination/signups/raised.html", context)


def _closed_already(request: HttpRequest, *, is_ones_own: bool) -> HttpResponse:
    """Between a letter and a page somebody closed it, or one's own press came twice."""
    if is_ones_own:
        messages.success(request, CLOSED)
    else:
        said = say(Reason("raised_closed"))
        messages.info(request, f"{said.says} {said.next_step}")
    return redirect("coordination:today")


def _page(row: Raised, record: Record, verdict: Verdict) -> RaisedPage:
    names = colleague_names([row.raised_by_id] if row.raised_by_id else [])
    is_both = row.is_open and is_others_too(row, record, clock.now())
    return raised_page(row, record, names, is_stepping_in=verdict.is_stepping_in, is_both=is_both)
