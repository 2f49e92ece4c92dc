"""The board: who does what, as a page, as a form, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careshare import clock
from careshare.errors import Reason
from careshare.forms import row_id
from careshare.sentences import joined
from coordination.arrangements.access import (
    Record,
    bases_of,
    coming_record,
    latest_record,
    may,
    require,
    today_at,
)
from coordination.arrangements.forms import UsualPatternForm, initial_of
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Offer,
    Together,
    left_to_volunteers,
    together,
)
from coordination.arrangements.words import TASKS
from coordination.planning.access.leading import may_name
from coordination.planning.services.starting import assumed_rows, usual_pattern
from coordination.planning.views import assuming, reviews
from coordination.planning.views.boards import (
    Setting,
    board_form_page,
    offered_organisations,
    oldest_first,
    start_terms,
)
from coordination.planning.views.pages import (
    both_of,
    fetch_asked,
    leaving_lines,
    own_units,
    posted,
    proposal_alerts,
)
from coordination.planning.words.board import board, later_sentence, record_sentence, shown_chip
from coordination.planning.words.endings import given_line, leaving_sentence
from coordination.planning.words.versions import history_entries
from volunteers.memberships.access import Actor, acting, visible_units
from volunteers.memberships.rules import Capability
from volunteers.organisations.models import Organisation


@require_safe
def board_page(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch_asked(request, pk)
    require(actor, Capability.SEE_ACTIVITIES, record)
    now = clock.now()
    seen = Version.objects.visible_to(request.user).open_at(now).filter(activity=activity)
    proposals, coming = list(seen.for_pages()), coming_record(record)
    card = reviews.rounds_card(record, actor, now)
    context = {
        "activity": activity,
        "record": record,
        "sentence": record_sentence(record, card.next_on),
        "derived": record.derived,
        **_board(record, coming, actor, proposals, now),
        "both": both_of(proposals, actor, now),
        "may_propose": may(actor, Capability.PROPOSE, record),
        "takes_part": actor.party in record.names,
        "will_take_part": actor.party in {*record.names, *coming.names},
        "may_name": may_name(actor, record) and left_to_volunteers(coming.rows),
        "rounds": card,
        "confirm": assuming.offer(record, coming, actor),
        **_later(record, coming),
        "endings": leaving_lines(record, actor, now),
    }
    return render(request, "coordination/arrangements/board.html", context)


def _later(record: Record, coming: Record) -> dict[str, Any]:
    """What was agreed for a later day, and from when it holds, in a sentence."""
    if coming is record or coming.version is None:
        return {}
    return {"later": coming, "later_text": later_sentence(coming.version)}


def _board(
    record: Record, coming: Record, actor: Actor, proposals: list[Version], now: datetime
) -> dict[str, Any]:
    """The rows with what is proposed beside them, as far as it can still be agreed to; all of it on
    top.
    """
    assumed = assuming.assumed_in(record, actor.user)
    alerts = proposal_alerts(proposals, record, coming, actor, now)
    stale = {pk for pk, _head, _what, can in alerts if can.overtaken}
    live = [one for one in proposals if one.pk not in stale]
    return {
        "chip": shown_chip(record, assumed),
        "assumed": assumed,
        "board": board(record, party=actor.party, proposals=[*live, *assumed]),
        "proposals": alerts,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def board_edit(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch_asked(request, pk)
    require(actor, Capability.PROPOSE, record)
    base, answered = latest_record(activity), _answered(request, pk)
    joint = _joint(base, answered)
    rows = joint.rows if answered else base.rows or assumed_rows(activity)
    terms = start_terms(activity, base, is_claim=False, answered=answered)
    setting = Setting(
        activity=activity,
        base=base,
        actor=actor,
        organisations=offered_organisations(actor, activity, base, answered),
        initial={**terms, **initial_of(rows)},
        counters=answered[0] if answered else None,
        also_counters=answered[1:],
        contested=joined(TASKS[task] for task in joint.contested),
    )
    return board_form_page(request, setting)


def _joint(base: Record, answered: Sequence[Version]) -> Together:
    """The rows with which an answer starts; the record's own where it answers nothing."""
    written_on = bases_of(answered)
    offers = [Offer(one.proposer, one.rows, written_on[one.pk]) for one in oldest_first(answered)]
    return together(base.rows, offers)


def _answered(request: HttpRequest, activity_pk: int) -> tuple[Version, ...]:
    """The proposals that the new one answers, where the address names some; else 404."""
    numbers = [row_id(text) for text in request.GET.getlist("answers") if text]
    seen = Version.objects.visible_to(request.user).filter(activity_id=activity_pk)
    found = {one.pk: one for one in seen.for_pages().filter(pk__in=numbers)} if numbers else {}
    if not set(numbers) <= set(found):
        raise Http404
    return tuple(found[number] for number in dict.fromkeys(numbers))


@require_safe
def record_history(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch_asked(request, pk)
    require(actor, Capability.SEE_ACTIVITIES, record)
    seen = Version.objects.visible_to(request.user).filter(activity=activity)
    versions = list(seen.for_pages().order_by("-number", "-proposed_at"))
    context: dict[str, Any] = {
        "activity": activity,
        "entries": history_entries(versions, record.version),
        "endings": _left(request, record, versions),
    }
    return render(request, "coordination/arrangements/history.html", context)


def _left(request: HttpRequest, record: Record, versions: list[Version]) -> list[tuple[Any, ...]]:
    """Who left or will leave, each in a sentence, with who said so; also those who have gone."""
    today = today_at(record.activity, clock.now())
    seen = Ending.objects.visible_to(request.user).filter(activity=record.activity)
    names = dict(record.names)
    for version in versions:
        names |= version.names(record.names[UNIT_PARTY])
    return [
        (
            one.pk,
            leaving_sentence(one, names, has_left=one.ends_on <= today),
            given_line(one, names),
        )
        for one in seen.select_related("activity__unit").order_by("-given_at", "-pk")
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def usual_pattern_edit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(visible_units(request.user), pk=pk)
    if unit not in own_units(acting(request)):
        raise PermissionDenied(Reason("role_may_not"))
    here = Organisation.objects.filter(in_areas__area_id=unit.area_id).order_by("name")
    usual = usual_pattern(unit)
    form = UsualPatternForm(
        posted(request),
        organisations=dict(here.values_list("pk", "name")),
        initial={
            "pattern": usual.pattern,
            "organisation": usual.organisation_id,
            "version": usual.version,
        },
    )
    if request.method == "POST" and assuming.save_usual_pattern(request, form, unit):
        messages.success(request, _("Saved. New activities start with it."))
        return redirect("coordination:activity-list")
    context = {"form": form, "unit": unit}
    return render(request, "coordination/arrangements/usual_pattern.html", context)
