"""Questions to the regulars: ask, read the answers, place people from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from careshare.errors import Refused
from careshare.forms import row_id
from careshare.limits import refuse_too_often
from coordination.activities.models import Activity
from coordination.arrangements.access import may, record_of, require
from coordination.matching.access.questions import answers_page, regulars_of, sessions_of
from coordination.matching.forms import QuestionForm
from coordination.matching.models import Question
from coordination.matching.rules.questions import QuestionKind, usual_closing
from coordination.matching.services import ask_question, take_question_back
from coordination.matching.services.questions import last_day_planned
from coordination.matching.views.answering import show_answer_form
from coordination.planning.access.asking import Recruiting, asked_by_others, may_ask, recruiting_at
from coordination.planning.services.deciding import still_allowed
from coordination.planning.services.placing import place
from coordination.planning.views.shifts import asking, tell
from coordination.shifts.models import Series, Shift
from coordination.shifts.words import long_day
from coordination.signups.access import roomiest
from volunteers.accounts.access import Request
from volunteers.memberships.access import acting, may_in, require_in, visible_units
from volunteers.memberships.rules import Capability
from volunteers.memberships.views.area import posted
from volunteers.people.models import Person
from volunteers.places.models import CareUnit


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """Questions of one's unit or organisation, the newest first, and where to ask one."""
    actor = acting(request)
    hat = actor.membership
    if hat is None or hat.area_id or not may_in(actor, Capability.INVITE_VOLUNTEERS, hat.scope):
        raise PermissionDenied("role_may_not")
    rows = Question.objects.visible_to(request.user).for_pages().prefetch_related("asked")
    found = list(rows.order_by("-asked_at", "-pk")[:MOST])
    others = asked_by_others(actor, [one.activity for one in found if one.activity])
    now = clock.now()
    context = {"unit": hat.unit, "questions": [_line(one, others, now) for one in found]}
    return render(request, "coordination/matching/questions.html", context)


MOST = 50


def _line(question: Question, others: Mapping[int, str], now: datetime) -> dict[str, Any]:
    asked = list(question.asked.all())
    return {
        "pk": question.pk,
        "whose": others.get(question.activity_id or 0, ""),
        "title": title_of(question),
        "count": len(asked),
        "answered": sum(1 for one in asked if one.answered_at),
        "is_open": question.closes_at > now,
        "is_withdrawn": question.is_withdrawn,
        "closes": closes_in_words(question),
    }


def title_of(question: Question) -> str:
    """What a question is about: the activity or unit, and the days or the only one."""
    about = question.activity.name if question.activity else question.unit.name
    if question.first_on == question.last_on:
        return f"{about}: {long_day(question.first_on)}"
    days = {"first": long_day(question.first_on), "last": long_day(question.last_on)}
    return _("%(about)s: %(first)s to %(last)s") % {"about": about, **days}


def closes_in_words(question: Question) -> str:
    """The last day on which answers count."""
    last = question.closes_at - timedelta(seconds=1)
    return long_day(last.astimezone(question.unit.zone).date())


@require_http_methods(["GET", "HEAD", "POST"])
def ask_unit(request: Request, pk: int) -> HttpResponse:
    """Which days can you come? To all who come regularly to a unit."""
    unit = get_object_or_404(visible_units(request.user), pk=pk)
    return _ask(request, unit, None, None, "unit", recruiting=_recruiting(request, unit))


def _recruiting(request: HttpRequest, unit: CareUnit) -> Recruiting:
    """Where at the unit one recruits; 403 with whose it is where that is nowhere."""
    actor = acting(request)
    require_in(actor, Capability.INVITE_VOLUNTEERS, unit)
    found = recruiting_at(actor, unit)
    if found.is_all_others:
        raise PermissionDenied(*found.refused[0].reasons)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def ask_activity(request: Request, pk: int) -> HttpResponse:
    """The same to those of one activity."""
    rows = Activity.objects.visible_to(request.user)
    activity = get_object_or_404(rows.select_related("ward", "unit__area__policy"), pk=pk)
    return _ask(request, activity.unit, activity, None, _side(request, activity))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_series(request: Request, pk: int) -> HttpResponse:
    """Which of these times do you come? A yes takes a place at once."""
    rows = Series.objects.visible_to(request.user)
    rows = rows.select_related("activity__ward", "activity__unit__area__policy")
    series = get_object_or_404(rows, pk=pk)
    activity = series.activity
    return _ask(request, activity.unit, activity, series, _side(request, activity))


