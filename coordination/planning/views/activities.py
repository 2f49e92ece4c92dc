"""Activities: the list, one activity, making, changing, publishing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.activities.access import load_standings, standing_of
from coordination.activities.models import Activity, ActivityQuerySet
from coordination.activities.rules import ActivityState, stops_sign_ups
from coordination.arrangements.access import (
    Record,
    coming_record,
    may,
    missing_for_publishing,
    records_of,
    require,
    takes_part,
    today_at,
)
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY, TroubleKind
from coordination.initiatives.access import SOLO, sees_ideas
from coordination.initiatives.models import Initiative
from coordination.planning.access.asking import may_ask as may_ask_people
from coordination.planning.access.finishing import may_end
from coordination.planning.access.leading import may_name
from coordination.planning.access.raising import acts_not_told
from coordination.planning.access.series import days_without
from coordination.planning.access.troubles import troubles_of
from coordination.planning.services import publishing
from coordination.planning.views import assuming, reviews
from coordination.planning.views.inviting import unasked
from coordination.planning.views.lists import completeness
from coordination.planning.views.pages import (
    fetch_asked,
    leaving_lines,
    own_organisation,
    own_unit,
    proposal_alerts,
    requirements_of,
    url_or_none,
    with_links,
)
from coordination.planning.words import activities as words
from coordination.planning.words.board import board, shown_chip
from coordination.planning.words.changes import agreement_facts, joining
from coordination.planning.words.displacement import standing_chip
from coordination.planning.words.finishing import end_card
from coordination.planning.words.happened import ACTS, happened
from coordination.planning.words.leading import led_lines
from coordination.planning.words.troubles import trouble_lines
from coordination.shifts.models import Shift
from volunteers.memberships.access import Actor, acting
from volunteers.memberships.rules import Capability, Role, allows
from volunteers.people.access import person_of

PER_PAGE = 25
NEXT_SESSIONS = 5
ACTS_READ = 80  # of the log; who came stands there person by person
ACTS_SHOWN = 6


OFFERED = {
    "edit": Capability.EDIT_ACTIVITY,
    "publish": Capability.PUBLISH,
    "plan": Capability.PLAN_SHIFTS,
    "decide": Capability.DECIDE_SIGN_UPS,
    "open": Capability.OPEN_TO_PARTNERS,
    "propose": Capability.PROPOSE,
    "classify": Capability.CLASSIFY,
    "write": Capability.INFORM_ALL,
    "thank": Capability.THANK,
}
"""What the page of an activity offers, where the reader may."""

UNDER_A_TASK = ("edit", "plan", "decide", "write", "thank")
"""What of that follows from a task: where it is another side's, the page says whose."""

OFFERED_STILL = ("thank", "classify")
"""What of that it offers once the activity has ended."""


