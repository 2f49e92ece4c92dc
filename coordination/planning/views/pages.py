"""What the pages of this room share: fetch what one may see, act as whom, answer htmx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from careshare import clock
from coordination.activities.models import Activity
from coordination.arrangements.access import (
    Record,
    answered_parties,
    bases_of,
    may_answer,
    overtaken,
    record_of,
    replaced_by,
    takes_part,
    today_at,
)
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY
from coordination.planning.access.endings import pending_endings
from coordination.planning.words.activities import Missing, missing_lines, requirement_line
from coordination.planning.words.changes import proposal_sentence
from coordination.planning.words.endings import leaving_sentence
from coordination.planning.words.versions import own_end, said_of
from volunteers.memberships.access import Actor, acting, visible_units
from volunteers.memberships.rules import Capability, Role, allows
from volunteers.places.models import CareUnit


def fetch(request: HttpRequest, pk: int) -> tuple[Activity, Record, Actor]:
    """An activity that one may see, its record of today, and as whom one acts; else 404."""
    actor = acting(request)
    rows = Activity.objects.visible_to(request.user, leads=actor.membership is None)
    activity = get_object_or_404(rows.for_pages(), pk=pk)
    return activity, record_of(activity), actor


def fetch_asked(request: HttpRequest, pk: int) -> tuple[Activity, Record, Actor]:
    """The same, also where a proposal asks one's side on an activity that is closed to partners."""
    now, actor = clock.now(), acting(request)
    asked = Version.objects.visible_to(request.user).open_at(now).order_by().values("activity_id")
    rows = Activity.objects.visible_to(request.user, leads=actor.membership is None)
    seen = rows.values("pk")
    found = Activity.objects.filter(Q(pk__in=asked) | Q(pk__in=seen)).for_pages()
    activity = get_object_or_404(found, pk=pk)
    return activity, record_of(activity), actor


def fetch_version(request: HttpRequest, pk: int) -> tuple[Version, Actor]:
    """A proposal or an agreed version that one may see; else 404."""
    versions = Version.objects.visible_to(request.user).for_pages()
    return get_object_or_404(versions, pk=pk), acting(request)


def leaving_lines(record: Record, actor: Actor, now: datetime) -> list[tuple[int, str]]:
    """Who has given notice, each in a sentence, for those who may read the notice itself.

    One query where somebody gave notice, else none.
    """
    if not (takes_part(actor, record) or actor.role == Role.AREA_LEAD):
        return []
    return [
        (one.pk, leaving_sentence(one, record.names, has_left=False))
        for one in pending_endings(record, today_at(record.activity, now))
    ]


def activity_url(actor: Actor, activity: Activity) -> str:
    """The page of an activity: the side's, or that of the volunteer who leads there."""
    if actor.role:
        return reverse("coordination:activity-detail", args=[activity.pk])
    return reverse("coordination:led", args=[activity.public_id])


def own_organisation(actor: Actor) -> int:
    """The id of the organisation for which one acts; 0 for everybody else."""
    hat = actor.membership
    return (hat.organisation_id or 0) if hat is not None else 0


def own_name(actor: Actor) -> str:
    """How colleagues read who this is; "" where nobody has said."""
    return actor.membership.name if actor.membership is not None else ""


def own_units(actor: Actor) -> list[CareUnit]:
    """The units at which the hat allows a new activity: the hat's own."""
    hat = actor.membership
    if hat is None or not hat.unit_id or not allows(hat.role, Capability.CREATE_ACTIVITY):
        return []
    return list(visible_units(actor.user).filter(pk=hat.unit_id))


def own_unit(request: HttpRequest) -> CareUnit | None:
    """The unit of the hat, where it may make activities."""
    return next(iter(own_units(acting(request))), None)


def posted(request: HttpRequest) -> Any:
    """What a form was sent with; None where it was only opened. An empty answer is one, too."""
    return request.POST if request.method == "POST" else None


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def url_or_none(name: str, *args: Any) -> str:
    """An address of another page; "" where that page does not exist."""
    try:
        return reverse(f"coordination:{name}", args=args)
    except NoReverseMatch:
        return ""


