"""A concern or a hard day: a side tells of it, and whoever holds its task reads and closes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from coordination.arrangements.access import contact_for, record_of, require
from coordination.planning.forms.raising import CloseRaisedForm, RaiseForm
from coordination.planning.services.deciding import still_allowed
from coordination.planning.views.pages import posted
from coordination.planning.views.shifts import asking, fetch
from coordination.planning.words.raising import raised_page, told, who_reads
from coordination.signups.models import Raised
from coordination.signups.rules.raised import CLOSES, RaisedKind
from coordination.signups.services import close_raised, raise_about
from coordination.signups.words.raised import KINDS
from volunteers.memberships.access import acting, colleague_names
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
def shift_raise(request: HttpRequest, pk: int, kind: RaisedKind) -> HttpResponse:
    """Any side that takes part tells of something at a session."""
    shift, record = fetch(request, pk)
    require(acting(request), Capability.RAISE_CONCERN, record)
    form = RaiseForm(posted(request), kind=kind, by_volunteer=False)
    back = reverse("coordination:shift-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        ask, now = asking(request, Capability.RAISE_CONCERN), clock.now()
        try:
            with still_allowed(shift.activity, ask) as verdict:
                raise_about(shift=shift, kind=kind, user=request.user, side=verdict.party, now=now,
                            **form.said)  # fmt: skip
            messages.success(request, told(kind, record))
            return redirect(back)
        except Refused as refused:
            form.add_refusal(refused)
    ring = contact_for(record, starts_at=shift.starts_at, at=clock.now())
    text = who_reads(kind, record, name=ring.name, number=ring.phone)
    context = {"title": KINDS[kind], "text": text, "form": form, "confirm_label": _("Send it"),
               "cancel_url": back}  # fmt: skip
    return render(request, "components/confirm_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def raised_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it, and say what came of it."""
    row = get_object_or_404(Raised.objects.visible_to(request.user).for_pages(), pk=pk)
    record, capability = record_of(row.activity), CLOSES[RaisedKind(row.kind)]
    require(acting(request), capability, record)
    form = CloseRaisedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with still_allowed(row.activity, asking(request, capability)) as verdict:
            close_raised(row=row, how=form.cleaned_data["how"], user=request.user,
                         side=verdict.party, now=clock.now())  # fmt: skip
        messages.success(request, _("Closed. Whoever told of it reads what came of it."))
        return redirect("coordination:today")
    names = colleague_names([row.raised_by_id] if row.raised_by_id else [])
    page = raised_page(row, record, names)
    context = {"row": row, "page": page, "title": page.title, "text": page.where, "form": form,
               "confirm_label": _("Close it"),
               "cancel_url": reverse("coordination:today")}  # fmt: skip
    return render(request, "coordination/signups/raised.html", context)
