"""Putting a volunteer on hold, and lifting it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from coordination.planning.access.suspending import may_lift, may_suspend, names_of, open_holds
from coordination.planning.forms.suspending import SuspendForm
from coordination.planning.services.suspending import lift, suspend
from coordination.planning.views.pages import posted
from coordination.planning.words.suspending import suspension_line
from coordination.signups.models import Suspension
from coordination.signups.rules import SuspensionReason
from volunteers.memberships.access import acting
from volunteers.people.models import Person

SHOWN = 100  # lifted ones, the latest first


@require_http_methods(["GET", "HEAD", "POST"])
def person_suspend(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).present(), pk=pk)
    actor = acting(request)
    if actor.membership is None or not may_suspend(actor, person):
        raise PermissionDenied("role_may_not")
    form = SuspendForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = SuspensionReason(form.cleaned_data["reason"])
        _row, freed = suspend(person=person, actor=actor, reason=reason, now=clock.now())
        messages.success(request, _done(person, freed))
        return redirect("coordination:suspension-list")
    values = {"name": person.name, "place": actor.membership.scope.name}
    context = {
        "title": _("Put %(name)s on hold?") % values,
        "text": _(
            "From now on %(name)s cannot sign up at %(place)s, and the days that were agreed are "
            "free again. Those who plan them are told. You can lift it at any time."
        ) % values,
        "form": form,
        "confirm_label": _("Yes, put on hold"),
        "cancel_url": reverse("coordination:suspension-list"),
        "danger": True,
    }  # fmt: skip
    return render(request, "components/confirm_page.html", context)


def _done(person: Person, freed: int) -> str:
    """What happened, and what is left to do by telephone."""
    said = ngettext(
        "%(name)s is on hold; %(count)s day is free again.",
        "%(name)s is on hold; %(count)s days are free again.",
        freed,
    ) % {"name": person.name, "count": freed}
    if person.is_reachable_by_mail:
        return said
    ring = _("There is no e-mail address: please ring %(name)s.") % {"name": person.name}
    return f"{said} {ring}"


@require_safe
def suspension_list(request: HttpRequest) -> HttpResponse:
    """Who is on hold, and who was; for the side that did it alone."""
    actor = acting(request)
    hat = actor.membership
    if hat is None or hat.area_id:
        raise PermissionDenied("role_may_not")
    rows = Suspension.objects.visible_to(request.user).filter(party_key=hat.scope_key).for_pages()
    lifted = rows.exclude(lifted_at=None).order_by("-lifted_at")[:SHOWN]
    held = open_holds(actor)
    names = names_of([one for one, _verdict in held] + list(lifted))
    context = {
        "rows": [
            suspension_line(one, names, lifting=verdict, is_own=one.party_key == hat.scope_key)
            for one, verdict in held
        ],
        "lifted": [suspension_line(one, names) for one in lifted],
        "back_url": reverse("coordination:today"),
    }
    return render(request, "coordination/signups/suspensions.html", context)


@require_POST
def suspension_lift(request: HttpRequest, pk: int) -> HttpResponse:
    actor = acting(request)
    row = next((one for one, _verdict in open_holds(actor) if one.pk == pk), None)
    if row is None:  # lifted before, or another side's
        rows = Suspension.objects.visible_to(request.user).for_pages()
        row = get_object_or_404(rows, pk=pk)
    verdict = may_lift(actor, row)
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    lift(row=row, actor=actor, now=clock.now())
    messages.success(request, _("%(name)s can sign up again.") % {"name": row.person.name})
    return redirect("coordination:suspension-list")
