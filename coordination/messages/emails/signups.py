"""Letters to a volunteer about her own sign-up."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.messages.access import (
    Card,
    awaiting_with,
    back_with,
    cards_of,
    freed_with,
    link_url,
    long_moment,
    long_when,
    own_card,
    when_between,
)
from coordination.messages.emails.calendar import CALENDAR_NAME, calendar_file
from coordination.messages.emails.writing import (
    in_language_of,
    letter,
    person_of,
    sign_up_of,
    words_about,
)
from coordination.messages.rules import Kind, LinkAction
from coordination.shifts.rules import ShiftCancelReason, ShiftState
from coordination.shifts.words import CANCEL_REASONS
from coordination.signups.access import closed_shifts
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelReason, SignUpState
from coordination.signups.words import CANCEL_REASONS as WHY_FREED


def confirmed(delivery: Delivery, now: datetime) -> Letter | None:
    """You are coming: with the calendar file."""
    return _with_calendar(delivery, now, Kind.CONFIRMED, SignUpState.CONFIRMED)


def retimed(delivery: Delivery, now: datetime) -> Letter | None:
    """You come for another part of the session: with the calendar file."""
    return _with_calendar(delivery, now, Kind.RETIMED, SignUpState.CONFIRMED)


def freed(delivery: Delivery, now: datetime) -> Letter | None:
    """You need not come: cancelled by others, or by telephone. Takes it out of the calendar."""
    return _with_calendar(delivery, now, Kind.FREED, SignUpState.CANCELLED)


def requested(delivery: Delivery, now: datetime) -> Letter | None:
    """We have your request; an answer comes."""
    return _plain(delivery, now, Kind.REQUESTED, SignUpState.REQUESTED)


def declined(delivery: Delivery, now: datetime) -> Letter | None:
    """Not this time."""
    return _plain(delivery, now, Kind.DECLINED, SignUpState.DECLINED)


def reminder(delivery: Delivery, now: datetime) -> Letter | None:
    """The day before; only of the time that the volunteer knows."""
    found = _known(delivery, SignUpState.CONFIRMED)
    if found is None:
        return None
    shift = found.shift
    known = delivery.facts.get("starts_at")
    if shift.state != ShiftState.PLANNED or shift.starts_at.isoformat() != known:
        return None
    if closed_shifts([shift]):  # whoever is due there is rung; nobody is asked to come
        return None
    return _plain(delivery, now, Kind.REMINDER, SignUpState.CONFIRMED)


def new_time(delivery: Delivery, now: datetime) -> Letter | None:
    """A session was moved: does the new time suit? Speaks for all of the person's in its series."""
    person, sign_up = person_of(delivery), _known(delivery, SignUpState.AWAITING)
    if person is None or sign_up is None:
        return None
    unit = sign_up.shift.activity.unit
    with in_language_of(person, unit.area):
        words = words_about(sign_up, now)
        words["before"] = when_between(sign_up.starts_at, sign_up.ends_at, unit.zone)
        words["others"] = [
            long_when(one.shift) for one in awaiting_with(sign_up) if one.pk != sign_up.pk
        ]
        if sign_up.offer_until is not None:
            words["until"] = long_moment(sign_up.offer_until.astimezone(unit.zone))
        words["answer_url"] = link_url(LinkAction.NEW_TIME, person, sign_up)
        return letter(Kind.NEW_TIME, address=person.email, words=words)


def _known(delivery: Delivery, state: SignUpState) -> SignUp | None:
    sign_up = sign_up_of(delivery)
    return sign_up if sign_up is not None and sign_up.state == state else None


def _plain(delivery: Delivery, now: datetime, kind: Kind, state: SignUpState) -> Letter | None:
    person, sign_up = person_of(delivery), _known(delivery, state)
    if person is None or sign_up is None:
        return None
    with in_language_of(person, sign_up.shift.activity.unit.area):
        return letter(kind, address=person.email, words=words_about(sign_up, now))


def _with_calendar(
    delivery: Delivery, now: datetime, kind: Kind, state: SignUpState
) -> Letter | None:
    person, sign_up = person_of(delivery), _known(delivery, state)
    if person is None or sign_up is None:
        return None
    is_cancelled = state == SignUpState.CANCELLED
    with in_language_of(person, sign_up.shift.activity.unit.area):
        words = words_about(sign_up, now)
        words["was_requested"] = delivery.facts.get("was_requested", False)
        words["rang"] = sign_up.cancel_reason == CancelReason.RANG
        words["why"] = _why(sign_up)
        others = _too(sign_up, kind, now)
        words["others"] = [about.when for _one, about in others]
        words["back_url"] = link_url(LinkAction.TAKE_BACK, sign_up.person, sign_up)
        file = calendar_file(
            sign_up,
            words["card"],
            now=now,
            url=words["cannot_url"],
            is_cancelled=is_cancelled,
            others=others,
        )
        return letter(
            kind,
            address=person.email,
            words=words,
            attachment_name=CALENDAR_NAME,
            attachment=file,
        )


def _too(sign_up: SignUp, kind: Kind, now: datetime) -> list[tuple[SignUp, Card]]:
    """What the same press cancelled or brought back, too: this letter speaks for all of it."""
    if sign_up.cancel_reason in (CancelReason.SHIFT_CANCELLED, CancelReason.TAKEN_BACK):
        rows = freed_with(sign_up)
    else:
        rows = back_with(sign_up) if kind == Kind.CONFIRMED else []
    cards = cards_of([one.shift for one in rows], now)
    return [(one, own_card(cards[one.shift_id], one)) for one in rows]


def _why(sign_up: SignUp) -> str:
    shift = sign_up.shift
    if sign_up.cancel_reason in (CancelReason.NO_ANSWER, CancelReason.TAKEN_BACK):
        return str(WHY_FREED[CancelReason(sign_up.cancel_reason)])
    if shift.state == ShiftState.CANCELLED and shift.cancel_reason:
        return str(CANCEL_REASONS[ShiftCancelReason(shift.cancel_reason)])
    return ""