def _side(request: HttpRequest, activity: Activity) -> str:
    verdict = may_ask(acting(request), record_of(activity))
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    return verdict.party


def _ask(
    request: Request, unit: CareUnit, activity: Activity | None, series: Series | None, side: str,
    *, recruiting: Recruiting | None = None,
) -> HttpResponse:  # fmt: skip
    now = clock.now()
    people = _people(request, unit, activity, recruiting)
    today = now.astimezone(unit.zone).date()
    first, last = today + timedelta(weeks=2), today + timedelta(weeks=4)
    times = _times(unit, activity, series, now) if series else []
    if times:
        first, last = (times[edge].starts_at.astimezone(unit.zone).date() for edge in (0, -1))
    closes = usual_closing(today, first, unit.area.policy.question_days)
    form = QuestionForm(
        posted(request), people=people, days=(first, last) if times else None,
        initial={"first_on": first, "last_on": last, "closes_on": closes},
    )  # fmt: skip
    kind = QuestionKind.SESSIONS if series else QuestionKind.DAYS
    made = form.attempt(lambda: _write(request, form, unit, activity, series, kind, side))
    if made:
        messages.success(request, _told(made))
        return redirect("coordination:question-detail", made.pk)
    context = {"form": form, "people": people, "is_series": series is not None, "times": times}
    context |= {"about": activity or unit, "back_url": _back(activity, series)}
    context["others"] = recruiting.others if recruiting else []
    return render(request, "coordination/matching/question_form.html", context)


def _people(
    request: Request, unit: CareUnit, activity: Activity | None, recruiting: Recruiting | None
) -> list[Person]:
    own = recruiting.own if recruiting else None
    return regulars_of(request.user, unit, activity, clock.now(), only=own)


def _times(unit: CareUnit, activity: Any, series: Any, now: datetime) -> list[Shift]:
    """The sessions of a series that still have room."""
    today = now.astimezone(unit.zone).date()
    probe = Question(
        unit=unit, activity=activity, series=series, first_on=today + timedelta(days=1),
        last_on=last_day_planned(today, unit.area.policy),
    )  # fmt: skip
    return [one for one in sessions_of(probe, now) if one.coverage.free]


def _write(
    request: Request, form: QuestionForm, unit: CareUnit, activity: Any, series: Any,
    kind: QuestionKind, side: str,
) -> Question:  # fmt: skip
    refuse_too_often("message_many", request.user)
    data = form.cleaned_data
    return ask_question(
        kind=kind, unit=unit, activity=activity, series=series, first_on=data["first_on"],
        last_on=data["last_on"], closes_on=data["closes_on"], people=list(data["people"]),
        user=request.user, side=side, now=clock.now(), form_uuid=data["form_uuid"],
    )  # fmt: skip


def _told(question: Question) -> str:
    count = question.asked.count()
    return ngettext("%(count)s person is asked.", "%(count)s people are asked.", count) % {
        "count": count
    }


def _back(activity: Any, series: Any) -> str:
    if series is not None:
        return reverse("coordination:series-detail", args=[series.pk])
    if activity is not None:
        return reverse("coordination:activity-detail", args=[activity.pk])
    return reverse("coordination:question-list")


def fetch_question(request: HttpRequest, pk: int) -> Question:
    """A question that one may see (else 404) and ask (else 403)."""
    question = get_object_or_404(Question.objects.visible_to(request.user).for_pages(), pk=pk)
    if question.activity is not None:
        _side(request, question.activity)
    else:
        _recruiting(request, question.unit)
    return question


