"""For organisations: activities that look for partners, and the offer to help run one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careshare import clock
from careshare.errors import Reason
from coordination.activities.models import Activity
from coordination.arrangements.access import (
    Record,
    latest_record,
    records_of,
    require,
    takes_part,
)
from coordination.arrangements.forms import initial_of
from coordination.arrangements.models import Version
from coordination.arrangements.rules import claim_rows, organisation_id
from coordination.planning.views.boards import (
    Setting,
    board_form_page,
    offered_organisations,
    start_terms,
)
from coordination.planning.views.pages import fetch, own_organisation
from coordination.planning.words.partners import partner_lines, partner_sentence
from coordination.shifts.models import Shift
from volunteers.memberships.access import Actor, acting
from volunteers.memberships.rules import Capability, Role

PER_PAGE = 20


@require_safe
def partner_list(request: HttpRequest) -> HttpResponse:
    actor, now = acting(request), clock.now()
    if actor.role != Role.COORDINATOR:
        raise PermissionDenied(Reason("role_may_not"))
    own = own_organisation(actor)
    found = Activity.objects.open_to([own]).exclude(parties__organisation_id=own)
    page = Paginator(found.for_pages().order_by("unit__name", "name", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    activities = list(page.object_list)
    mine = Version.objects.open_at(now).filter(activity__in=activities, proposer=actor.party)
    context = {
        "page_obj": page,
        "own_pk": own,
        "lead": partner_sentence(page.paginator.count),
        "lines": partner_lines(
            activities, records_of(activities), dict(mine.values_list("activity_id", "pk"))
        ),
    }
    return render(request, "coordination/arrangements/partners.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.PROPOSE, record)
    base = latest_record(activity)
    if actor.role != Role.COORDINATOR or any(takes_part(actor, one) for one in (record, base)):
        return redirect("coordination:board-edit", pk)
    waiting = _own_offer(base, actor)
    if waiting is not None and request.method != "POST":
        messages.info(request, _("Your offer waits for an answer."))
        return redirect("coordination:version-detail", waiting.pk)
    rows = claim_rows(base.rows, actor.party)
    setting = Setting(
        activity=activity,
        base=base,
        actor=actor,
        organisations=offered_organisations(actor, activity, base),
        initial={
            **start_terms(activity, base, is_claim=True),
            **initial_of(rows),
            "brings_people": _people_needed(activity),
        },
        is_claim=True,
        template="coordination/arrangements/claim.html",
    )
    return board_form_page(request, setting)


def _people_needed(activity: Activity) -> int:
    """What the offer starts with: as many as the next session needs, so that two presses do."""
    upcoming = Shift.objects.upcoming(clock.now()).filter(activity=activity).order_by("starts_at")
    shift = upcoming.prefetch_related("positions").first()
    return max(1, shift.coverage.minimum) if shift else 1


def _own_offer(base: Record, actor: Actor) -> Version | None:
    """One's own offer that can still be agreed; one on an older record is to be written anew."""
    if not organisation_id(actor.party):
        return None
    mine = Version.objects.open_at(clock.now()).filter(activity=base.activity)
    return mine.filter(proposer=actor.party, based_on=base.version).first()
