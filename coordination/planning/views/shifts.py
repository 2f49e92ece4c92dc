"""Sessions: plan them, look at one."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from careshare.taking_back import offer_to_take_back
from coordination.activities.models import Activity
from coordination.arrangements.access import Contact, Record, Verdict, may, record_of, require
from coordination.planning.access.shifts import plannable, shift_page
from coordination.planning.access.waiting import verdict_on
from coordination.planning.forms.series import PlanForm, planned_days, usual_values
from coordination.planning.services.deciding import Ask
from coordination.planning.services.restoring import Before
from coordination.planning.services.shifts import plan_shifts
from coordination.planning.views.pages import activity_url
from coordination.shifts.models import Shift
from coordination.shifts.rules import Coverage
from coordination.shifts.words import cancelled_because, places, position_name, still_needed
from coordination.signups.access import when
from volunteers.memberships.access import Actor, acting
from volunteers.memberships.rules import Capability, allows

UNDO = "undo_of"
"""Under which name a browser's session keeps what the last press changed."""


def fetch(request: HttpRequest, pk: int) -> tuple[Shift, Record]:
    """A session that one may see (else 404), and its activity's record as of today."""
    rows = Shift.objects.visible_to(request.user, leads=acting(request).membership is None)
    shift = get_object_or_404(rows.for_pages(), pk=pk)
    return shift, record_of(shift.activity)


def require_on(
    request: HttpRequest, capability: Capability, shift: Shift, record: Record
) -> Verdict:
    """The verdict on one session, which may have waited long enough to step in; else 403."""
    verdict = verdict_on(acting(request), capability, record, shift, clock.now())
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    return verdict


def asking_on(request: HttpRequest, capability: Capability, shift: Shift) -> Ask:
    """The same question, for the service to ask again under lock."""
    actor, now = acting(request), clock.now()
    return lambda record: verdict_on(actor, capability, record, shift, now)


def asking(request: HttpRequest, capability: Capability) -> Ask:
    """Whether one may do something, for the service to ask under lock."""
    actor = acting(request)
    return lambda record: may(actor, capability, record)


def tell(request: HttpRequest, refused: Refused) -> None:
    """Every reason of a refusal, each as a message."""
    for reason in refused.reasons:
        said = say(reason)
        messages.error(request, f"{said.says} {said.next_step}".strip())


def about(shift: Shift) -> dict[str, Any]:
    """What every page about a session says on top."""
    return {
        "shift": shift,
        "when": when(shift),
        "back_url": reverse("coordination:shift-detail", args=[shift.pk]),
        "back_label": f"{shift.activity.name}, {when(shift)}",
        "cancel_url": reverse("coordination:shift-detail", args=[shift.pk]),
    }


@require_safe
def shift_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes to a session, and what one may do about it."""
    shift, record = fetch(request, pk)
    now = clock.now()
    page, is_over = shift_page(acting(request), shift, record, now), shift.ends_at <= now
    context = {
        "page": page,
        "may_undo": kept_for(request, shift) is not None,
        "shift": shift,
        "activity_url": activity_url(acting(request), shift.activity),
        "when": when(shift),
        "coverage": shift.coverage,
        "is_over": is_over,
        "positions": _positions(shift),
        "places": places(shift.coverage, is_over=is_over),
        "needed": "" if is_over else still_needed(shift.coverage),
        "cancelled_because": cancelled_because(shift.cancel_reason),
        "facts": [
            {"label": _("Where"), "value": shift.place or shift.activity.place},
            {"label": _("Care unit"), "value": shift.activity.unit.name},
            *_whom_to_ring(page.contact, acting(request)),
            *({"label": label, "value": who} for label, who in page.holders),
        ],
    }
    return render(request, "coordination/shifts/detail.html", context)


def _whom_to_ring(contact: Contact, actor: Actor) -> list[dict[str, str]]:
    if actor.is_of_area:
        return []
    return [{"label": _("Whom to ring"), "value": capfirst(contact.name), "phone": contact.phone}]


def _positions(shift: Shift) -> list[tuple[str, Coverage]]:
    """How full each position is, where a session has several."""
    found = [(position_name(one.name), one.coverage) for one in shift.positions.all()]
    return found if len(found) > 1 else []


def kept_for(request: HttpRequest, shift: Shift) -> Before | None:
    """What this browser changed last about a session, as long as that stands as changed."""
    kept = request.session.get(UNDO)
    if not kept or kept["pk"] != shift.pk:
        return None
    before = Before(**kept["before"])
    own = next((one for one in before.sessions if one["pk"] == shift.pk), None)
    return before if own is not None and own["version"] == shift.version else None


@require_safe
def shift_choose(request: HttpRequest) -> HttpResponse:
    """For which activity sessions are planned."""
    actor = acting(request)
    if not actor.role or not allows(actor.role, Capability.PLAN_SHIFTS):
        raise PermissionDenied("role_may_not")
    activities = plannable(actor)
    if len(activities) == 1:
        return redirect("coordination:shift-plan", activities[0].pk)
    context = {"activities": activities, "back_url": reverse("coordination:today")}
    return render(request, "coordination/shifts/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def shift_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one session or a series; shows the dates first."""
    rows = Activity.objects.visible_to(request.user).select_related("ward", "unit__area__policy")
    activity = get_object_or_404(rows, pk=pk)
    verdict = require(acting(request), Capability.PLAN_SHIFTS, record_of(activity))
    now = clock.now()
    if request.method == "GET" and request.htmx:  # type: ignore[attr-defined]
        days = planned_days(PlanForm(request.GET), activity, now)
        return render(request, "coordination/shifts/planned_days.html", {"plan": days})
    last = activity.shifts.planned().for_pages().order_by("-starts_at").first()
    initial = usual_values(last, now.astimezone(activity.unit.zone).date())
    form = PlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and "show" not in request.POST and form.is_valid():
        try:
            made = plan_shifts(
                activity=activity, wish=form.wish, user=request.user, now=now,
                form_uuid=form.cleaned_data["form_uuid"], side=verdict.party,
            )  # fmt: skip
            return _planned(request, made)
        except Refused as refused:
            form.add_plan_refusal(refused)
    context = {"form": form, "activity": activity, "plan": planned_days(form, activity, now),
               "back_url": activity_url(acting(request), activity)}  # fmt: skip
    return render(request, "coordination/shifts/plan.html", context)


def _planned(request: HttpRequest, made: list[Shift]) -> HttpResponse:
    said = ngettext("%(count)s session is planned.", "%(count)s sessions are planned.", len(made))
    messages.success(request, said % {"count": len(made)})
    _offer_back(request, made[0])
    if len(made) == 1:
        return redirect("coordination:shift-detail", made[0].pk)
    return redirect(activity_url(acting(request), made[0].activity))


TO_THINK = timedelta(hours=1)
"""So long the page offers to take a plan back; no tap that is no undo stands there for ever."""


def _offer_back(request: HttpRequest, first: Shift) -> None:
    """One tap takes the plan back, where one lands or looks at it."""
    pages = [
        reverse("coordination:shift-detail", args=[first.pk]),
        activity_url(acting(request), first.activity),
    ]
    if first.series_id:
        pages.append(reverse("coordination:series-detail", args=[first.series_id]))
    offer_to_take_back(
        request, url=reverse("coordination:plan-take-back", args=[first.pk]),
        label=_("Take the plan back"), on=pages, values={},
        until=min(first.starts_at, clock.now() + TO_THINK),
    )  # fmt: skip