@require_safe
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of answers, by day and by person; from it people are placed or asked."""
    question, now = fetch_question(request, pk), clock.now()
    context = {
        "page": answers_page(question, now),
        "question": question,
        "title": title_of(question),
        "is_open": question.closes_at > now,
        "closes": closes_in_words(question),
        "is_about_days": question.kind == QuestionKind.DAYS,
        "fill_url": _fill_url(request, question, now),
    }
    return render(request, "coordination/matching/question.html", context)


@require_POST
def question_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question back, by whoever may ask it; a second press says that it was."""
    question, now = fetch_question(request, pk), clock.now()
    try:
        if question.activity is None:
            is_done = take_question_back(question=question, user=request.user, side="unit", now=now)
        else:
            with still_allowed(question.activity, partial(may_ask, acting(request))) as verdict:
                is_done = take_question_back(question=question, user=request.user, now=now,
                                             side=verdict.party)  # fmt: skip
        messages.success(request, _told_back(question, now, is_done=is_done))
    except Refused as refused:
        tell(request, refused)
    return redirect("coordination:question-detail", pk)


def _told_back(question: Question, now: datetime, *, is_done: bool) -> str:
    """What became of those who were asked."""
    if not is_done:
        return _("It was taken back already.")
    silent = timedelta(seconds=question.unit.area.policy.undo_seconds)
    if now - question.asked_at < silent:
        return _("Taken back. Nobody hears of it.")
    return _("Taken back. Whoever still meant to answer is told; who said yes keeps the place.")


def _fill_url(request: HttpRequest, question: Question, now: datetime) -> str:
    """Where a roster is proposed out of the answers, for whoever may place people."""
    actor, activity = acting(request), question.activity
    today = now.astimezone(question.unit.zone).date()
    is_over = question.is_withdrawn or question.first_on <= today
    if question.kind != QuestionKind.DAYS or is_over:
        return ""
    if activity is not None:
        is_allowed = bool(may(actor, Capability.PLACE_PEOPLE, record_of(activity)))
        path = reverse("coordination:fill-activity", args=[activity.pk])
    else:
        is_allowed = bool(may_in(actor, Capability.PLACE_PEOPLE, question.unit))
        path = reverse("coordination:fill-unit", args=[question.unit_id])
    days = f"?first_on={question.first_on:%Y-%m-%d}&last_on={question.last_on:%Y-%m-%d}"
    return path + days if is_allowed else ""


@require_POST
def question_place(request: HttpRequest, pk: int, shift_pk: int) -> HttpResponse:
    """Give a place on a session to somebody who answered."""
    question, now = fetch_question(request, pk), clock.now()
    shift = get_object_or_404(sessions(question), pk=shift_pk)
    require(acting(request), Capability.PLACE_PEOPLE, record_of(shift.activity))
    asked = question.asked.filter(person=row_id(request.POST.get("person", "")))
    person = get_object_or_404(Person.objects.present(), pk__in=asked.values("person_id"))
    try:
        ask = asking(request, Capability.PLACE_PEOPLE)
        with still_allowed(shift.activity, ask) as verdict:
            place(shift=shift, position=roomiest(shift), person=person, user=request.user,
                  side=verdict.party, now=now)  # fmt: skip
        messages.success(request, _("%(name)s has a place.") % {"name": person.name})
    except Refused as refused:
        tell(request, refused)
    return redirect("coordination:question-detail", pk)


def sessions(question: Question) -> Any:
    """The sessions of the question's unit, or of its activity; loaded for a sign-up."""
    rows = Shift.objects.for_pages().filter(activity__unit=question.unit)
    return rows.filter(activity=question.activity) if question.activity_id else rows


@require_http_methods(["GET", "HEAD", "POST"])
def note_answer(request: HttpRequest, pk: int, asked_pk: int) -> HttpResponse:
    """Somebody rang, or was rung: the same form, noted by a colleague."""
    question = fetch_question(request, pk)
    rows = question.asked.select_related("person")
    asked = get_object_or_404(rows, pk=asked_pk)
    asked.question = question
    url = reverse("coordination:question-detail", args=[pk])
    return show_answer_form(request, asked, user=request.user, back_url=url)
