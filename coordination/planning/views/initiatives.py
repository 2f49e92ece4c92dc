"""Ideas from outside: the list, one idea, and what each side does with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from careshare.errors import Reason
from coordination.initiatives import services
from coordination.initiatives.access import is_own, may_answer, sees_ideas
from coordination.initiatives.forms import DecideForm, InitiativeForm
from coordination.initiatives.models import Initiative
from coordination.initiatives.rules import (
    WAITING,
    YES,
    InitiativeState,
    Step,
    answers_by_unit,
    answers_of,
    reasons_against,
)
from coordination.planning.services.becoming import make_activity
from coordination.planning.views.boards import partner_terms
from coordination.planning.views.pages import own_organisation, posted
from coordination.planning.words import initiatives as words
from volunteers.memberships.access import Actor, acting, areas_led
from volunteers.memberships.rules import Role
from volunteers.organisations.models import Organisation
from volunteers.people.access import area_ids, person_of
from volunteers.people.models import Person
from volunteers.places.models import CareUnit

PER_PAGE = 25


@require_safe
def initiative_list(request: HttpRequest) -> HttpResponse:
    actor, person, now = acting(request), person_of(request), clock.now()
    if not sees_ideas(actor, person):
        raise PermissionDenied(Reason("role_may_not"))
    if actor.role == Role.AREA_LEAD:
        return _counts(request, actor)
    rows = _of_hat(request, actor, person).for_pages().order_by("-proposed_at", "-pk")
    for_unit = actor.party == "unit"
    lead = _("What you have proposed to care units, and how they answered.")
    if for_unit:
        lead = words.list_sentence(rows.waiting().count(), rows.overdue(now).count())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lead": lead,
        "lines": words.initiative_lines(page.object_list, now, for_unit=for_unit),
        "for_unit": for_unit,
        "tells_public": _public_address(request, actor),
    }
    return render(request, "coordination/initiatives/list.html", context)


def _public_address(request: HttpRequest, actor: Actor) -> str:
    """Where anybody may suggest something to the hat's unit; "" where the unit does not wish it."""
    unit = actor.membership.unit if actor.membership else None
    if unit is None or not unit.takes_public_suggestions:
        return ""
    path = reverse("coordination:suggestion-create", args=[unit.public_id])
    return request.build_absolute_uri(path)


def _of_hat(request: HttpRequest, actor: Actor, person: Person | None) -> Any:
    """Those of the hat alone, for whom `sees_ideas` holds."""
    seen, hat = Initiative.objects.visible_to(request.user), actor.membership
    if hat is not None and hat.unit_id:
        return seen.filter(unit_id=hat.unit_id)
    if hat is not None and hat.organisation_id:
        return seen.filter(organisation_id=hat.organisation_id)
    return seen.filter(person=person)