@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    actor, now, is_past = acting(request), clock.now(), "ended" in request.GET
    if not actor.role or not allows(actor.role, Capability.SEE_ACTIVITIES):
        raise PermissionDenied("role_may_not")
    seen = _listed(request, actor)
    counts = seen.aggregate(drafts=_in(ActivityState.DRAFT), ended=_in(ActivityState.ENDED))
    shown = (seen.ended() if is_past else seen.current()).for_pages()
    page = Paginator(shown.order_by("unit__name", "name", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page_obj": page,
        "lead": words.list_sentence(page.paginator.count, counts["drafts"], is_past=is_past),
        "is_past": is_past,
        "ended": counts["ended"],
        "lines": _lines(list(page.object_list), actor, now),
        "own_unit": own_unit(request),
        "sees_ideas": sees_ideas(actor, person_of(request)),
        "sees_paid_work": allows(actor.role, Capability.SEE_PAID_WORK),
        "is_coordinator": actor.role == Role.COORDINATOR,
        "complete": completeness(actor, now),
    }
    return render(request, "coordination/activities/list.html", context)


def _in(state: ActivityState) -> Count:
    return Count("pk", filter=Q(state=state))


def _listed(request: HttpRequest, actor: Actor) -> ActivityQuerySet:
    """What one's list holds; for an organisation what is merely open to it has its own list."""
    seen = Activity.objects.visible_to(request.user)
    if actor.role == Role.COORDINATOR:
        seen = seen.filter(parties__organisation_id=own_organisation(actor))
    return seen


def _lines(activities: list[Activity], actor: Actor, now: Any) -> list[words.ActivityLine]:
    """Ten queries for any number of activities."""
    records = records_of(activities)
    load_standings(activities)
    sessions = _next_sessions(activities, now)
    missing = {
        one.pk: missing_for_publishing(records[one.pk], has_shift=one.pk in sessions)
        for one in activities
    }
    waiting = Version.objects.waiting_for(actor.party, now).filter(activity__in=activities)
    counts = waiting.order_by().values_list("activity_id").annotate(Count("pk"))
    with_unit = actor.role not in (Role.UNIT_MANAGER, Role.UNIT_STAFF)
    return words.activity_lines(
        activities, records, sessions, missing, dict(counts), with_unit=with_unit
    )


def _next_sessions(activities: list[Activity], now: Any) -> dict[int, Shift]:
    upcoming = Shift.objects.upcoming(now).order_by("starts_at", "pk")
    first = upcoming.filter(activity=OuterRef("activity")).values("pk")[:1]
    found = Shift.objects.filter(activity__in=activities, pk=Subquery(first))
    return {shift.activity_id: shift for shift in found.prefetch_related("positions")}


@require_safe
def activity_detail(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch_asked(request, pk)
    require(actor, Capability.SEE_ACTIVITIES, record)
    now, coming = clock.now(), coming_record(record)
    page = _sessions(activity, now).get_page(request.GET.get("page"))
    card = _sessions_card(activity, page, now)
    shifts = card["sessions"]
    first = shifts[0] if shifts and page.number == 1 else None
    context = {
        "activity": activity,
        "lead": words.detail_sentence(activity, record, first),
        "state": words.state_chip(activity),
        **card,
        "facts": words.facts(activity, shows_contact=not actor.is_of_area),
        "requirements": requirements_of(activity),
        "record": record,
        "takes_part": takes_part(actor, record),
        "plan_url": url_or_none("shift-plan", activity.pk),
        "paid_work": standing_chip(standing_of(activity)),
        **_acts(activity, record, coming, actor),
        **_decisions(activity, record, coming, actor, now),
        **_between_the_sides(activity, record, actor, now),
    }
    return render(request, "coordination/activities/detail.html", context)


def _sessions(activity: Activity, now: Any) -> Paginator:
    """All that is still to come, a few at a time, so that each can be reached and changed."""
    upcoming = Shift.objects.upcoming(now).filter(activity=activity).order_by("starts_at", "pk")
    return Paginator(upcoming.prefetch_related("positions"), NEXT_SESSIONS)


def _sessions_card(activity: Activity, page: Page, now: Any) -> dict[str, Any]:
    """A page of sessions, and the days between them that a series skips."""
    zone, shifts = activity.unit.zone, list(page)
    without = []
    if shifts:
        start = now if page.number == 1 else shifts[0].starts_at
        last = shifts[-1].starts_at.astimezone(zone).date()
        without = days_without(activity, start.astimezone(zone).date(), last)
    lines = [words.session_line(shift, zone) for shift in shifts]
    series = {shift.series_id for shift in shifts if shift.series_id}
    return {
        "page_obj": page,
        "sessions": lines,
        "days_without": without,
        "only_series": series.pop() if len(series) == 1 else None,  # of several each has its page
    }


def _acts(activity: Activity, record: Record, coming: Record, actor: Actor) -> dict[str, Any]:
    """Verdicts on everything that this page offers, and in words why something is not offered."""
    has_ended = activity.state == ActivityState.ENDED
    offered = OFFERED_STILL if has_ended else OFFERED
    verdicts = {name: may(actor, OFFERED[name], record) for name in offered}
    asks = may_ask_people(actor, record)
    tasks = [verdicts[name] for name in UNDER_A_TASK if name in verdicts]
    return {
        "may": verdicts,
        "end": end_card(activity),
        "may_end": bool(may_end(actor, record)),
        "led": led_lines(record, actor.party),
        "may_name": not has_ended and bool(may_name(actor, record)),
        "why_not": words.whose_instead(tasks if has_ended else [*tasks, asks])
        if takes_part(actor, record)
        else [],
        "asks_people": not has_ended and bool(asks),
        "fills": not has_ended and bool(may(actor, Capability.PLACE_PEOPLE, record)),
        "may_claim": not has_ended
        and actor.role == Role.COORDINATOR
        and activity.is_open_to_partners
        and not takes_part(actor, record)
        and not takes_part(actor, coming),
        **_asking(activity, record, coming, actor, verdicts.get("propose")),
    }


def _asking(
    activity: Activity, record: Record, coming: Record, actor: Actor, may_propose: Any
) -> dict[str, Any]:
    """Whom the unit could ask to help, where one side runs it alone (R4).

    Whoever is only asked reads about the activity; its sessions are for those who see it.
    """
    may_ask = bool(may_propose) and actor.party == UNIT_PARTY
    is_solo = record.derived.core in SOLO
    elsewhere = unasked(activity, coming, clock.now()) if may_ask and is_solo else []
    is_own = takes_part(actor, record) or not actor.party
    return {
        "may_ask": may_ask,
        "elsewhere": elsewhere,
        "is_own": is_own,
        "opens_sessions": is_own or activity.is_open_to_partners,
        "joining": joining(record, coming),
        "idea": Initiative.objects.for_pages().filter(activity=activity).first(),
    }


def _gate(record: Record, now: Any) -> dict[str, Any]:
    """What is missing, and what a published activity can do without until it is published again."""
    activity, missing = record.activity, publishing.missing(record, now)
    is_published = activity.state == ActivityState.PUBLISHED
    stops = stops_sign_ups(missing) if is_published else missing
    return {
        "missing": with_links(stops, activity),
        "unsaid": with_links([one for one in missing if one not in stops], activity),
    }


def _decisions(
    activity: Activity, record: Record, coming: Record, actor: Actor, now: Any
) -> dict[str, Any]:
    """What is missing for publishing, and proposals that wait."""
    open_ones = Version.objects.visible_to(actor.user).open_at(now).filter(activity=activity)
    assumed = assuming.assumed_in(record, actor.user)
    drawn = board(record, party=actor.party, proposals=assumed)
    card = reviews.rounds_card(record, actor, now)
    return {
        "arrangement": shown_chip(record, assumed),
        "assumed": assumed,
        **_gate(record, now),
        "proposals": proposal_alerts(list(open_ones.for_pages()), record, coming, actor, now),
        "rounds": card,
        "leaving": leaving_lines(record, actor, now),
        "agreed": agreement_facts(record.version, today_at(activity, now), card.next_on)
        if record.partners and takes_part(actor, record)
        else [],
        "confirm": assuming.offer(record, record, actor),
        "board": drawn,
        "core": drawn.rows[:5],
        "gaps": [row for row in drawn.rows if row.is_gap],
    }


def _between_the_sides(
    activity: Activity, record: Record, actor: Actor, now: Any
) -> dict[str, Any]:
    """Gaps, collisions and who did what; for those who take part alone. Six queries."""
    if not takes_part(actor, record):
        return {}
    found = troubles_of([activity], now, {activity.pk: record})[activity.pk]
    if actor.party != UNIT_PARTY:  # competing offers are the unit's to weigh
        found = [one for one in found if one.kind != TroubleKind.RIVAL_PROPOSALS]
    log = AuditEntry.objects.filter(activity_id=activity.pk, action__in=ACTS).exclude(side="")
    log = log.exclude(acts_not_told(actor, record))
    return {
        "troubles": trouble_lines(activity, found, record.names),
        "may_sort_out": may(actor, Capability.PROPOSE, record),
        "happened": happened(
            log.order_by("-at", "-pk")[:ACTS_READ], record.names, activity.unit.zone
        )[:ACTS_SHOWN],
    }
