"""A volunteer who is named to lead is told, and the unit where she puts it down, leaves or is on
hold."""

from __future__ import annotations

from datetime import timedelta

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import LeadingVolunteer
from coordination.activities.rules.leading import OF_ONES_OWN, TOLD_TO_UNIT
from coordination.arrangements.rules import UNIT_PARTY
from coordination.messages.access import speakers
from coordination.messages.rules import Kind


def leading_named(event: Event) -> list[Draft]:
    """One letter a person and press, whatever the number of tasks. One query."""
    row = _row(event)
    return [_draft(event, Kind.LEADER_NAMED, person_id=row.person_id)] if _reached(row) else []


def leading_ended(event: Event) -> list[Draft]:
    """To the volunteer, unless it was her own doing; and to those who speak for the unit where
    nobody leads from then on without its having said so. Two queries at most.
    """
    row, why = _row(event), event.facts["why"]
    found = []
    if why in TOLD_TO_UNIT:
        day = event.due_at.astimezone(row.activity.unit.zone).date()
        told = speakers({UNIT_PARTY}, row.activity, day)
        found = [_draft(event, Kind.LEADER_PUT_DOWN, user_id=one.pk) for one in told]
    if why not in OF_ONES_OWN and _reached(row) and not _is_over_at_once(row, event):
        found.append(_draft(event, Kind.LEADER_ENDED, person_id=row.person_id))
    return found


def _is_over_at_once(row: LeadingVolunteer, event: Event) -> bool:
    """Over within the silent seconds, so that she never heard of it."""
    then, silent = event.happened_at, timedelta(seconds=row.activity.unit.area.policy.undo_seconds)
    return then < row.named_at + silent and not row.counts_after(then)


def _row(event: Event) -> LeadingVolunteer:
    rows = LeadingVolunteer.objects.select_related("person", "activity__unit__area__policy")
    return rows.get(pk=event.cause_id)


def _reached(row: LeadingVolunteer) -> bool:
    return row.person.is_reachable_by_mail


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