def _counts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the area's lead reads: counts and medians by unit, no idea and no name."""
    now = clock.now()
    rows = Initiative.objects.in_areas(areas_led(request.user)).answers()
    context = {
        "lead": words.area_sentence(answers_of(rows, now)),
        "lines": [words.answers_line(one) for one in answers_by_unit(rows, now)],
    }
    return render(request, "coordination/initiatives/counts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_create(request: HttpRequest) -> HttpResponse:
    actor, person = acting(request), person_of(request)
    units = _places(actor, person)
    organisation = Organisation.objects.filter(pk=own_organisation(actor)).first()
    if not units:
        return render(request, "coordination/initiatives/nowhere.html", {})
    form = InitiativeForm(
        posted(request), units=units, for_organisation=organisation is not None,
        initial={"unit": request.GET.get("unit", "")},
    )  # fmt: skip
    made = form.attempt(
        lambda: services.propose_initiative(
            unit=form.unit_chosen, values=form.values, user=request.user, now=clock.now(),
            form_uuid=form.cleaned_data["form_uuid"], organisation=organisation,
            person=None if organisation else person,
        )
    )  # fmt: skip
    if made is not None:
        messages.success(request, _("Sent. You hear by e-mail how it goes, and see it here."))
        return redirect("coordination:initiative-detail", made.pk)
    return render(request, "coordination/initiatives/form.html", {"form": form})


def _places(actor: Actor, person: Person | None) -> list[CareUnit]:
    """The units to which one may propose something; 403 for whoever is neither."""
    organisation = own_organisation(actor)
    if organisation:
        rows = CareUnit.objects.filter(area__organisations_here__organisation_id=organisation)
    elif person is not None:
        rows = CareUnit.objects.filter(area_id__in=area_ids(person))
    else:
        raise PermissionDenied(Reason("role_may_not"))
    return list(rows.select_related("area__policy").order_by("name", "pk"))


def _fetch(request: HttpRequest, pk: int) -> tuple[Initiative, Actor]:
    rows = Initiative.objects.visible_to(request.user).for_pages()
    return get_object_or_404(rows, pk=pk), acting(request)


def _to_answer(request: HttpRequest, pk: int) -> Initiative:
    """An idea that one answers; 403 for whoever only reads it."""
    initiative, actor = _fetch(request, pk)
    if not may_answer(actor, initiative):
        raise PermissionDenied(Reason("role_may_not"))
    return initiative


@require_safe
def initiative_detail(request: HttpRequest, pk: int) -> HttpResponse:
    initiative, actor = _fetch(request, pk)
    answers = may_answer(actor, initiative)
    own = is_own(actor, person_of(request), initiative)
    state = InitiativeState(initiative.state)
    context = {
        "initiative": initiative,
        "lead": words.detail_sentence(initiative, clock.now()),
        "state": words.state_chip(initiative),
        "idea": words.idea_facts(initiative),
        "proposer": words.proposer_facts(initiative, with_contact=answers),
        "steps": words.step_lines(initiative),
        "may_acknowledge": answers and state == InitiativeState.PROPOSED,
        "may_decide": answers and state in WAITING,
        "may_become": answers and state == InitiativeState.ACCEPTED,
        "may_withdraw": own and not reasons_against(Step.WITHDRAW, state),
        "sees_activity": answers or initiative.organisation_id is not None,
    }
    return render(request, "coordination/initiatives/detail.html", context)


@require_POST
def initiative_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    initiative = _to_answer(request, pk)
    services.acknowledge(initiative=initiative, user=request.user, now=clock.now())
    messages.success(request, _("Acknowledged. Whoever proposed it is told."))
    return redirect("coordination:initiative-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_decide(request: HttpRequest, pk: int) -> HttpResponse:
    initiative = _to_answer(request, pk)
    form = DecideForm(posted(request))
    done = form.attempt(
        lambda: services.decide(
            initiative=initiative, user=request.user, now=clock.now(), **form.cleaned_data
        )
    )
    if done is not None:
        is_yes = done.decision in YES
        messages.success(
            request,
            _("Answered. Now make it an activity.") if is_yes else _("Answered, and told why."),
        )
        return redirect("coordination:initiative-detail", pk)
    context = {
        "form": form,
        "title": _("Answer “%(title)s”") % {"title": initiative.title},
        "text": _("%(who)s reads your answer and why.") % {"who": initiative.proposer},
        "confirm_label": _("Send the answer"),
        "cancel_url": reverse("coordination:initiative-detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    initiative, actor = _fetch(request, pk)
    if not is_own(actor, person_of(request), initiative):
        raise PermissionDenied(Reason("role_may_not"))
    if request.method == "POST":
        services.withdraw_initiative(initiative=initiative, user=request.user, now=clock.now())
        messages.success(request, _("Taken back. The care unit sees it."))
        return redirect("coordination:initiative-detail", pk)
    context = {
        "title": _("Take your idea back?"),
        "text": _("%(unit)s then need not answer it. You can propose it again at any time.")
        % {"unit": initiative.unit.name},
        "confirm_label": _("Take it back"),
        "cancel_url": reverse("coordination:initiative-detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


@require_POST
def initiative_become(request: HttpRequest, pk: int) -> HttpResponse:
    initiative, now = _to_answer(request, pk), clock.now()
    activity = make_activity(
        initiative=initiative,
        terms=partner_terms(initiative.unit, now),
        user=request.user,
        now=now,
    )
    text = _("It is a draft now. Fill in what is missing, then publish it.")
    if initiative.organisation is not None:
        text = _("It is a draft now. %(who)s is asked to agree who does what.") % {
            "who": initiative.organisation.name
        }
    messages.success(request, text)
    return redirect("coordination:activity-detail", activity.pk)
