"""Sign-ups: states, and every reason against one. Each rule is one small checker."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from careshare.errors import Reason


class SignUpState(StrEnum):
    """Where a sign-up stands."""

    REQUESTED = "requested"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    AWAITING = "awaiting"  # a new time that the volunteer has not accepted yet
    DECLINED = "declined"
    CANCELLED = "cancelled"


LIVE = (
    SignUpState.REQUESTED,
    SignUpState.WAITLISTED,
    SignUpState.OFFERED,
    SignUpState.CONFIRMED,
    SignUpState.AWAITING,
)
HOLDING = (SignUpState.OFFERED, SignUpState.CONFIRMED, SignUpState.AWAITING)
"""These hold a place; the triggers on both databases say the same."""


class OfferKind(StrEnum):
    """What is asked of somebody who has no place held for it; the first yes wins."""

    WAVE = "wave"
    SWAP = "swap"  # instead of somebody who comes unless somebody else does


class OfferState(StrEnum):
    """Where an offer stands. An open one may be gone all the same: others said yes first."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    CLOSED = "closed"


class Via(StrEnum):
    """How a sign-up came about."""

    SELF = "self"
    STAFF = "staff"
    CALL = "call"
    STANDING = "standing"
    OFFER = "offer"


class CancelledBy(StrEnum):
    """Whose decision a cancellation was."""

    VOLUNTEER = "volunteer"
    UNIT = "unit"
    ORGANISATION = "organisation"
    SYSTEM = "system"


def decided_by(side: str) -> CancelledBy:
    """Whose decision it was, by the party key for which somebody acts."""
    return CancelledBy.UNIT if side == "unit" else CancelledBy.ORGANISATION


class CancelReason(StrEnum):
    """Why, from a list."""

    CANNOT_COME = "cannot_come"
    RANG = "rang"
    SHIFT_CANCELLED = "shift_cancelled"
    PLACE_CLOSED = "place_closed"
    WITHDRAWN = "withdrawn"  # an organisation withdrew its own volunteer
    NO_ANSWER = "no_answer"  # to a new time, until its deadline
    REFUSED_ENTRY = "refused_entry"  # the unit, which may always do so
    OFFER_DECLINED = "offer_declined"
    OFFER_LAPSED = "offer_lapsed"  # not answered in time: the next in line is asked
    SWAPPED = "swapped"  # somebody else comes instead, as wished
    ON_HOLD = "on_hold"  # the person was suspended; the reason stands in that row alone


class SuspensionReason(StrEnum):
    """Why somebody is suspended, from a list: never a text about those who are cared for."""

    SAFETY = "safety"
    AGREEMENT = "agreement"
    CONFIDENTIALITY = "confidentiality"
    CHECK_OPEN = "check_open"
    OWN_WISH = "own_wish"
    TALK_FIRST = "talk_first"


class AttendanceState(StrEnum):
    """Whether somebody came. Only came and partly carry hours."""

    CAME = "came"
    PARTLY = "partly"
    ABSENT_WITH_NOTICE = "absent_with_notice"
    ABSENT = "absent"
    NOT_YET_KNOWN = "not_yet_known"


CARRIES_HOURS = (AttendanceState.CAME, AttendanceState.PARTLY)


@dataclass(frozen=True)
class Facts:
    """What decides about one sign-up, gathered once for the page and again under lock."""

    now: datetime
    starts_at: datetime
    ends_at: datetime
    is_published: bool
    is_shift_cancelled: bool
    is_closed: bool
    gate_holds: bool
    free: int
    heads: int
    has_left: bool = False
    ring_first: str = ""  # whom, where the person is suspended; never why
    is_signed_up: bool = False
    overlapping: str = ""  # what else, and when, in words of the unit's zone
    credential_reasons: tuple[Reason, ...] = field(default=())


Checker = Callable[[Facts], Reason | None]


def _past(facts: Facts) -> Reason | None:
    return Reason("shift_past") if facts.starts_at <= facts.now else None


def _unpublished(facts: Facts) -> Reason | None:
    return None if facts.is_published else Reason("activity_unpublished")


def _cancelled(facts: Facts) -> Reason | None:
    return Reason("shift_cancelled") if facts.is_shift_cancelled else None


def _closed(facts: Facts) -> Reason | None:
    return Reason("place_closed") if facts.is_closed else None


def _gate(facts: Facts) -> Reason | None:
    return Reason("gate_broken") if facts.is_published and not facts.gate_holds else None


def _full(facts: Facts) -> Reason | None:
    if facts.free >= facts.heads or facts.is_signed_up:
        return None
    if facts.free and facts.heads > 1:
        return Reason("too_few_places", {"free": facts.free, "heads": facts.heads})
    return Reason("shift_full")


