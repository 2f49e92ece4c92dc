"""Letters about whether something replaces paid work: one waits, one is closed."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.activities.models import DisplacementReview
from coordination.activities.rules.displacement import Result, ReviewState
from coordination.activities.words.displacement import RESULTS
from coordination.messages.emails.writing import in_language_of, letter
from coordination.messages.rules import Kind
from volunteers.accounts.models import User
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role


def representatives(review: DisplacementReview, day: date) -> list[User]:
    """The staff representatives of the area, each once; one query."""
    area_id = review.activity.unit.area_id
    return _users(Q(role=Role.STAFF_REPRESENTATIVE, area_id=area_id), day)


def readers_of_result(review: DisplacementReview, day: date) -> list[User]:
    """The unit's managers, and the representatives where the second voice never came."""
    unit = Q(role=Role.UNIT_MANAGER, unit_id=review.activity.unit_id)
    if not review.has_second_voice:
        unit |= Q(role=Role.STAFF_REPRESENTATIVE, area_id=review.activity.unit.area_id)
    return _users(unit, day)


def _users(wanted: Q, day: date) -> list[User]:
    found = Membership.objects.on(day).filter(wanted).select_related("user").order_by("pk")
    return list({one.user_id: one.user for one in found}.values())


def waiting(delivery: Delivery, now: datetime) -> Letter | None:
    """The second voice is asked; None where the review was closed or taken back meanwhile."""
    return _letter(delivery, now, ReviewState.WAITING, representatives)


def done(delivery: Delivery, now: datetime) -> Letter | None:
    """The review is closed: its result."""
    return _letter(delivery, now, ReviewState.DONE, readers_of_result)


def _letter(delivery: Delivery, now: datetime, state: ReviewState, told) -> Letter | None:
    review = DisplacementReview.objects.for_pages().filter(pk=delivery.cause_id).first()
    if review is None or review.state != state:
        return None
    unit = review.activity.unit
    day = now.astimezone(unit.zone).date()
    user = next((one for one in told(review, day) if one.pk == delivery.user_id), None)
    if user is None:
        return None
    with in_language_of(user, unit.area):
        words = {
            "activity": review.activity.name,
            "unit": unit.name,
            "until": date_format(review.second_voice_until.astimezone(unit.zone), "DATE_FORMAT"),
            "result": RESULTS[Result(review.result)] if review.result else "",
            "has_second_voice": review.has_second_voice,
            "has_dissent": any(one.agrees is False for one in review.answers.all()),
            "path": reverse("coordination:displacement-review", args=[review.pk]),
        }
        return letter(Kind(delivery.kind), address=user.email, words=words)