def with_links(reasons: Any, activity: Activity) -> list[Missing]:
    """What is missing, each with the address of the field that puts it right."""
    lines = []
    for line in missing_lines(reasons):
        url = url_or_none(line.url_name, activity.pk)
        fragment = f"#{line.fragment}" if url and line.fragment else ""
        lines.append(
            Missing(line.says, line.next_step, line.url_name, line.fragment, f"{url}{fragment}")
        )
    return lines


@dataclass(frozen=True)
class Answering:
    """What one may do with a proposal at a moment."""

    party: str = ""
    may_answer: bool = False
    may_withdraw: bool = False
    overtaken: str = ""  # why nobody can agree to it any more
    own_end: str = ""  # that one's own side no longer takes part, if it agrees

    @property
    def may_agree(self) -> bool:
        """Whether one's yes can be given; where it cannot, a no or another proposal still can."""
        return self.may_answer and not self.overtaken


def answers_to(
    versions: Sequence[Version], actor: Actor, now: datetime
) -> list[tuple[Version, Answering]]:
    """Each proposal with what one may do with it. Two queries at most for any number."""
    reasons = overtaken([one for one in versions if one.is_open_at(now)])
    return [
        (
            one,
            replace(
                answering(one, actor, now),
                overtaken=said_of(reasons.get(one.pk)),
                own_end=own_end(one, actor.party, today_at(one.activity, now)),
            ),
        )
        for one in versions
    ]


def proposal_alerts(
    versions: Sequence[Version], record: Record, coming: Record, actor: Actor, now: datetime
) -> list[tuple[int, str, str, Answering]]:
    """Each proposal on top of a page: who proposes what, and what one may do with it. Three queries
    at most for any number, eight where one was overtaken: that one reads as it was written.
    """
    answered, found = answered_parties(versions), answers_to(versions, actor, now)
    written_on = bases_of([one for one, can in found if can.overtaken])
    return [
        (
            one.pk,
            *proposal_sentence(
                one,
                replaced_by(one, record, coming),
                now,
                is_answer=_reads_as_answer(one, actor, answered.get(one.pk, set())),
                written_on=written_on.get(one.pk),
            ),
            can,
        )
        for one, can in found
    ]


def _reads_as_answer(version: Version, actor: Actor, answered: set[str]) -> bool:
    """Whether the reader knows the proposal that a version answers: another organisation does not
    read whose that is, nor that there was one.
    """
    if not version.counters_id:
        return False
    knows = {"", UNIT_PARTY, version.proposer, *answered}
    return actor.party in knows


def answering(version: Version, actor: Actor, now: datetime) -> Answering:
    """Whether one may agree or decline, or take it back; parties and agreements prefetched."""
    party = actor.party
    if not may_answer(actor, version, [one.party for one in version.parties.all()]):
        return Answering()
    has_agreed = party in {one.party for one in version.agreements.all()}
    is_open = version.is_open_at(now)
    return Answering(
        party=party,
        may_answer=is_open and not has_agreed,
        may_withdraw=is_open and version.proposer == party,
    )


class Competing(NamedTuple):
    """Several organisations' offers that the unit can take up in one answer."""

    query: str  # of the page with the board that starts with all of them
    number: int


def both_of(versions: Sequence[Version], actor: Actor, now: datetime) -> Competing | None:
    """The offers between which the unit chooses, where there are several. Parties and agreements
    prefetched.
    """
    found = [
        one.pk
        for one in versions
        if one.proposer != UNIT_PARTY and answering(one, actor, now).may_answer
    ]
    if actor.party != UNIT_PARTY or len(found) < 2:
        return None
    return Competing(urlencode({"answers": found}, doseq=True), len(found))


def requirements_of(activity: Activity) -> list[dict[str, Any]]:
    """What is asked of a volunteer: the activity's own can be taken back here, the unit's not."""
    rows = [*activity.unit.requirements.all(), *activity.requirements.all()]
    return [
        {
            "label": requirement_line(row),
            "pk": row.pk if hasattr(row, "activity_id") else None,
        }
        for row in rows
        if row.ended_at is None
    ]
