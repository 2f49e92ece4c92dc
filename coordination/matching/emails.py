"""Letters that ask about days or times, and remind once."""

from __future__ import annotations

from datetime import datetime, timedelta

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.matching.access.links import answer_url
from coordination.matching.access.questions import times_of
from coordination.matching.models import Asked, Question
from coordination.matching.rules.questions import QuestionKind
from coordination.messages.emails.writing import in_language_of, letter, person_of
from coordination.shifts.words import long_day
from coordination.signups.access import when


def about_question(delivery: Delivery, now: datetime) -> Letter | None:
    """Which days, or which times, can you come? None once it is answered or closed, or none of the
    times takes place any more.
    """
    rows = Asked.objects.select_related(
        "person", "question__unit__area__policy", "question__activity", "question__series"
    )
    asked = rows.filter(question=delivery.cause_id, person=delivery.person_id or 0).first()
    if asked is None or asked.answered_at or asked.question.closes_at <= now:
        return None
    person, question = asked.person, asked.question
    if person.left_at or person.erased_at or not person.is_reachable_by_mail:
        return None
    is_days = question.kind == QuestionKind.DAYS
    times = [] if is_days else times_of(asked, now)
    if not is_days and not times:
        return None
    with in_language_of(person, question.unit.area):
        last = (question.closes_at - timedelta(seconds=1)).astimezone(question.unit.zone).date()
        words = {
            "times": [when(one) for one in times] if asked.times.exists() else [],
            "name": person.first_name,
            "unit": question.unit.name,
            "activity": question.activity.name if question.activity else "",
            "first": long_day(question.first_on),
            "last": long_day(question.last_on),
            "closes": long_day(last),
            "page_url": answer_url(asked),
        }
        return letter(delivery.kind, address=person.email, words=words)


def about_withdrawn(delivery: Delivery, now: datetime) -> Letter | None:
    """You need not answer any more, nor keep the days free for it."""
    person = person_of(delivery)
    rows = Question.objects.for_pages().filter(withdrawn_at__isnull=False)
    question = rows.filter(pk=delivery.cause_id).first()
    if person is None or question is None:
        return None
    with in_language_of(person, question.unit.area):
        words = {
            "name": person.first_name,
            "unit": question.unit.name,
            "activity": question.activity.name if question.activity else "",
            "first": long_day(question.first_on),
            "last": long_day(question.last_on),
            "is_days": question.kind == QuestionKind.DAYS,
            "phone": question.unit.phone,
        }
        return letter(delivery.kind, address=person.email, words=words)
