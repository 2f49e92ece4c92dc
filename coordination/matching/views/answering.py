"""The answer to a question, behind a signed link: no log-in, and opening it changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Reason, Refused
from careshare.forms import row_id
from careshare.limits import limited
from careshare.refusals import said
from coordination.matching.access.links import read_answer_link
from coordination.matching.access.questions import day_boxes, time_boxes
from coordination.matching.models import Asked
from coordination.matching.rules.questions import QuestionKind, reasons_against_answering
from coordination.matching.services import answer_days, answer_sessions
from coordination.shifts.words import long_day
from volunteers.people.access import language_of


@login_not_required
@limited("token_link")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_answer(request: HttpRequest, token: str) -> HttpResponse:
    """One's own answer. 404 for a wrong link; after the last day it only shows."""
    asked = read_answer_link(token)
    if asked is None:
        return render(request, "coordination/messages/unknown_link.html", status=404)
    with translation.override(language_of(asked.person, asked.question.unit.area)):
        return show_answer_form(request, asked, user=asked.person.user, back_url="")


def show_answer_form(
    request: HttpRequest, asked: Asked, *, user: Any, back_url: str
) -> HttpResponse:
    """The boxes as answered before; POST keeps them and comes back, or to `back_url`."""
    now, reasons = clock.now(), []
    if request.method == "POST":
        try:
            problems = _keep(request, asked, user)
            if not problems:
                if back_url:
                    messages.success(request, _("The answer is noted."))
                return redirect(back_url or request.path)
            reasons = said(problems)
        except Refused as refused:
            reasons = said(refused.reasons)
        asked.refresh_from_db(fields=["answered_at"])
    words = _page(asked)
    is_closed = bool(reasons_against_answering(asked.question.closes_at, now))
    is_withdrawn = asked.question.is_withdrawn
    return render(request, "coordination/matching/answer.html", {
        **words, "reasons": reasons, "back_url": back_url, "is_withdrawn": is_withdrawn,
        "is_closed": is_closed or words["has_nothing_left"],
        "need_not_answer": is_withdrawn or (words["has_nothing_left"] and not is_closed),
    })  # fmt: skip


def _page(asked: Asked) -> dict[str, Any]:
    question, now = asked.question, clock.now()
    is_days = question.kind == QuestionKind.DAYS
    times = [] if is_days else time_boxes(asked, now)
    return {
        "asked": asked,
        "name": asked.person.first_name,
        "unit": question.unit,
        "activity": question.activity,
        "first": long_day(question.first_on),
        "last": long_day(question.last_on),
        "days": day_boxes(asked, now) if is_days else [],
        "times": times,
        "own_times": [one for one in times if one.is_coming],
        "is_days": is_days,
        "has_nothing_left": not is_days and not times,
    }


def _keep(request: HttpRequest, asked: Asked, user: Any) -> list[Reason]:
    """What was not possible; nothing where all is kept."""
    now = clock.now()
    ticked = [] if "none" in request.POST else request.POST.getlist("yes")
    if asked.question.kind == QuestionKind.DAYS:
        answer_days(asked=asked, yes=[_part(one) for one in ticked], user=user, now=now)
        return []
    refused = answer_sessions(
        asked=asked, shift_ids={row_id(one) for one in ticked}, user=user, now=now
    )
    return list({reason.code: reason for found in refused.values() for reason in found}.values())


def _part(text: str) -> tuple[date, str]:
    """A box's day and part; a day long ago, which no question has, where it names none."""
    day, _dot, part = text.partition(".")
    try:
        return date.fromisoformat(day), part
    except ValueError:
        return date.min, part
