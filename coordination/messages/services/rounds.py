"""Who is told of a review: both sides some days before and on the day, and what came of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef

from careshare.outbox.models import Delivery, Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.activities.rules import ActivityState
from coordination.arrangements.models import ReviewRound, Version, with_next_review
from coordination.messages.access import speakers
from coordination.messages.rules import Kind, remind_of_review_at
from volunteers.places.models import AreaPolicy

ROUND_KINDS = {
    "round.opened": Kind.REVIEW_OPENED,
    "round.revealed": Kind.REVIEW_REVEALED,
    "round.kept": Kind.REVIEW_KEPT,
}


def round_changed(event: Event) -> list[Draft]:
    """Tell every side that was asked; whoever opened it or decided knows already."""
    found = ReviewRound.objects.for_pages().get(pk=event.cause_id)
    acted = {
        "round.opened": found.opened_by_id,
        "round.revealed": _last_answer(found),
        "round.kept": found.decided_by_id,
    }[event.name]
    day = event.due_at.astimezone(found.activity.unit.zone).date()
    return [
        Draft(
            kind=ROUND_KINDS[event.name],
            cause=event.cause,
            cause_id=found.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            user_id=user.pk,
        )
        for user in speakers(found.asked, found.activity, day)
        if user.pk != acted
    ]


def _last_answer(found: ReviewRound) -> int | None:
    """Whose answer revealed the round; nobody's where its time was over."""
    given = found.answers.filter(answered_at=found.revealed_at or found.opened_at)
    return given.order_by("-pk").values_list("user_id", flat=True).first()


def missing_review_reminders(now: datetime) -> list[Draft]:
    """Reminders of reviews in the coming days that have no row yet.

    One letter for each day of review and reader: the day stands in the key, so that a day that
    moved has its own. Three queries, and two for each review that nobody was reminded of.
    """
    most = AreaPolicy.objects.aggregate(days=Max("review_reminder_days"))["days"] or 1
    newer = Version.objects.agreed().filter(
        activity=OuterRef("activity"), number__gt=OuterRef("number")
    )
    coming = (
        with_next_review(Version.objects.agreed().exclude(Exists(newer)))
        .filter(activity__state=ActivityState.PUBLISHED)
        .filter(
            next_review__gt=now.date(), next_review__lte=(now + timedelta(days=most + 1)).date()
        )
        .select_related("activity__unit__area__policy")
    )
    versions = list(coming.order_by("pk"))
    told = set(
        Delivery.objects.filter(
            kind=Kind.REVIEW_SOON, cause="version", cause_id__in=[one.pk for one in versions]
        ).values_list("cause_id", "facts__review_on")
    )
    fresh = [one for one in versions if (one.pk, one.next_review.isoformat()) not in told]
    return [draft for version in fresh for draft in _reminders(version, now)]


def _reminders(version: Any, now: datetime) -> list[Draft]:
    unit, review_on = version.activity.unit, version.next_review
    policy = unit.area.policy
    due_at = remind_of_review_at(
        review_on,
        zone=unit.zone,
        days_before=policy.review_reminder_days,
        at=policy.reminder_at,
    )
    if due_at > now:
        return []  # whoever speaks for a side is asked when it is due
    is_fresh = version.decided_at is not None and version.decided_at >= due_at
    if is_fresh:
        return []
    parties = version.parties.values_list("party", flat=True)
    return [
        Draft(
            kind=Kind.REVIEW_SOON,
            cause="version",
            cause_id=version.pk,
            cause_version=1,
            offset=f"-{policy.review_reminder_days}d@{review_on:%Y%m%d}",
            due_at=due_at,
            user_id=user.pk,
            priority=Priority.REMINDER,
            useless_after=datetime.combine(review_on, time(), unit.zone),
            facts={"review_on": review_on.isoformat()},
        )
        for user in speakers(parties, version.activity, now.astimezone(unit.zone).date())
    ]
