"""Fill for me: a whole roster as a proposal, to adjust and confirm. Opening it changes nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Reason, Refused
from careshare.forms import row_id
from careshare.limits import refuse_too_often
from careshare.refusals import said
from careshare.sentences import say
from coordination.activities.models import Activity
from coordination.arrangements.access import may, record_of
from coordination.matching.access.pages import roster_page
from coordination.matching.access.rosters import Facts, against_choices, facts_for
from coordination.matching.forms import RosterDaysForm, RosterForm
from coordination.matching.models import Question
from coordination.matching.rules.roster import reasons_against_days
from coordination.matching.services.proposing import proposed
from coordination.matching.services.questions import last_day_planned
from coordination.matching.services.rosters import Confirmed, confirm_roster, confirmed_before
from coordination.matching.services.rosters_back import to_take_back
from coordination.matching.views.filling_back import offer_roster_back
from coordination.shifts.models import Series
from coordination.signups.access import when
from coordination.signups.models import SignUp
from volunteers.accounts.access import Request
from volunteers.memberships.access import acting, require_in, visible_units
from volunteers.memberships.rules import Capability
from volunteers.memberships.views.area import posted
from volunteers.places.models import CareUnit

_FORM = ("GET", "HEAD", "POST")
FOUR_WEEKS = timedelta(days=27)


@require_http_methods(_FORM)
def fill_series(request: Request, pk: int) -> HttpResponse:
    """All sessions of a series that need somebody."""
    rows = Series.objects.visible_to(request.user)
    rows = rows.select_related("activity__ward", "activity__unit__area__policy")
    series = get_object_or_404(rows, pk=pk)
    _require(request, series.activity)
    scope = Question(unit=series.activity.unit, activity=series.activity, series=series)
    days = timedelta(days=scope.unit.area.policy.roster_days - 1)
    return _fill(request, scope, days, reverse("coordination:series-detail", args=[pk]))


@require_http_methods(_FORM)
def fill_activity(request: Request, pk: int) -> HttpResponse:
    """Those of an activity in some weeks."""
    rows = Activity.objects.visible_to(request.user).select_related("ward", "unit__area__policy")
    activity = get_object_or_404(rows, pk=pk)
    _require(request, activity)
    scope = Question(unit=activity.unit, activity=activity)
    back = reverse("coordination:activity-detail", args=[pk])
    return _fill(request, scope, FOUR_WEEKS, back)


@require_http_methods(_FORM)
def fill_unit(request: Request, pk: int) -> HttpResponse:
    """Those of all activities of a unit where one may place people."""
    rows = CareUnit.objects.filter(pk__in=visible_units(request.user).values("pk"))
    unit = get_object_or_404(rows.select_related("area__policy"), pk=pk)
    require_in(acting(request), Capability.PLACE_PEOPLE, unit)
    back = reverse("coordination:question-list")
    return _fill(request, Question(unit=unit), FOUR_WEEKS, back)


def _require(request: HttpRequest, activity: Activity) -> None:
    verdict = may(acting(request), Capability.PLACE_PEOPLE, record_of(activity))
    if not verdict:
        raise PermissionDenied(*verdict.reasons)


def _fill(request: Request, scope: Question, span: timedelta, back: str) -> HttpResponse:
    reasons = _set_days(request, scope, span)
    facts = facts_for(acting(request), scope, clock.now()) if not reasons else None
    form = RosterForm(posted(request))
    chosen: dict[int, list[int]] = {}
    against: Against = {}
    if facts and form.is_valid():
        if "confirm" in request.POST and (done := _pressed_twice(request, scope, form)):
            return _leave(done, back)
        chosen, is_gone = _chosen(request, facts)
        against = against_choices(facts, chosen)
        reasons = [Reason("place_gone")] if is_gone else []
        if "confirm" in request.POST and not against and not reasons:
            try:
                return _confirm(request, facts, chosen, form, back, scope)
            except Refused as refused:
                reasons = list(refused.reasons)
    elif facts:
        chosen = proposed(facts.case)
    page = roster_page(facts, chosen, against) if facts else None
    context = {"page": page, "form": form, "reasons": said(reasons), "against": len(against)}
    return render(request, "coordination/matching/roster.html", context | _about(scope, back))


def _about(scope: Question, back: str) -> dict[str, object]:
    days = {"first_on": scope.first_on, "last_on": scope.last_on}
    return {
        "days": RosterDaysForm(initial=days),
        "is_series": scope.series is not None,
        "about": scope.activity or scope.unit,
        "back_url": back,
    }


Against = dict[tuple[int, int], list[Reason]]


def _pressed_twice(request: Request, scope: Question, form: RosterForm) -> list[Question]:
    form_uuid = form.cleaned_data["form_uuid"]
    return confirmed_before(unit=scope.unit, user=request.user, form_uuid=form_uuid)


def _leave(questions: list[Question], back: str) -> HttpResponse:
    if len(questions) == 1:
        return redirect("coordination:question-detail", questions[0].pk)
    return redirect("coordination:question-list" if questions else back)


def _set_days(request: Request, scope: Question, span: timedelta) -> list[Reason]:
    """The days of the roster: as asked for, else from tomorrow on."""
    today = clock.today(scope.unit.zone)
    sent = request.POST if request.method == "POST" else request.GET
    form = RosterDaysForm(sent if "first_on" in sent else None)
    tomorrow = today + timedelta(days=1)
    policy = scope.unit.area.policy
    furthest = last_day_planned(today, policy)
    scope.first_on, scope.last_on = tomorrow, min(tomorrow + span, furthest)
    if not form.is_bound:
        return []
    if not form.is_valid():
        return [Reason("question_backwards")]
    scope.first_on, scope.last_on = form.cleaned_data["first_on"], form.cleaned_data["last_on"]
    return reasons_against_days(
        scope.first_on, scope.last_on, today=today, most=policy.roster_days, furthest=furthest
    )


_PLACE = re.compile(r"place-(\d{1,18})-\d{1,4}")


def _chosen(request: HttpRequest, facts: Facts) -> tuple[dict[int, list[int]], bool]:
    """Who was chosen for each open place, and whether a place is not open any more. Whoever has a
    place there by now (a second press) is left out without a word.
    """
    sent: dict[int, list[int]] = defaultdict(list)
    for key, text in request.POST.items():
        found = _PLACE.fullmatch(key)
        if found and (person_id := row_id(str(text))):
            sent[int(found[1])].append(person_id)
    there = set(
        SignUp.objects.live().filter(position__in=sent).values_list("position_id", "person_id")
    )
    needs = {one.id: one.needs for one in facts.case.openings}
    chosen: dict[int, list[int]] = {}
    gone = False
    for key, people in sent.items():
        wanted = [pk for pk in people if (key, pk) not in there]
        gone |= len(wanted) > needs.get(key, 0)
        if wanted and key in needs:
            chosen[key] = wanted[: needs[key]]
    return chosen, gone


def _confirm(
    request: Request, facts: Facts, chosen: dict[int, list[int]], form: RosterForm, back: str,
    scope: Question,
) -> HttpResponse:  # fmt: skip
    refuse_too_often("message_many", request.user)
    now = clock.now()
    done = confirm_roster(
        facts=facts, roster=chosen, actor=acting(request), now=now,
        form_uuid=form.cleaned_data["form_uuid"],
    )  # fmt: skip
    _tell(request, facts, done)
    if done.given or done.questions:
        offer_roster_back(request, scope, to_take_back(done, now), back)
    return _leave(done.questions, back)


def _tell(request: Request, facts: Facts, done: Confirmed) -> None:
    if done.given:
        told = ngettext(
            "%(count)s place is given, and the person is told.",
            "%(count)s places are given, and the people are told.",
            len(done.given),
        )
        messages.success(request, told % {"count": len(done.given)})
    if done.asked:
        told = ngettext("%(count)s person is asked.", "%(count)s people are asked.", done.asked)
        messages.success(request, told % {"count": done.asked})
    for person_id, shift, problems in done.refused:
        values = {"name": facts.names[person_id], "when": when(shift),
                  "why": " ".join(say(one).says for one in problems)}  # fmt: skip
        messages.warning(request, _("%(name)s, %(when)s: %(why)s") % values)
    if not (done.given or done.asked or done.refused):
        messages.info(request, _("There was nobody new to ask or to give a place."))
