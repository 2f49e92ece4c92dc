"""Certificates for those who came: who it is for, what stands on it, the sheet for print."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from careshare import clock
from coordination.arrangements.access import require, today_at
from coordination.planning.forms.certificates import CertificateForm, usual_choices
from coordination.planning.services.certificates import drawn, note_made
from coordination.planning.views.pages import fetch, posted
from coordination.planning.words.certificates import comer
from coordination.signups.access.certificates import comers
from volunteers.memberships.rules import Capability

PER_PAGE = 50


@require_safe
def certificate_list(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.THANK, record)
    page = Paginator(comers(activity, actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "activity": activity,
        "page_obj": page,
        "lines": [comer(person, activity) for person in page],
    }
    return render(request, "coordination/activities/certificates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Looking writes nothing; the log says that one was made (POST)."""
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.THANK, record)
    person = get_object_or_404(comers(activity, actor), pk=person_pk)
    now = clock.now()
    usual = usual_choices(person, activity, today_at(activity, now))
    form = CertificateForm(posted(request), initial=usual)
    sheet = drawn(person, record, form.cleaned_data) if form.is_valid() else ""
    if sheet:
        note_made(person, record, actor, now)
    context = {
        "person": person,
        "form": form,
        "sheet": sheet,
        "is_empty": form.is_valid() and not sheet,
        "back_url": reverse("coordination:certificate-list", args=[pk]),
    }
    return render(request, "coordination/signups/certificate.html", context)
