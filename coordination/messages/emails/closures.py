"""Letters to volunteers about a place that is closed, or open again."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.messages.emails.writing import in_language_of, letter, person_of, words_about
from coordination.messages.rules import Kind
from coordination.shifts.models import Closure
from coordination.shifts.rules import ClosureReason, ShiftState
from coordination.shifts.words import CLOSURE_REASONS
from coordination.signups.access import closed_shifts
from coordination.signups.models import SignUp
from coordination.signups.rules import HOLDING


def do_not_come(delivery: Delivery, now: datetime) -> Letter | None:
    """The place is closed on your day; None where it opened again meanwhile."""
    return _about(delivery, now, is_closed=True)


def open_again(delivery: Delivery, now: datetime) -> Letter | None:
    """You are welcome after all; None where the place was closed anew."""
    return _about(delivery, now, is_closed=False)


def _about(delivery: Delivery, now: datetime, *, is_closed: bool) -> Letter | None:
    person = person_of(delivery)
    rows = SignUp.objects.for_pages().select_related("shift__activity__ward")
    sign_up = rows.filter(pk=delivery.facts["sign_up"], state__in=HOLDING).first()
    if person is None or sign_up is None or sign_up.shift.state != ShiftState.PLANNED:
        return None
    if bool(closed_shifts([sign_up.shift])) != is_closed:
        return None
    closure = Closure.objects.get(pk=delivery.cause_id)
    with in_language_of(person, sign_up.shift.activity.unit.area):
        words = words_about(sign_up, now)
        words["why"] = CLOSURE_REASONS[ClosureReason(closure.reason)]
        kind = Kind.DO_NOT_COME if is_closed else Kind.OPEN_AGAIN
        return letter(kind, address=person.email, words=words)
