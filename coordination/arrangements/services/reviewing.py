"""Rounds that open and close by themselves, and what reports and pages read from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import today_at
from coordination.arrangements.models import (
    ReviewRound,
    ReviewRoundQuerySet,
    StatedAnswer,
    Version,
    with_next_review,
)
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Gap,
    Occasion,
    Stated,
    organisation_id,
    perspective_gap,
)
from coordination.arrangements.services.stating import open_round, reveal

START_BATCH = 200  # activities a sweep: a place that begins with thousands is asked bit by bit


def sweep_rounds(now: datetime) -> None:
    """Open what begins or is due for review, and close what has waited long enough.

    Part of the sweep; doing it twice changes nothing. Three queries, and those of each round that
    opens or closes.
    """
    late = ReviewRound.objects.open().filter(closes_at__lte=now)
    for pk in list(late.values_list("pk", flat=True)):
        _close(pk, now)
    for activity, occasion in [*_to_start(now), *_to_review(now)]:
        open_round(activity=activity, occasion=occasion, now=now)


@transaction.atomic
def _close(pk: int, now: datetime) -> None:
    row = ReviewRound.objects.select_for_update().get(pk=pk)
    if not row.is_revealed and row.closes_at <= now:
        reveal(row, now)


def _valid_versions(now: datetime) -> Any:
    """The version in force of each activity that has not ended, with its day of review; one query.

    An agreement holds whether sign-ups are taken or not, so a draft is reviewed, too. Judged by
    the latest day that any zone has by now; each is asked again in its own.
    """
    day = (now + timedelta(days=1)).date()
    valid = Version.objects.agreed().filter(valid_from__lte=day).not_replaced_by(day)
    running = valid.exclude(activity__state=ActivityState.ENDED)
    return running.select_related("activity__unit__area__policy").order_by("pk")


def _to_start(now: datetime) -> list[tuple[Activity, Occasion]]:
    """Published ones: before that nobody has seen how it goes."""
    asked = ReviewRound.objects.filter(activity=OuterRef("activity"))
    started = asked.filter(occasion=Occasion.START)
    begun = _valid_versions(now).filter(activity__state=ActivityState.PUBLISHED)
    found = begun.exclude(Exists(started)).exclude(Exists(asked.open()))
    return [
        (one.activity, Occasion.START)
        for one in found[:START_BATCH]
        if one.valid_from <= today_at(one.activity, now)
    ]


def _to_review(now: datetime) -> list[tuple[Activity, Occasion]]:
    """Due, and not being looked at: an open or undecided review of that version is enough."""
    looked_at = ReviewRound.objects.reviews().filter(version=OuterRef("pk"))
    pending = looked_at.filter(decided_at__isnull=True)
    is_open = ReviewRound.objects.open().filter(activity=OuterRef("activity"))
    due = with_next_review(_valid_versions(now)).filter(
        next_review__lte=(now + timedelta(days=1)).date()
    )
    return [
        (one.activity, Occasion.REVIEW)
        for one in due.exclude(Exists(pending)).exclude(Exists(is_open))
        if one.next_review <= today_at(one.activity, now)
    ]


def next_review_of(version: Version | None) -> date | None:
    """When one agreement is looked at again, as its latest review recorded, else as agreed; None
    for none. One query.
    """
    if version is None:
        return None
    rows = with_next_review(Version.objects.filter(pk=version.pk))
    found: date | None = rows.values_list("next_review", flat=True).first()
    return found


@dataclass(frozen=True)
class Sides:
    """What each side of an activity said last; None where the unit was not asked or is silent."""

    unit: Stated | None = None
    organisations: dict[int, Stated] = field(default_factory=dict)


def stated_by(activities: Iterable[int], at: datetime) -> dict[int, Sides]:
    """The stated arrangement of activities as of a moment, side by side; one query for any number.

    Only what had been revealed by then counts; an activity without an answer has an empty entry.
    """
    wanted = list(activities)
    found: dict[int, dict[str, Stated]] = {pk: {} for pk in wanted}
    rows = StatedAnswer.objects.latest_by(at).filter(round__activity_id__in=wanted)
    for pk, party, stated in rows.values_list("round__activity_id", "party", "stated"):
        found[pk][party] = Stated(stated)
    return {
        pk: Sides(
            said.get(UNIT_PARTY),
            {organisation_id(key) or 0: one for key, one in said.items() if key != UNIT_PARTY},
        )
        for pk, said in found.items()
    }


def gaps_of(rounds: ReviewRoundQuerySet) -> list[tuple[ReviewRound, Gap]]:
    """The perspective gap of each revealed review (report R24); three queries for any number.

    Narrow `rounds` by area, unit, organisation or period (`revealed_at`) before; the activity is
    selected with its unit and type.
    """
    found = rounds.reviews().revealed().select_related("activity__unit", "activity__type")
    return [
        (one, perspective_gap({answer.party: answer.by_task for answer in one.answers.all()}))
        for one in found.prefetch_related("answers__tasks").order_by("revealed_at", "pk")
    ]
