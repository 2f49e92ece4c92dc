"""An activity is published, taken back to draft, or closed to partners: the others are told."""

from __future__ import annotations

from collections.abc import Iterable

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import Activity
from coordination.arrangements.access import record_of
from coordination.messages.access import claims_on, speakers
from coordination.messages.rules import TOLD_OF, Change, Kind, is_turned
from volunteers.accounts.models import User

KINDS = {"activity.published": Kind.PUBLISHED, "activity.paused": Kind.PAUSED}
DOOR = ("activity.opened", "activity.closed_to_partners")


def publishing_changed(event: Event) -> list[Draft]:
    """The other sides of the record; of a draft also the colleagues of whoever informs. Not the
    one who pressed, and nobody where it was taken back in time. Five queries beside the record's.
    """
    if not _is_news(event, KINDS):
        return []
    kind, activity = KINDS[event.name], _activity(event)
    day = event.due_at.astimezone(activity.unit.zone).date()
    record = record_of(activity, day)
    parties = set(record.names) - {event.facts.get("side", "")}
    for task in TOLD_OF.get(kind, ()):
        parties |= record.holder(task).parties
    return _drafts(event, kind, speakers(parties, activity, day))


def closed_to_partners(event: Event) -> list[Draft]:
    """The organisations from outside the record whose offer still waits for an answer."""
    if not _is_news(event, DOOR):
        return []
    activity = _activity(event)
    day = event.due_at.astimezone(activity.unit.zone).date()
    parties = claims_on(activity, event.due_at, day)
    return _drafts(event, Kind.CLOSED_TO_PARTNERS, speakers(parties, activity, day))


def _is_news(event: Event, names: Iterable[str]) -> bool:
    found = Event.objects.filter(name__in=names, cause="activity", cause_id=event.cause_id)
    history = [Change(one.name, one.cause_version, one.happened_at, one.due_at) for one in found]
    return is_turned(history, event.cause_version)


def _activity(event: Event) -> Activity:
    return Activity.objects.select_related("unit__area__policy").get(pk=event.cause_id)


def _drafts(event: Event, kind: Kind, users: Iterable[User]) -> list[Draft]:
    return [
        Draft(
            kind=kind,
            cause=event.cause,
            cause_id=event.cause_id,
            cause_version=event.cause_version,
            due_at=event.due_at,
            user_id=user.pk,
            priority=Priority.CHANGE,
            facts=event.facts,
        )
        for user in users
        if user.pk != event.facts.get("by")
    ]
