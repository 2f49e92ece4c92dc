"""An activity ends, or goes on after all: both sides are told, and whoever comes every time."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import Activity
from coordination.arrangements.access import record_of
from coordination.messages.access import speakers
from coordination.messages.rules import Kind
from volunteers.people.models import Person


def activity_ended(event: Event) -> list[Draft]:
    """All sides of the record but whoever pressed; and the regulars whom no letter about a
    cancelled place tells. Two queries beside the record's.
    """
    drafts = _to_sides(event, Kind.ACTIVITY_ENDED)
    people = Person.objects.present().filter(pk__in=event.facts.get("regulars", ()))
    return drafts + [
        _draft(event, Kind.ACTIVITY_ENDED_REGULAR, person_id=one.pk)
        for one in people.order_by("pk")
        if one.is_reachable_by_mail
    ]


def activity_goes_on(event: Event) -> list[Draft]:
    """All sides of the record but whoever pressed."""
    return _to_sides(event, Kind.ACTIVITY_GOES_ON)


def _to_sides(event: Event, kind: Kind) -> list[Draft]:
    activity = Activity.objects.select_related("unit__area__policy").get(pk=event.cause_id)
    day = event.due_at.astimezone(activity.unit.zone).date()
    told = speakers(record_of(activity, day).names, activity, day)
    return [_draft(event, kind, user_id=one.pk) for one in told if one.pk != event.facts["by"]]


def _draft(event: Event, kind: Kind, **reader: int) -> Draft:
    return Draft(
        kind=kind,
        cause=event.cause,
        cause_id=event.cause_id,
        cause_version=event.cause_version,
        due_at=event.due_at,
        priority=Priority.CHANGE,
        facts=event.facts,
        **reader,  # type: ignore[arg-type]
    )
