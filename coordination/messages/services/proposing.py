"""Ideas from outside become letters: to the unit that must answer, and to whoever proposed it."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery, Event
from careshare.outbox.services.kinds import Draft
from coordination.initiatives.access import answerers, proposing_users
from coordination.initiatives.models import Initiative
from coordination.initiatives.rules import InitiativeState, ProposerKind
from coordination.messages.rules import Kind

KINDS = {
    "initiative.proposed": Kind.IDEA_PROPOSED,
    "initiative.acknowledged": Kind.IDEA_READ,
    "initiative.decided": Kind.IDEA_ANSWERED,
    "initiative.became_activity": Kind.IDEA_BECAME,
    "initiative.withdrawn": Kind.IDEA_TAKEN_BACK,
}


def initiative_changed(event: Event) -> list[Draft]:
    """The unit's managers hear of a new idea, and that one is taken back of which they have heard;
    whoever proposed it of each step of the unit.
    """
    initiative = Initiative.objects.for_pages().filter(pk=event.cause_id).first()
    if initiative is None or initiative.version != event.cause_version:
        return []  # a later step has its own letter
    kind, day = KINDS[event.name], event.due_at.astimezone(initiative.unit.zone).date()
    if kind == Kind.IDEA_TAKEN_BACK and not _was_heard(event):
        return []
    if kind in (Kind.IDEA_PROPOSED, Kind.IDEA_TAKEN_BACK):
        return [
            _draft(event, initiative, kind, user_id=user.pk)
            for user in answerers(initiative, day)
            if user.pk != initiative.withdrawn_by_id
        ]
    if initiative.kind == ProposerKind.ORGANISATION:
        users = proposing_users(initiative, day)
        return [_draft(event, initiative, kind, user_id=user.pk) for user in users]
    if initiative.kind == ProposerKind.VOLUNTEER:
        return [_draft(event, initiative, kind, person_id=initiative.person_id)]
    # Somebody from the public is neither: the letter finds the address when it is written.
    return [_draft(event, initiative, kind)] if initiative.contact_email else []


def _was_heard(event: Event) -> bool:
    """Whether the unit was told of an idea before it was taken back."""
    proposed = Event.objects.filter(name="initiative.proposed", cause_id=event.cause_id)
    return not proposed.filter(expanded_at__gte=event.happened_at).exists()


def _draft(event: Event, initiative: Initiative, kind: Kind, **recipient: int | None) -> Draft:
    return Draft(
        kind=kind,
        cause=event.cause,
        cause_id=initiative.pk,
        cause_version=event.cause_version,
        due_at=event.due_at,
        **recipient,  # type: ignore[arg-type]
    )


def missing_idea_reminders(now: datetime) -> list[Draft]:
    """Once for each idea that nobody has acknowledged in time: two queries, one more for each."""
    late = list(Initiative.objects.overdue(now).for_pages())
    told = set(
        Delivery.objects.filter(
            kind=Kind.IDEA_OVERDUE, cause="initiative", cause_id__in=[one.pk for one in late]
        ).values_list("cause_id", flat=True)
    )
    return [
        Draft(
            kind=Kind.IDEA_OVERDUE,
            cause="initiative",
            cause_id=one.pk,
            cause_version=one.version,
            due_at=now,
            user_id=user.pk,
        )
        for one in late
        if one.pk not in told and one.state == InitiativeState.PROPOSED
        for user in answerers(one, now.astimezone(one.unit.zone).date())
    ]
