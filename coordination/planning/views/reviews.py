"""Reviews: each side says alone how it sees an activity; then both read both answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careshare import clock
from careshare.errors import Reason
from coordination.activities.models import Activity
from coordination.arrangements import services as arrangements
from coordination.arrangements.access import (
    Record,
    may,
    may_answer,
    record_from,
    require,
    takes_part,
    today_at,
)
from coordination.arrangements.models import ReviewRound, StatedAnswer, Version
from coordination.arrangements.rules import UNIT_PARTY, Occasion
from coordination.planning.forms.reviews import AnswerForm, KeepForm
from coordination.planning.views.pages import fetch, posted, url_or_none
from coordination.planning.words import reviews as words
from volunteers.memberships.access import Actor, acting
from volunteers.memberships.rules import Capability

LISTED = 6  # rounds of one activity on its board


# --- On the pages of an activity ---------------------------------------------------------------


@dataclass(frozen=True)
class RoundsCard:
    """What a page of an activity shows of its reviews; when today's record has its next."""

    lines: list[words.RoundLine]
    waiting_pk: int  # the round that waits for the reader's side; 0 for none
    may_open: bool
    next_on: date | None
    next_line: str


def rounds_card(record: Record, actor: Actor, now: datetime) -> RoundsCard:
    """The last rounds, the one that waits for one's side, whether one may ask; three queries."""
    activity = record.activity
    rounds = ReviewRound.objects.visible_to(actor.user).filter(activity=activity)
    newest = rounds.select_related("activity__unit__area").order_by("-opened_at", "-pk")
    lines = words.round_lines(newest[:LISTED])
    mine = rounds.waiting_for(actor.party, now) if _speaks(actor, activity) else rounds.none()
    can_ask = may(actor, Capability.PROPOSE, record) and takes_part(actor, record)
    has_open = any(one.is_open for one in lines)
    next_on = arrangements.next_review_of(record.version)
    return RoundsCard(
        lines=lines,
        waiting_pk=mine.values_list("pk", flat=True).first() or 0,
        may_open=bool(can_ask and record.version and not has_open),
        next_on=next_on,
        next_line=words.next_review_line(next_on),
    )


def _speaks(actor: Actor, activity: Activity) -> bool:
    """Whether "unit" means this very unit, where one acts for a unit."""
    hat = actor.membership
    return hat is not None and (actor.party != UNIT_PARTY or hat.unit_id == activity.unit_id)


# --- One round ---------------------------------------------------------------------------------


def _fetch(request: HttpRequest, pk: int) -> tuple[ReviewRound, Actor]:
    rounds = ReviewRound.objects.visible_to(request.user).for_pages()
    return get_object_or_404(rounds, pk=pk), acting(request)


def _answers(row: ReviewRound, actor: Actor) -> dict[str, StatedAnswer]:
    """What the reader may read, by side; two queries."""
    party = actor.party if _speaks(actor, row.activity) else ""
    seen = StatedAnswer.objects.filter(round=row).readable_by(party)
    return {one.party: one for one in seen.prefetch_related("tasks")}


def _is_asked(row: ReviewRound, actor: Actor) -> bool:
    return bool(may_answer(actor, row.version, row.asked))


def _asked_party(row: ReviewRound, actor: Actor) -> str:
    """The side for which one answers; 403 for whoever only reads."""
    verdict = may_answer(actor, row.version, row.asked)
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    return verdict.party


@require_safe
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = _fetch(request, pk)
    answers = _answers(row, actor)
    given = StatedAnswer.objects.filter(round=row).values_list("party", flat=True)
    is_asked = _is_asked(row, actor)
    context = {
        "round": row,
        "activity": row.activity,
        "title": words.round_title(row),
        "lead": words.round_lead(row),
        "sides": words.side_lines(row, given, actor.party),
        "may_answer": is_asked and not row.is_revealed,
        "has_answered": actor.party in answers,
        "kept": words.kept_sentence(row),
        "how_counted": words.HOW_COUNTED,
    }
    if row.is_revealed:
        version = Version.objects.with_rows().get(pk=row.version_id)
        record = record_from(row.activity, version)
        context["seen"] = words.comparison(row, list(answers.values()), record)
        context["may_decide"] = is_asked and _is_undecided(row)
        context["end_url"] = url_or_none("notice-give", row.activity_id)
    return render(request, "coordination/planning/round.html", context)


def _is_undecided(row: ReviewRound) -> bool:
    return ReviewRound.objects.undecided().filter(pk=row.pk).exists()


@require_http_methods(["GET", "HEAD", "POST"])
def round_answer(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = _fetch(request, pk)
    party = _asked_party(row, actor)
    if row.is_revealed and request.method != "POST":
        return redirect("coordination:round-detail", pk)
    own = _answers(row, actor).get(party)
    form = AnswerForm(posted(request), row=row, own=own)
    if request.method == "POST" and _stated(request, form, row, party):
        messages.success(request, _("Thank you. Your side's answer is kept."))
        return redirect("coordination:round-detail", pk)
    context = {
        "form": form,
        "round": row,
        "activity": row.activity,
        "title": words.round_title(row),
        "lead": words.round_lead(row),
    }
    return render(request, "coordination/planning/round_answer.html", context)


def _stated(request: HttpRequest, form: AnswerForm, row: ReviewRound, party: str) -> bool:
    def write() -> Any:
        return arrangements.state(
            round_=row, party=party, user=request.user, now=clock.now(), **form.values
        )

    if form.attempt(write) is not None:
        return True
    if form.is_stale:
        form.show_saved(StatedAnswer.objects.get(round=row, party=party))
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def round_keep(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = _fetch(request, pk)
    party, now = _asked_party(row, actor), clock.now()
    months = row.activity.unit.area.policy.review_months
    start = today_at(row.activity, now) + relativedelta(months=months)
    form = KeepForm(posted(request), initial={"next_on": start})
    if request.method == "POST":
        done = form.attempt(
            lambda: arrangements.keep_as_is(
                round_=row, party=party, user=request.user, now=now, **form.cleaned_data
            )
        )
        if done is not None:
            messages.success(request, _("Recorded. It stays as it is."))
            return redirect("coordination:round-detail", pk)
    context = {
        "form": form,
        "title": _("Does it stay as it is?"),
        "text": _("Who does what does not change. Choose when you look at it together again."),
        "confirm_label": _("It stays as it is"),
        "cancel_url": reverse("coordination:round-detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_open(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    verdict = require(actor, Capability.PROPOSE, record)
    if not takes_part(actor, record):
        raise PermissionDenied(Reason("not_a_party_here"))
    if request.method == "POST":
        row = arrangements.open_round(
            activity=activity,
            occasion=Occasion.REVIEW,
            party=verdict.party,
            user=request.user,
            now=clock.now(),
        )
        return redirect("coordination:round-detail", row.pk)
    context = {
        "title": _("Look at it together now?"),
        "text": _(
            "Each side is asked alone who coordinates %(activity)s and who does each task in fact. "
            "Nobody sees the other's answer before all have answered."
        )
        % {"activity": activity.name},
        "confirm_label": _("Ask both sides"),
        "cancel_url": reverse("coordination:board", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)
