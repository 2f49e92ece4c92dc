"""A review of paid work waits for its second voice, or is closed: who is told."""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import DisplacementReview
from coordination.messages.emails.displacement import readers_of_result, representatives
from coordination.messages.rules import Kind


def review_changed(event: Event) -> list[Draft]:
    """The representatives when it waits, the manager when it is closed."""
    review = DisplacementReview.objects.for_pages().get(pk=event.cause_id)
    day = event.due_at.astimezone(review.activity.unit.zone).date()
    is_waiting = event.name == "displacement.waiting"
    told = representatives(review, day) if is_waiting else readers_of_result(review, day)
    return [
        Draft(
            kind=Kind.SECOND_VOICE_ASKED if is_waiting else Kind.REVIEW_CLOSED,
            cause=event.cause,
            cause_id=review.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            user_id=user.pk,
            useless_after=review.second_voice_until if is_waiting else None,
        )
        for user in told
    ]
