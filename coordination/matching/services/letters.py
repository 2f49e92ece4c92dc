"""Questions become letters: one for each person, and one reminder for who has not answered."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery, Event
from careshare.outbox.rules import Priority
from careshare.outbox.services import kinds
from careshare.outbox.services.kinds import Draft
from coordination.matching.access.questions import who_said_yes
from coordination.matching.emails import about_question, about_withdrawn
from coordination.matching.models import Asked, Question
from coordination.matching.rules.questions import (
    Kind,
    QuestionKind,
    closing_moment,
    is_told_of_taking_back,
    remind_from,
)
from coordination.messages.access import told_by

FIRST = {
    QuestionKind.DAYS: Kind.DAYS_ASKED,
    QuestionKind.SESSIONS: Kind.SESSIONS_ASKED,
}
AGAIN = {
    QuestionKind.DAYS: Kind.DAYS_REMINDER,
    QuestionKind.SESSIONS: Kind.SESSIONS_REMINDER,
}


def register() -> None:
    """Teach the letterbox our event and letters; once, at start-up."""
    kinds.on_event("question.asked", question_asked)
    kinds.on_event("question.withdrawn", question_withdrawn)
    for kind in (*FIRST.values(), *AGAIN.values()):
        kinds.compose_with(kind, about_question)
    kinds.compose_with(Kind.WITHDRAWN, about_withdrawn)
    kinds.reconcile_with(missing_question_reminders)


def question_asked(event: Event) -> list[Draft]:
    """One letter for everybody who was asked and has an address; two queries. None where it was
    taken back by then.
    """
    question = Question.objects.select_related("unit__area").get(pk=event.cause_id)
    if question.is_withdrawn:
        return []
    rows = Asked.objects.filter(question=question).select_related("person").order_by("pk")
    return [_draft(one, FIRST[QuestionKind(question.kind)], question, event.due_at) for one in rows
            if one.person.is_reachable_by_mail]  # fmt: skip


def question_withdrawn(event: Event) -> list[Draft]:
    """One letter to each who was written to and still meant to answer, or keeps days free for it;
    five queries.
    """
    question = Question.objects.select_related("unit__area").get(pk=event.cause_id)
    asking = (FIRST[QuestionKind(question.kind)], AGAIN[QuestionKind(question.kind)])
    written = told_by(asking, "question", [question.pk])
    rows = Asked.objects.filter(question=question, person__in={pk for _cause, pk in written})
    found = list(rows.select_related("person").order_by("pk"))
    keeping = who_said_yes(question, found)
    return [
        _draft(one, Kind.WITHDRAWN, question, event.due_at)
        for one in found
        if one.person.is_reachable_by_mail
        and is_told_of_taking_back(question.kind, has_answered=one.answered_at is not None,
                                   said_yes=one.person_id in keeping)
    ]  # fmt: skip


def missing_question_reminders(now: datetime) -> list[Draft]:
    """One reminder for whoever has not answered as a question comes near its end. Two queries."""
    rows = Asked.objects.filter(answered_at__isnull=True, question__closes_at__gt=now)
    rows = rows.select_related("person", "question__unit__area__policy")
    drafts = []
    for one in rows.exclude(person__email="").order_by("pk"):
        question = one.question
        days = question.unit.area.policy.question_reminder_days
        if remind_from(question.asked_at, question.closes_at, days=days) <= now:
            drafts.append(_draft(one, AGAIN[QuestionKind(question.kind)], question, now))
    there = set(
        Delivery.objects.filter(kind__in=AGAIN.values(), cause="question",
                                cause_id__in={draft.cause_id for draft in drafts})
        .values_list("cause_id", "person_id")
    )  # fmt: skip
    return [draft for draft in drafts if (draft.cause_id, draft.person_id) not in there]


def _draft(asked: Asked, kind: Kind, question: Question, due_at: datetime) -> Draft:
    is_reminder, zone = kind in AGAIN.values(), question.unit.zone
    last = closing_moment(question.last_on, zone)
    return Draft(
        kind=kind,
        cause="question",
        cause_id=question.pk,
        cause_version=1,
        due_at=due_at,
        person_id=asked.person_id,
        priority=Priority.REMINDER if is_reminder else Priority.NORMAL,
        useless_after=last if kind == Kind.WITHDRAWN else question.closes_at,
    )
