"""A confirmed roster is taken back by one tap, on the page on which one lands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.taking_back import is_taken_back, kept_for, offer_to_take_back
from coordination.activities.models import Activity
from coordination.arrangements.access import record_of, require
from coordination.matching.models import Question
from coordination.matching.services.rosters_back import RosterTakenBack, take_roster_back
from coordination.matching.views.taking_back import is_gone
from coordination.signups.access import when
from coordination.signups.models import SignUp
from volunteers.memberships.access import acting, require_in, visible_units
from volunteers.memberships.rules import Capability


def offer_roster_back(
    request: HttpRequest, scope: Question, kept: dict[str, Any], back: str
) -> None:
    """Offer the button on the answers, on the list of questions and where the roster was opened."""
    about = ("activity", scope.activity_id) if scope.activity_id else ("unit", scope.unit_id)
    pages = [reverse("coordination:question-detail", args=[pk]) for pk in kept["questions"]]
    offer_to_take_back(
        request, url=reverse(f"coordination:fill-{about[0]}-withdraw", args=[about[1]]),
        label=_("Take the whole roster back"), values={**kept, "back": back},
        on=[*pages, reverse("coordination:question-list"), back],
    )  # fmt: skip


@require_POST
def fill_activity_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Of an activity or of one of its series."""
    rows = Activity.objects.visible_to(request.user).select_related("ward", "unit__area__policy")
    activity = get_object_or_404(rows, pk=pk)
    require(acting(request), Capability.PLACE_PEOPLE, record_of(activity))
    return _withdraw(request, reverse("coordination:activity-detail", args=[pk]))


@require_POST
def fill_unit_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a unit."""
    unit = get_object_or_404(visible_units(request.user), pk=pk)
    require_in(acting(request), Capability.PLACE_PEOPLE, unit)
    return _withdraw(request, reverse("coordination:question-list"))


def _withdraw(request: HttpRequest, usual: str) -> HttpResponse:
    kept = kept_for(request)
    if is_gone(request) or kept is None:
        return redirect(kept["back"] if kept else usual)
    done = take_roster_back(kept=kept, actor=acting(request), now=clock.now())
    is_taken_back(request)
    _tell(request, done)
    return redirect(kept["back"])


def _tell(request: HttpRequest, done: RosterTakenBack) -> None:
    """What is taken back, and by name what stays."""
    if done.freed:
        told = ngettext(
            "Taken back: %(count)s place is free again.",
            "Taken back: %(count)s places are free again.",
            len(done.freed),
        )
        messages.success(request, told % {"count": len(done.freed)})
    if done.questions:
        messages.success(request, _("Taken back: nobody is asked any more."))
    said_yes = _("%(name)s has said yes already for %(when)s and keeps the place.")
    stays = _("%(name)s, %(when)s: changed meanwhile, so it stays as it is.")
    for one in done.said_yes:
        messages.warning(request, said_yes % _about(one))
    for one in done.stays:
        messages.warning(request, stays % _about(one))


def _about(one: SignUp) -> dict[str, str]:
    return {"name": one.person.name, "when": when(one.shift)}
