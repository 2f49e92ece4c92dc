"""What one leads: its sessions, what is to be done, and putting it down again."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from careshare import clock
from coordination.finding.access.leading import SHOWN, Led, led
from coordination.finding.views.entering import for_volunteer
from coordination.planning.services.leading import put_down
from volunteers.memberships.access import acting
from volunteers.people.models import Person


def _fetch(request: HttpRequest, person: Person, public_id: uuid.UUID) -> Led:
    """One activity in which one leads now; else 404."""
    found = led(person, acting(request), clock.now(), SHOWN)
    one = next((one for one in found if one.activity.public_id == public_id), None)
    if one is None:
        raise Http404
    return one


@require_GET
@for_volunteer
def led_page(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """Everything that one may do there, with the next sessions."""
    context = {"one": _fetch(request, person, public_id), "person": person}
    return render(request, "coordination/finding/led.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_volunteer
def led_put_down(request: HttpRequest, person: Person, public_id: uuid.UUID) -> HttpResponse:
    """ "I would rather not lead this": asks once; the unit is told and sees to it meanwhile."""
    activity = _fetch(request, person, public_id).activity
    if request.method == "POST":
        put_down(activity=activity, person=person, user=request.user, now=clock.now())
        messages.success(
            request, _("Good, %(unit)s sees to it now.") % {"unit": activity.unit.name}
        )
        return redirect("coordination:volunteer-home")
    context = {
        "title": _("Not lead %(name)s any more?") % {"name": activity.name},
        "text": _("%(unit)s is told and sees to it. Your own days and times stay as they are.")
        % {"unit": activity.unit.name},
        "confirm_label": _("I would rather not lead this"),
        "cancel_url": reverse("coordination:led", args=[public_id]),
    }
    return render(request, "components/confirm_page.html", context)
