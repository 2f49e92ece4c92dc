"""Rounds of blind answers: opened, answered, revealed, and what follows from a review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import refuse_if
from careshare.once import check_version
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import latest_record, record_of, today_at
from coordination.arrangements.models import (
    ReviewRound,
    RoundParty,
    StatedAnswer,
    TaskAnswer,
)
from coordination.arrangements.rules import (
    ASKED_TASKS,
    Occasion,
    Stated,
    StatingFacts,
    asked_parties,
    everybody_answered,
    organisation_id,
    reasons_against_keeping,
    reasons_against_opening,
    reasons_against_stating,
)
from volunteers.memberships.rules import Task


@transaction.atomic
def open_round(
    *, activity: Activity, occasion: Occasion, now: datetime, party: str = "", user: Any = None
) -> ReviewRound:
    """Ask the unit and every organisation of the record, each alone.

    Where a round is open already, that one is given back: two presses and two sides make one.
    Locks the activity. About 8 statements.

    Args:
        party: who asks for it; empty where it opens by itself.

    Raises:
        Refused: the activity has ended, or nothing is recorded that could be looked at.
    """
    activity = Activity.objects.select_for_update(of=("self",), no_key=True).select_related(
        "unit__area__policy"
    ).get(pk=activity.pk)  # fmt: skip
    found = ReviewRound.objects.open().filter(activity=activity).first()
    if found is not None:
        return found
    record = record_of(activity, today_at(activity, now))
    is_ended = activity.state == ActivityState.ENDED
    refuse_if(reasons_against_opening(rows=record.rows, is_ended=is_ended))
    row = ReviewRound.objects.create(
        activity=activity,
        version_id=record.version.pk if record.version else 0,  # the rule has asked for one
        occasion=occasion,
        opened_at=now,
        opened_by_party=party,
        opened_by=user,
        closes_at=now + timedelta(days=activity.unit.area.policy.review_answer_days),
    )
    RoundParty.objects.bulk_create(
        RoundParty(round=row, party=one, organisation_id=organisation_id(one))
        for one in sorted(asked_parties(record.rows))
    )
    audit(actor=user, action="round.opened", subject=row, activity_id=activity.pk,
          side=party, at=now)  # fmt: skip
    if occasion == Occasion.REVIEW:  # at the start the agreement itself was the news
        record_event(name="round.opened", cause="round", cause_id=row.pk, now=now)
        poke()
    return row


@transaction.atomic
def state(
    *,
    round_: ReviewRound,
    party: str,
    stated: Stated,
    tasks: Mapping[Task, str],
    user: Any,
    now: datetime,
    opened: int = 0,
) -> StatedAnswer:
    """One side's answer, given or changed; with the last side's the answers are shown to all.

    Locks the round. About 9 statements.

    Args:
        tasks: who does each task in fact; only a review asks it, and only of `ASKED_TASKS`.
        opened: the version of this side's answer when the form was opened, 0 for none.

    Raises:
        Stale: somebody of the same side answered meanwhile.
        Refused: the answers are out, this side is not asked, or the user spoke for another side.
    """
    row = _locked(round_)
    answers = {one.party: one for one in row.answers.all()}
    asked = frozenset(one.party for one in row.parties.all())
    facts = StatingFacts(
        party=party,
        asked=asked,
        is_revealed=row.is_revealed or row.closes_at <= now,
        answered={key: one.user_id for key, one in answers.items()},
        user_id=user.pk,
    )
    refuse_if(reasons_against_stating(facts))
    answer = answers.get(party)
    check_version(opened, answer.version if answer else 0)
    if answer is None:
        answer = StatedAnswer(round=row, party=party, version=0)
    answer.stated, answer.user, answer.answered_at = stated, user, now
    answer.version += 1
    answer.save()
    answer.tasks.all().delete()  # of an answer that nobody but its own side has seen
    if row.occasion == Occasion.REVIEW:
        TaskAnswer.objects.bulk_create(
            TaskAnswer(answer=answer, task=task, said=tasks[task])
            for task in ASKED_TASKS
            if tasks.get(task)
        )
    audit(actor=user, action="round.answered", subject=row, activity_id=row.activity_id,
          side=party, at=now)  # fmt: skip
    if everybody_answered(asked, {*answers, party}):
        reveal(row, now)
    return answer


@transaction.atomic
def keep_as_is(
    *, round_: ReviewRound, next_on: date, party: str, user: Any, now: datetime
) -> ReviewRound:
    """Record that it stays as it is, and when it is looked at next; the version does not change.

    Locks the round. A repeat with the same day changes nothing.

    Raises:
        Refused: not revealed yet, decided already, replaced by a newer agreement, or a wrong day.
    """
    row = _locked(round_)
    if row.decided_at is not None and row.next_review_on == next_on:
        return row
    activity = row.activity
    refuse_if(
        reasons_against_keeping(
            is_revealed=row.is_revealed,
            is_decided=row.decided_at is not None,
            is_current=getattr(latest_record(activity).version, "pk", None) == row.version_id,
            next_on=next_on,
            today=today_at(activity, now),
            months_ahead=activity.unit.area.policy.plan_ahead_months,
        )
    )
    row.next_review_on = next_on
    row.decided_at, row.decided_by, row.decided_by_party = now, user, party
    row.save(update_fields=["next_review_on", "decided_at", "decided_by", "decided_by_party"])
    audit(actor=user, action="round.kept", subject=row, activity_id=activity.pk,
          side=party, at=now)  # fmt: skip
    record_event(name="round.kept", cause="round", cause_id=row.pk, now=now)
    poke()
    return row


def _locked(round_: ReviewRound) -> ReviewRound:
    rows = ReviewRound.objects.select_for_update(of=("self",))
    return rows.select_related("activity__unit__area__policy").get(pk=round_.pk)


def reveal(row: ReviewRound, now: datetime) -> None:
    """Show the answers to all, under the caller's lock; a review's sides are told."""
    row.revealed_at = now
    row.save(update_fields=["revealed_at"])
    audit(actor=None, action="round.revealed", subject=row, activity_id=row.activity_id, at=now)
    if row.occasion == Occasion.REVIEW:
        record_event(name="round.revealed", cause="round", cause_id=row.pk, now=now)
        poke()
