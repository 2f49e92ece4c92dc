"""Taking over what a coordinator put down about oneself, and one person who is there twice."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused, refuse_if
from careshare.limits import limited
from careshare.sentences import say
from coordination.finding.services import put_together
from volunteers.memberships.access import HAT, active_memberships
from volunteers.people.access import people_of, twins
from volunteers.people.models import Person, PersonLink
from volunteers.people.rules import PersonKind
from volunteers.people.services import link_by_token, reasons_against_link, take_over


@login_not_required
@limited("token_link")
@never_cache
@require_http_methods(["GET", "POST"])
def person_join(request: HttpRequest, token: str) -> HttpResponse:
    """Says who is expected; whoever is logged in takes it over by a button, and by nothing else."""
    link = link_by_token(token)
    if link is None:
        return render(request, "coordination/finding/join_unknown.html", status=404)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    reasons = reasons_against_link(link, clock.now())
    if request.method == "POST":
        try:
            return _joined(request, link)
        except Refused as refused:
            reasons = list(refused.reasons)
    own = _alike(request, link)
    context = {
        "link": link,
        "own": own,
        "alike": next((two[0] for one in own for two in twins([one, link.person])), None),
        "reasons": [say(one) for one in reasons],
    }
    return render(request, "coordination/finding/join.html", context)


def _alike(request: HttpRequest, link: PersonLink) -> list[Person]:
    """Whom the reader is here already, who could be the same."""
    is_group = link.person.kind == PersonKind.GROUP
    own = [] if is_group else people_of(request.user)
    return [one for one in own if one.kind != PersonKind.GROUP and one.pk != link.person_id]


def _joined(request: HttpRequest, link: PersonLink) -> HttpResponse:
    now, chosen = clock.now(), request.POST.get("same", "")
    keep = next((one for one in _alike(request, link) if str(one.pk) == chosen), None)
    if keep is None:
        person = take_over(link=link, user=request.user, now=now)  # type: ignore[arg-type]
    else:
        person = _same(request, link, keep)
    request.session[HAT] = f"person:{person.pk}"
    messages.success(request, _("Welcome, %(name)s!") % {"name": person.first_name})
    return redirect("coordination:volunteer-home")


def _same(request: HttpRequest, link: PersonLink, keep: Person) -> Person:
    """The reader is here already: all of it goes to that row. Both or neither."""
    now = clock.now()
    if link.person.merged_into_id == keep.pk:
        return keep
    refuse_if(reasons_against_link(link, now))
    return put_together(keep=keep, other=link.person, user=request.user, now=now)


@require_http_methods(["GET", "POST"])
def person_together(request: HttpRequest) -> HttpResponse:
    """One log-in stands for two of the same name: perhaps one person, put down twice."""
    people = people_of(request.user)
    if not people:
        return redirect(
            "volunteers:who" if active_memberships(request.user) else "volunteers:register"
        )
    pairs, reasons = twins(people), []
    if request.method == "POST":
        pair = next((two for two in pairs if str(two[1].pk) == request.POST.get("other")), None)
        try:
            if pair is not None:
                put_together(keep=pair[0], other=pair[1], user=request.user, now=clock.now())
                request.session[HAT] = f"person:{pair[0].pk}"
                messages.success(request, _("Now it is all in one place."))
            return redirect("coordination:volunteer-home")
        except Refused as refused:
            reasons = [say(one) for one in refused.reasons]
    context = {"pairs": pairs, "reasons": reasons}
    return render(request, "coordination/finding/together.html", context)
