"""The review of whether an activity replaces paid work: answered, heard, found, or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused
from careshare.outbox.services.events import record_event
from coordination.activities.access import standings
from coordination.activities.models import Activity, DisplacementAnswers, DisplacementReview
from coordination.activities.rules.displacement import Result, ReviewState, Voice, find
from coordination.activities.rules.posts import months_before


@transaction.atomic
def start_review(
    *,
    activity: Activity,
    answers: Mapping[str, Any],
    conditions: str,
    look_again_on: Any,
    name: str,
    user: Any,
    now: datetime,
    form_uuid: UUID,
) -> DisplacementReview:
    """The manager answers; the second voice is asked. A repeat of the form gives the first result.

    Locks the activity.

    Raises:
        Refused: where another review waits for its second voice already.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    own = DisplacementReview.objects.filter(activity=activity)
    same = own.filter(form_uuid=form_uuid).first()
    if same is not None:
        return same
    if own.waiting().exists():
        raise Refused(Reason("displacement_waits_already"))
    why = standings([activity.pk], now)[activity.pk].reasons
    days = activity.unit.area.policy.second_voice_days
    review = own.create(
        activity=activity,
        needed_for=[{"code": one.code, "values": dict(one.values)} for one in why],
        conditions=conditions,
        look_again_on=look_again_on,
        started_at=now,
        started_by=user,
        second_voice_until=now + timedelta(days=days),
        form_uuid=form_uuid,
    )
    _answer(review, Voice.MANAGER, answers, name=name, user=user, now=now, form_uuid=form_uuid)
    _note(review, "displacement.waiting", user, now)
    return review


@transaction.atomic
def add_second_voice(
    *,
    review: DisplacementReview,
    answers: Mapping[str, Any],
    name: str,
    user: Any,
    now: datetime,
    form_uuid: UUID,
) -> DisplacementReview:
    """The staff representative answers, and the result follows. Locks the review.

    A repeat of the form gives the first result.

    Raises:
        Refused: where the review is done, was taken back, or is one's own.
    """
    fresh = _locked(review)
    if fresh.answers.filter(form_uuid=form_uuid).exists():
        return fresh
    if fresh.state != ReviewState.WAITING:
        raise Refused(Reason("displacement_not_waiting"))
    if fresh.started_by_id == user.pk:
        raise Refused(Reason("displacement_own_second_voice"))
    _answer(fresh, Voice.REPRESENTATIVE, answers, name=name, user=user, now=now,
            form_uuid=form_uuid)  # fmt: skip
    return _finish(fresh, user=user, now=now)


@transaction.atomic
def withdraw_review(*, review: DisplacementReview, user: Any, now: datetime) -> DisplacementReview:
    """The manager takes back what still waits, to answer anew. A second press changes nothing."""
    fresh = _locked(review)
    if fresh.state == ReviewState.WITHDRAWN:
        return fresh
    if fresh.state == ReviewState.DONE:
        raise Refused(Reason("displacement_not_waiting"))
    fresh.state, fresh.withdrawn_at = ReviewState.WITHDRAWN, now
    fresh.save(update_fields=["state", "withdrawn_at"])
    audit(actor=user, action="displacement.withdrawn", subject=fresh,
          activity_id=fresh.activity_id, at=now)  # fmt: skip
    return fresh


def finish_overdue(now: datetime) -> None:
    """Nobody waits for ever: after the area's days the manager's answers count alone.

    Part of the sweep; doing it twice changes nothing. A few statements for each such review.
    """
    for pk in DisplacementReview.objects.overdue(now).values_list("pk", flat=True):
        with transaction.atomic():
            fresh = _locked(DisplacementReview(pk=pk))
            if fresh.state == ReviewState.WAITING:
                _finish(fresh, user=None, now=now)


def _locked(review: DisplacementReview) -> DisplacementReview:
    DisplacementReview.objects.select_for_update().get(pk=review.pk)
    return DisplacementReview.objects.select_related("activity__unit__area__policy").get(
        pk=review.pk
    )


def _answer(
    review: DisplacementReview,
    voice: Voice,
    answers: Mapping[str, Any],
    *,
    now: datetime,
    **by: Any,
) -> None:
    DisplacementAnswers.objects.create(
        review=review,
        voice=voice,
        answered_at=now,
        answered_by=by["user"],
        name=by["name"],
        form_uuid=by["form_uuid"],
        **answers,
    )


def _finish(review: DisplacementReview, *, user: Any, now: datetime) -> DisplacementReview:
    """Find the result by the one rule and close the review; then the database keeps it."""
    voices = list(review.answers.order_by("pk"))
    finding = find([one.facts for one in voices])
    review.state = ReviewState.DONE
    review.result = finding.result
    review.found_for = list(finding.reasons)
    review.has_second_voice = len(voices) > 1
    review.done_at = now
    if finding.result == Result.COMPLEMENTS:
        review.look_again_on = None
    elif review.look_again_on is None:
        zone, months = review.activity.unit.zone, review.activity.unit.area.policy.look_again_months
        review.look_again_on = months_before(now.astimezone(zone).date(), -months)
    review.save()
    _note(review, "displacement.done", user, now)
    return review


def _note(review: DisplacementReview, name: str, user: Any, now: datetime) -> None:
    audit(actor=user, action=name, subject=review, activity_id=review.activity_id, at=now)
    record_event(name=name, cause="displacement", cause_id=review.pk, now=now)
    poke()
