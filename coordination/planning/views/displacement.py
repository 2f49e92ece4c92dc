"""Does this replace paid work? One's list, an activity's reviews, both voices, the printed page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careshare import clock
from careshare.errors import Reason, Refused
from coordination.activities.access import standing_of
from coordination.activities.forms.displacement import ManagerForm, SecondVoiceForm
from coordination.activities.models import DisplacementReview
from coordination.activities.rules.displacement import ReviewState
from coordination.activities.services import displacement as services
from coordination.activities.words.displacement import RULE
from coordination.arrangements.access import may, record_of, require, today_at
from coordination.planning.access.displacement import alerts_of, lines_of
from coordination.planning.views.pages import fetch, own_name, posted
from coordination.planning.words import displacement as words
from volunteers.memberships.access import Actor, acting, may_in, visible_units
from volunteers.memberships.rules import Capability, allows
from volunteers.places.models import Area

PER_PAGE = 25


def scope_area(actor: Actor) -> Area:
    """The area of the hat, where the role sees paid work; else 403."""
    hat = actor.membership
    if hat is None or not allows(hat.role, Capability.SEE_PAID_WORK):
        raise PermissionDenied(Reason("role_may_not"))
    return hat.unit.area if hat.unit else hat.area  # type: ignore[return-value]


def scope_units(actor: Actor, area: Area) -> list[Any]:
    """The units of the hat: its own, or all of its area."""
    hat, units = actor.membership, visible_units(actor.user).filter(area=area)
    if hat is not None and hat.unit_id:
        units = units.filter(pk=hat.unit_id)
    return list(units.order_by("name"))


@require_safe
def displacement_list(request: HttpRequest) -> HttpResponse:
    actor, now = acting(request), clock.now()
    area = scope_area(actor)
    units, lines = scope_units(actor, area), lines_of(actor, now)
    waiting = sum(bool(line.standing.waiting_id) for line in lines)
    missing = sum(line.standing.is_missing and not line.standing.waiting_id for line in lines)
    page = Paginator(words.rows(lines), PER_PAGE).get_page(request.GET.get("page"))
    alerts = [(one.unit, words.alert_sentence(one)) for one in alerts_of(area, units, now)]
    context = {
        "lead": words.lead(waiting, missing),
        "page_obj": page,
        "alerts": alerts,
        "alert_rule": words.alert_rule(area.policy),
        "units": units,
        "may_class": may_in(actor, Capability.RUN_AREA, area),
    }
    return render(request, "coordination/activities/displacement_list.html", context)


@require_safe
def displacement(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.SEE_ACTIVITIES, record)
    standing = standing_of(activity)
    reviews = list(activity.displacement_reviews.for_pages().order_by("-started_at", "-pk"))
    for one in reviews:
        one.activity = activity
    context = {
        "activity": activity,
        "why": words.why(standing),
        "chip": words.standing_chip(standing),
        "standing": standing,
        "is_due_again": standing.is_due_again(today_at(activity, clock.now())),
        "reviews": [(one, words.review_title(one), words.review_lead(one)) for one in reviews],
        "may_answer": not standing.waiting_id
        and bool(may(actor, Capability.REVIEW_PAID_WORK, record)),
        "may_classify": bool(may(actor, Capability.CLASSIFY, record)),
    }
    return render(request, "coordination/activities/displacement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def displacement_answer(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.REVIEW_PAID_WORK, record)
    now = clock.now()
    form = ManagerForm(posted(request), today=today_at(activity, now))
    review = form.attempt(
        lambda: services.start_review(
            activity=activity,
            answers=form.answers,
            conditions=form.cleaned_data["conditions"],
            look_again_on=form.cleaned_data["look_again_on"],
            name=own_name(actor),
            user=request.user,
            now=now,
            form_uuid=form.cleaned_data["form_uuid"],
        )
    )
    if review is not None:
        messages.success(request, _("Answered. The staff representative is asked now."))
        return redirect("coordination:displacement-review", review.pk)
    context = {"activity": activity, "form": form, "why": words.why(standing_of(activity)),
               "days": activity.unit.area.policy.second_voice_days}  # fmt: skip
    return render(request, "coordination/activities/displacement_answer.html", context)


def fetch_review(request: HttpRequest, pk: int) -> tuple[DisplacementReview, Actor]:
    """A review of an activity that one may see; else 404."""
    rows = DisplacementReview.objects.visible_to(request.user).for_pages()
    return get_object_or_404(rows, pk=pk), acting(request)


@require_safe
def displacement_review(request: HttpRequest, pk: int) -> HttpResponse:
    review, actor = fetch_review(request, pk)
    record = record_of(review.activity)
    require(actor, Capability.SEE_ACTIVITIES, record)
    is_waiting = review.state == ReviewState.WAITING
    context = {
        **_shown(review),
        "may_second": is_waiting and bool(may(actor, Capability.SECOND_VOICE, record)),
        "may_withdraw": is_waiting and bool(may(actor, Capability.REVIEW_PAID_WORK, record)),
    }
    return render(request, "coordination/activities/displacement_review.html", context)


def _shown(review: DisplacementReview) -> dict[str, Any]:
    """Everything that is printed of a review."""
    return {
        "review": review,
        "activity": review.activity,
        "lead": words.review_lead(review),
        "chip": words.result_chip(review.result) if review.result else None,
        "needed_for": words.needed_for(review),
        "found_for": words.found_for(review),
        "questions": words.questions(review),
        "voices": words.voices(review),
        "rule": RULE,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def displacement_second(request: HttpRequest, pk: int) -> HttpResponse:
    review, actor = fetch_review(request, pk)
    require(actor, Capability.SECOND_VOICE, record_of(review.activity))
    now = clock.now()
    form = SecondVoiceForm(posted(request), today=today_at(review.activity, now))
    done = form.attempt(
        lambda: services.add_second_voice(
            review=review,
            answers=form.answers,
            name=own_name(actor),
            user=request.user,
            now=now,
            form_uuid=form.cleaned_data["form_uuid"],
        )
    )
    if done is not None:
        messages.success(request, _("Thank you. The review is closed, and your words are in it."))
        return redirect("coordination:displacement-review", pk)
    context = {**_shown(review), "form": form}
    return render(request, "coordination/activities/displacement_second.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def displacement_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    review, actor = fetch_review(request, pk)
    require(actor, Capability.REVIEW_PAID_WORK, record_of(review.activity))
    if request.method == "POST":
        try:
            services.withdraw_review(review=review, user=request.user, now=clock.now())
        except Refused:
            messages.error(request, _("Too late: the review is closed already."))
            return redirect("coordination:displacement-review", pk)
        messages.success(request, _("Taken back. You can answer anew."))
        return redirect("coordination:displacement", review.activity_id)
    context = {
        "title": _("Take these answers back?"),
        "text": _("The staff representative is no longer asked. You can answer anew at once."),
        "confirm_label": _("Take back"),
        "cancel_url": reverse("coordination:displacement-review", args=[pk]),
        "danger": True,
    }
    return render(request, "components/confirm_page.html", context)
