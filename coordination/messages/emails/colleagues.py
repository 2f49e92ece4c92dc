"""Letters about sign-ups to whoever the record says is told."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.arrangements.access import record_of
from coordination.messages.access import colleagues, tasks_told
from coordination.messages.emails.writing import (
    in_language_of,
    letter,
    page_url,
    sign_up_of,
    words_about,
)
from coordination.messages.rules import Kind
from coordination.shifts.models import Position
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelReason, SignUpState
from coordination.signups.words import CANCEL_REASONS


def request_to_answer(delivery: Delivery, now: datetime) -> Letter | None:
    """Somebody would like to come and waits for an answer."""
    return _about(delivery, now, Kind.REQUEST, SignUpState.REQUESTED)


def cannot_come(delivery: Delivery, now: datetime) -> Letter | None:
    """A volunteer cannot come; how many are still needed."""
    return _about(delivery, now, Kind.CANNOT_COME, SignUpState.CANCELLED)


def taken_off(delivery: Delivery, now: datetime) -> Letter | None:
    """The unit refused entry, or an organisation withdrew its volunteer: the owner hears of it."""
    return _about(delivery, now, Kind.TAKEN_OFF, SignUpState.CANCELLED)


def resized(delivery: Delivery, now: datetime) -> Letter | None:
    """Of a group more or fewer come than were put down; how many are still needed."""
    return _about(delivery, now, Kind.RESIZED, SignUpState.CONFIRMED)


def _about(delivery: Delivery, now: datetime, kind: Kind, state: SignUpState) -> Letter | None:
    sign_up = sign_up_of(delivery)
    if sign_up is None or sign_up.state != state:
        return None
    shift = sign_up.shift
    unit = shift.activity.unit
    day = now.astimezone(unit.zone).date()
    told = colleagues(record_of(shift.activity, day), *tasks_told(sign_up, kind), day=day)
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None:  # no longer theirs to know
        return None
    with in_language_of(user, unit.area):
        words = words_about(sign_up, now)
        words["name"] = ""
        words["who"] = sign_up.person.name
        words["page_url"] = page_url("coordination:shift-detail", shift.pk)
        words["why"] = why_cancelled(sign_up)
        words["missing"] = sum(
            position.coverage.missing for position in Position.objects.filter(shift=shift)
        )
        return letter(kind, address=user.email, words=words)


def why_cancelled(sign_up: SignUp) -> str:
    """The reason from the list; nothing where there is none."""
    if not sign_up.cancel_reason:
        return ""
    return str(CANCEL_REASONS[CancelReason(sign_up.cancel_reason)])
