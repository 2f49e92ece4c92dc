"""Asking the regulars about days or times, and keeping what they answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.matching.access.questions import parts_of_days, sessions_of, times_of
from coordination.matching.models import Asked, AskedTime, Question
from coordination.matching.rules.questions import (
    QuestionKind,
    closing_moment,
    reasons_against_answering,
    reasons_against_asking,
    reasons_against_taking_back,
)
from coordination.shifts.models import Series
from coordination.signups.rules import Via
from coordination.signups.services import sign_up
from volunteers.memberships.rules import Task
from volunteers.people.models import DatedTime, Person
from volunteers.places.models import CareUnit


def ask_question(
    *,
    kind: QuestionKind,
    unit: CareUnit,
    activity: Activity | None = None,
    series: Series | None = None,
    first_on: date,
    last_on: date,
    closes_on: date,
    people: Sequence[Person],
    user: Any,
    side: str,
    now: datetime,
    form_uuid: UUID,
    times: Mapping[int, Collection[int]] | None = None,
) -> Question:
    """Ask people which days, or which times, they can come; one letter each.

    A repeat of the form gives the first question. Six statements for any number of people, one
    event row; letters are written by the sweep.

    Args:
        times: ids of the sessions about which each person is asked, by person id; else all.

    Raises:
        Refused: question_backwards, question_too_long, question_past, question_closes_wrong,
            nobody_chosen.
    """
    repeated = Question.objects.filter(form_uuid=form_uuid, asked_by=user).first()
    if repeated is not None:
        return repeated
    zone, policy = unit.zone, unit.area.policy
    today = now.astimezone(zone).date()
    refuse_if(
        reasons_against_asking(
            first_on=first_on, last_on=last_on, closes_on=closes_on,
            today=today, most=_most_days(kind, policy), people=len(people),
            furthest=last_day_planned(today, policy),
        )
    )  # fmt: skip
    try:
        with transaction.atomic():
            made = Question.objects.create(
                kind=kind, unit=unit, activity=activity, series=series, first_on=first_on,
                last_on=last_on, closes_at=closing_moment(closes_on, zone), asked_at=now,
                asked_by=user, side=side, form_uuid=form_uuid,
            )  # fmt: skip
            rows = Asked.objects.bulk_create(Asked(question=made, person=one) for one in people)
            AskedTime.objects.bulk_create(
                AskedTime(asked=row, shift_id=pk)
                for row in rows for pk in sorted((times or {}).get(row.person_id, ()))
            )  # fmt: skip
            audit(actor=user, action="question.asked", subject=made, task=Task.RECRUIT, side=side,
                  activity_id=activity.pk if activity else None, at=now)  # fmt: skip
            record_event(name="question.asked", cause="question", cause_id=made.pk, now=now,
                         undo_seconds=policy.undo_seconds)  # fmt: skip
    except IntegrityError:  # the same form at the same instant
        return Question.objects.get(form_uuid=form_uuid, asked_by=user)
    poke()
    return made


def last_day_planned(today: date, policy: Any) -> date:
    """As far ahead as the area plans."""
    return today + relativedelta(months=policy.plan_ahead_months)


def _most_days(kind: QuestionKind, policy: Any) -> int:
    """A series may be asked about as far as it is planned."""
    if kind == QuestionKind.SESSIONS:
        return date.max.toordinal()
    return int(policy.question_span_days)


@transaction.atomic
def answer_days(
    *, asked: Asked, yes: Collection[tuple[date, str]], user: Any, now: datetime
) -> None:
    """Keep yes or no to every part of every day of a question; the latest answer counts.

    Locks the row of whom was asked. Sixteen statements for any number of days. What is not a part
    of the question is passed over.

    Raises:
        Refused: question_closed, question_withdrawn.
    """
    row = Asked.objects.select_for_update().get(pk=asked.pk)
    question = asked.question
    _refuse(question, now)
    wanted = set(yes)
    days = parts_of_days(question, sessions_of(question, now))
    DatedTime.objects.bulk_create(
        [
            DatedTime(person_id=row.person_id, on=day, part=part, said_at=now,
                      is_free=(day, part) in wanted)
            for day, parts in days
            for part in parts
        ],
        update_conflicts=True,
        unique_fields=["person", "on", "part"],
        update_fields=["is_free", "said_at"],
    )  # fmt: skip
    _answered(row, user, now)


def answer_sessions(
    *, asked: Asked, shift_ids: Collection[int], user: Any, now: datetime
) -> Mapping[str, tuple[Reason, ...]]:
    """Take a place at each of the times; what was not possible comes back with every reason.

    Each time is a sign-up of its own, with its own locks: one that filled up meanwhile stops no
    other. About twenty statements a time.

    Raises:
        Refused: question_closed, question_withdrawn.
    """
    _refuse(asked.question, now)
    refused: dict[str, tuple[Reason, ...]] = {}
    for shift in times_of(asked, now):
        if shift.pk not in shift_ids:
            continue
        places = sorted(shift.positions.all(), key=lambda one: -one.coverage.free)
        try:
            sign_up(person=asked.person, position=places[0], user=user, now=now, via=Via.OFFER)
        except Refused as problem:
            refused[str(shift.pk)] = problem.reasons
    with transaction.atomic():
        _answered(Asked.objects.select_for_update().get(pk=asked.pk), user, now)
    return refused


def _refuse(question: Question, now: datetime) -> None:
    question.refresh_from_db(fields=["closes_at", "withdrawn_at"])  # taken back meanwhile?
    is_withdrawn = question.is_withdrawn
    refuse_if(reasons_against_answering(question.closes_at, now, is_withdrawn=is_withdrawn))


def _answered(row: Asked, user: Any, now: datetime) -> None:
    row.answered_at, row.answered_by = now, user if getattr(user, "pk", None) else None
    row.save(update_fields=["answered_at", "answered_by"])
    audit(actor=user, action="question.answered", subject=row, at=now)


@transaction.atomic
def take_question_back(*, question: Question, user: Any, side: str, now: datetime) -> bool:
    """Close a question that should not have been asked; whether this press did it.

    Answers and places stay: nothing is taken from anybody. Nobody hears of it whose letter has not
    left; whoever was written to and still meant to answer gets one letter. A second press changes
    nothing. Locks the question; four statements, one event row.

    Raises:
        Refused: question_over.
    """
    row = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if row.is_withdrawn:
        return False
    refuse_if(reasons_against_taking_back(row.closes_at, now))
    row.closes_at = row.withdrawn_at = now
    row.withdrawn_by = user
    row.save(update_fields=["closes_at", "withdrawn_at", "withdrawn_by"])
    audit(actor=user, action="question.withdrawn", subject=row, task=Task.RECRUIT, side=side,
          activity_id=row.activity_id, at=now)  # fmt: skip
    # It waits as the question did: a letter that is just leaving has left by then.
    record_event(name="question.withdrawn", cause="question", cause_id=row.pk, now=now,
                 undo_seconds=question.unit.area.policy.undo_seconds)  # fmt: skip
    poke()
    return True


def close_beyond(activity: Activity, last_on: date, now: datetime) -> None:
    """Close what is asked about days after an activity's last day; nobody is reminded of it.

    Runs in the caller's transaction. One statement, no event: whoever ends the activity tells
    people.
    """
    Question.objects.beyond(activity, last_on, now).update(closes_at=now)