def _twice(facts: Facts) -> Reason | None:
    return Reason("already_signed_up") if facts.is_signed_up else None


def _overlap(facts: Facts) -> Reason | None:
    return Reason("overlaps", {"other": facts.overlapping}) if facts.overlapping else None


def _left(facts: Facts) -> Reason | None:
    return Reason("person_left") if facts.has_left else None


def _suspended(facts: Facts) -> Reason | None:
    return Reason("suspended", {"ring": facts.ring_first}) if facts.ring_first else None


CHECKERS: tuple[Checker, ...] = (
    _past,
    _cancelled,
    _unpublished,
    _closed,
    _gate,
    _twice,
    _full,
    _overlap,
    _left,
    _suspended,
)


def reasons_against(facts: Facts) -> list[Reason]:
    """Every reason against signing up, never only the first; empty means yes."""
    found = [reason for check in CHECKERS if (reason := check(facts)) is not None]
    return [*found, *facts.credential_reasons]


FULL = frozenset({"shift_full", "too_few_places"})


def reasons_against_waiting(facts: Facts) -> list[Reason]:
    """Every reason against joining the waiting list: the same, and that there must be no room."""
    found = reasons_against(facts)
    if not {reason.code for reason in found} & FULL and not facts.is_signed_up:
        found.append(Reason("still_room"))
    return [reason for reason in found if reason.code not in FULL]


def is_in_turn(starts_at: datetime, now: datetime, *, hours: int) -> bool:
    """Whether a free place is held for one after the other; later, several are asked at once."""
    return starts_at - now > timedelta(hours=hours)


def offered_until(starts_at: datetime, now: datetime, *, hours: int) -> datetime:
    """By when somebody must answer who is offered a place in turn."""
    return min(now + timedelta(hours=hours), starts_at)


def wave_due(
    last: datetime | None, now: datetime, *, in_turn: bool, minutes: int, hours: int
) -> bool:
    """Whether the next wave may go: minutes apart shortly before the start, hours apart earlier."""
    pause = timedelta(hours=hours) if in_turn else timedelta(minutes=minutes)
    return last is None or now - last >= pause


def reasons_against_taking(state: str, offer_until: datetime | None, now: datetime) -> list[Reason]:
    """Why an offered place cannot be taken any more."""
    if state not in (SignUpState.OFFERED, SignUpState.WAITLISTED):
        return [Reason("offer_gone")]
    is_late = state == SignUpState.OFFERED and offer_until is not None and offer_until <= now
    return [Reason("offer_gone")] if is_late else []


def reasons_against_cancelling(state: str, *, starts_at: datetime, now: datetime) -> list[Reason]:
    """Why a sign-up cannot be cancelled by the volunteer any more."""
    if state not in LIVE:
        return [Reason("sign_up_not_live")]
    return [Reason("cancel_after_start")] if starts_at <= now else []


def answer_by(now: datetime, starts_at: datetime, days: int) -> datetime:
    """Until when a place is kept for an answer to a new time: some days, or half the time that is
    left to the session where that is less (ours).
    """
    return min(now + timedelta(days=days), now + (starts_at - now) / 2)


def reasons_against_accepting(
    state: str, *, starts_at: datetime, now: datetime, is_planned: bool, overlapping: str
) -> list[Reason]:
    """Why a new time cannot be accepted."""
    if state != SignUpState.AWAITING:
        return [Reason("sign_up_not_live")]
    reasons = []
    if not is_planned:
        reasons.append(Reason("shift_cancelled"))
    if starts_at <= now:
        reasons.append(Reason("shift_past"))
    if overlapping:
        reasons.append(Reason("overlaps", {"other": overlapping}))
    return reasons


def reasons_against_attendance(
    *,
    state: str,
    attendance: str,
    starts_at: datetime,
    now: datetime,
    came_at: datetime | None,
    left_at: datetime | None,
    ends_at: datetime,
) -> list[Reason]:
    """Why attendance cannot be recorded so."""
    reasons = []
    if state != SignUpState.CONFIRMED:
        reasons.append(Reason("attendance_needs_confirmed"))
    if starts_at > now and attendance in CARRIES_HOURS:
        reasons.append(Reason("attendance_too_early"))
    if attendance == AttendanceState.PARTLY:
        if came_at is None or left_at is None:
            reasons.append(Reason("partly_needs_times"))
        elif (
            left_at <= came_at
            or left_at - came_at > ends_at - starts_at
            or left_at <= starts_at  # a part of it, not another time
            or came_at >= ends_at
        ):
            reasons.append(Reason("partly_times_wrong"))
    return reasons
