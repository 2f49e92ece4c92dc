"""A link by which somebody on the list takes over what stands about them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from volunteers.accounts.access import Request
from volunteers.memberships.access import acting
from volunteers.people.access import may_change
from volunteers.people.models import Person
from volunteers.people.services import give_link, stop_link


@never_cache
@require_http_methods(["GET", "POST"])
def person_link(request: Request, pk: int) -> HttpResponse:
    """Shows the link once, when it is made; a new one stops the one before."""
    person = get_object_or_404(Person.objects.visible_to(request.user).present(), pk=pk)
    actor, now = acting(request), clock.now()
    if actor.membership is None or not may_change(actor, person):
        raise PermissionDenied("role_may_not")
    context: dict[str, object] = {"person": person}
    if request.method == "POST" and "stop" in request.POST:
        stop_link(actor=request.user, person=person, now=now)
        return redirect("volunteers:person-link", pk=pk)
    if request.method == "POST":
        try:
            context["address"] = give_link(
                actor=request.user, hat=actor.membership, person=person, now=now
            )
        except Refused as refused:
            context["reasons"] = [say(one) for one in refused.reasons]
    context["open"] = person.links.open_at(now).first()
    return render(request, "volunteers/people/link.html", context)
