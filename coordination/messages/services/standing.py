"""Regular times become letters: one for all days; and successors are asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues
from coordination.messages.rules import TOLD_OF, Kind
from coordination.shifts.models import Series, Shift
from coordination.signups.access import roomiest, whom_to_ask
from coordination.signups.models import Standing
from volunteers.people.models import Person


def standing_changed(event: Event) -> list[Draft]:
    """Who is told; nobody where it was undone within the window, or changed again since."""
    standing = Standing.objects.for_pages().filter(pk=event.cause_id).first()
    if standing is None or standing.version != event.cause_version:
        return []
    chain = Series.objects.chain_of(standing.series_id)
    others = Standing.objects.live().filter(series__in=chain, person=standing.person_id)
    if event.name == "standing.ended" and others.exists():
        return []  # joined again at once
    drafts = []
    kind = {"standing.joined": Kind.STANDING, "standing.missed": Kind.STANDING_MISSED}
    if event.name in kind and standing.person.is_reachable_by_mail:
        drafts.append(_draft(event, kind[event.name], person_id=standing.person_id))
    if event.name != "standing.missed":
        activity = standing.series.activity
        day = event.due_at.astimezone(activity.unit.zone).date()
        told = colleagues(record_of(activity, day), *TOLD_OF[Kind.STANDING_TOLD], day=day)
        drafts += [_draft(event, Kind.STANDING_TOLD, user_id=user.pk) for user in told]
    if event.name == "standing.ended":
        for person in _successors(standing, event.due_at):
            drafts.append(_draft(event, Kind.SUCCESSOR, person_id=person.pk))
    return drafts


def _successors(standing: Standing, now: datetime) -> Iterator[Person]:
    """Regulars who agreed to be asked, as many as are asked at once; about six queries."""
    chain = Series.objects.chain_of(standing.series_id)
    rows = Shift.objects.for_pages().upcoming(now).filter(series__in=chain)
    shift = rows.order_by("starts_at").first()
    if shift is None:
        return
    stand = set(Standing.objects.live().filter(series__in=chain).values_list("person", flat=True))
    position, size = roomiest(shift), shift.activity.unit.area.policy.wave_size
    found = [
        one
        for one in whom_to_ask(shift, position, now)
        if one.pk not in {*stand, standing.person_id} and one.is_reachable_by_mail
    ]
    yield from found[:size]


def _draft(event: Event, kind: Kind, **reader: int) -> Draft:
    return Draft(
        kind=kind,
        cause=event.cause,
        cause_id=event.cause_id,
        cause_version=event.cause_version,
        due_at=event.due_at,
        priority=Priority.CHANGE,
        facts={**event.facts, "name": event.name},
        **reader,  # type: ignore[arg-type]
    )
