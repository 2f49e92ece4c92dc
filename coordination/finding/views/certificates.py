"""One's own certificate, for print: of what one gave at one activity."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careshare import clock
from coordination.arrangements.access import record_of, today_at
from coordination.finding.views.entering import for_volunteer
from coordination.planning.forms.certificates import CertificateForm, usual_choices
from coordination.planning.services.certificates import drawn
from coordination.signups.access.certificates import own_places
from volunteers.people.models import Person


@require_safe
@for_volunteer
def my_certificate(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Her own data: it stands there at once, and nothing is logged."""
    activity = get_object_or_404(own_places(person), public_id=public_id)
    usual = usual_choices(person, activity, today_at(activity, clock.now()))
    form = CertificateForm({**usual, **request.GET.dict()})
    sheet = drawn(person, record_of(activity), form.cleaned_data) if form.is_valid() else ""
    context = {
        "person": person,
        "form": form,
        "sheet": sheet,
        "is_empty": form.is_valid() and not sheet,
        "is_own": True,
        "back_url": reverse("coordination:my-hours"),
    }
    return render(request, "coordination/signups/certificate.html", context)
