"""Who is told of a review or of the end of a trial: both sides some days before, and what came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, OuterRef

from careshare.outbox.models import Delivery, Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.activities.rules import ActivityState
from coordination.arrangements.models import ReviewRound, Version, with_next_review
from coordination.arrangements.rules import UNIT_PARTY
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
    """Reminders of reviews in the coming days that have no row yet; also of drafts, for an
    agreement holds whether sign-ups are taken or not.

    One letter for each day of review and reader: the day stands in the key, so that a day that
    moved has its own. Three queries, and two for each review that nobody was reminded of.
    """
    coming = _still_holding_on("next_review", with_next_review(Version.objects.agreed())).filter(
        next_review__gt=now.date(), next_review__lte=_last_day(now)
    )
    days = {one: one.next_review for one in coming.order_by("pk")}
    return _missing(Kind.REVIEW_SOON, "review_on", days, now)


def missing_trial_reminders(now: datetime) -> list[Draft]:
    """Reminders of trial periods that end in the coming days and have no row yet.

    With the same number of days as a review; an agreement that was made later than that has its
    reminder on the last day but one. Three queries, and two for each trial.
    """
    day_before = now.date() - timedelta(days=1)  # in the zone furthest behind
    coming = _still_holding_on("trial_until", Version.objects.agreed()).filter(
        trial_until__gt=day_before, trial_until__lte=_last_day(now)
    )
    days = {one: one.trial_until for one in coming.order_by("pk")}
    return _missing(Kind.TRIAL_SOON, "trial_until", days, now)


def _still_holding_on(name: str, agreed: Any) -> Any:
    """Of what was agreed, what nothing agreed later replaces by the day in a column; of activities
    that have not ended.
    """
    found = agreed.not_replaced_by(OuterRef(name)).exclude(activity__state=ActivityState.ENDED)
    return found.select_related("activity__unit__area__policy")


def _last_day(now: datetime) -> date:
    most = AreaPolicy.objects.aggregate(days=Max("review_reminder_days"))["days"] or 1
    return (now + timedelta(days=most + 1)).date()


def _missing(
    kind: Kind, name: str, days: Mapping[Version, date | None], now: datetime
) -> list[Draft]:
    told = set(
        Delivery.objects.filter(
            kind=kind, cause="version", cause_id__in=[one.pk for one in days]
        ).values_list("cause_id", f"facts__{name}")
    )
    return [
        draft
        for version, day in days.items()
        if day is not None and (version.pk, day.isoformat()) not in told
        for draft in _reminders(kind, name, version, day, now)
    ]


def _reminders(kind: Kind, name: str, version: Version, day: date, now: datetime) -> list[Draft]:
    unit = version.activity.unit
    policy, parties = unit.area.policy, set(version.parties.values_list("party", flat=True))
    is_trial = kind == Kind.TRIAL_SOON
    due = {
        before: remind_of_review_at(day, zone=unit.zone, days_before=before, at=policy.reminder_at)
        for before in (policy.review_reminder_days, *((1,) if is_trial else ()))
    }
    fresh = version.decided_at
    before = next((one for one, at in due.items() if fresh is None or fresh < at), None)
    if before is None or due[before] > now or (parties == {UNIT_PARTY} and is_trial):
        return []  # whoever speaks for a side is asked when it is due
    last = day + timedelta(days=1) if is_trial else day
    return [
        Draft(
            kind=kind,
            cause="version",
            cause_id=version.pk,
            cause_version=1,
            offset=f"-{before}d@{day:%Y%m%d}",
            due_at=due[before],
            user_id=user.pk,
            priority=Priority.REMINDER,
            useless_after=datetime.combine(last, time(), unit.zone),
            facts={name: day.isoformat()},
        )
        for user in speakers(parties, version.activity, now.astimezone(unit.zone).date())
    ]
