"""Sign-ups: states, and every reason against one. Each rule is one small checker."""

from datetime import datetime, timedelta
from enum import StrEnum

from careshare.errors import Reason
from coordination.arrangements.rules import UNIT_PARTY, VOLUNTEERS
from coordination.signups.rules.eligibility import (
    ABOUT_THE_PERSON,
    AGAINST_ANYBODY,
    CHECKERS,
    FULL,
    MAY_BE_SET_ASIDE,
    Busy,
    Facts,
    closes_at,
    hours_with,
    left_over,
    opens_at,
    overlapping,
    reasons_against,
    reasons_against_new_time,
    reasons_against_part,
    reasons_against_waiting,
    too_close,
)
from coordination.signups.rules.ringing import is_time_to_ring
from coordination.signups.rules.standing import (
    against_standing,
    beside,
    reasons_against_pausing,
    stands_against_every_day,
)

__all__ = [
    "ABOUT_THE_PERSON",
    "AGAINST_ANYBODY",
    "CARRIES_HOURS",
    "CHECKERS",
    "FULL",
    "GIVEN_BY_MISTAKE",
    "HOLDING",
    "LIVE",
    "MAY_BE_SET_ASIDE",
    "AttendanceState",
    "Busy",
    "CancelReason",
    "CancelledBy",
    "Facts",
    "OfferKind",
    "OfferState",
    "OwnAct",
    "SignUpState",
    "SuspensionReason",
    "Via",
    "against_standing",
    "answer_by",
    "beside",
    "closes_at",
    "decided_by",
    "hours_with",
    "is_in_turn",
    "is_time_to_ring",
    "left_over",
    "offered_until",
    "opens_at",
    "overlapping",
    "reason_of_taking_back",
    "reasons_against",
    "reasons_against_accepting",
    "reasons_against_asking_again",
    "reasons_against_attendance",
    "reasons_against_cancelling",
    "reasons_against_changing",
    "reasons_against_new_time",
    "reasons_against_part",
    "reasons_against_pausing",
    "reasons_against_taking",
    "reasons_against_waiting",
    "stands_against_every_day",
    "too_close",
    "wave_due",
]


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


class OwnAct(StrEnum):
    """The one thing that a volunteer can do about an own sign-up."""

    CANCEL = "cancel"  # "I can't come", or other times
    ANSWER = "answer"  # an offered place
    LEAVE = "leave"  # the waiting list
    TAKE_BACK = "take_back"  # come after all
    QUEUE_AGAIN = "queue_again"  # wait again
    FIND = "find"  # another day
    NONE = "none"


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
    WITHDRAWN = "withdrawn"  # should not have been asked; nobody is waited for


class Via(StrEnum):
    """How a sign-up came about."""

    SELF = "self"
    STAFF = "staff"
    CALL = "call"
    STANDING = "standing"
    OFFER = "offer"
    ADDED = "added"  # afterwards, with hours that the volunteer added


class CancelledBy(StrEnum):
    """Whose decision a cancellation was."""

    VOLUNTEER = "volunteer"
    UNIT = "unit"
    ORGANISATION = "organisation"
    SYSTEM = "system"


def decided_by(side: str) -> CancelledBy:
    """Whose decision it was, by the party key for which somebody acts; the unit answers for what a
    leading volunteer decides.
    """
    return CancelledBy.UNIT if side in (UNIT_PARTY, VOLUNTEERS) else CancelledBy.ORGANISATION


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
    STOOD_DOWN = "stood_down"  # a regular time was handed back or paused
    TWICE = "twice"  # the same person was put down twice, and comes by the other row
    ON_HOLD = "on_hold"  # the person was suspended; the reason stands in that row alone
    TAKEN_BACK = "taken_back"  # the place was given by a wrong press
    AT_ONCE = "taken_back_at_once"  # the same, before anybody had heard of it


GIVEN_BY_MISTAKE = (CancelReason.TAKEN_BACK, CancelReason.AT_ONCE)
"""Neither a wish of the person nor a gap that came about: nobody is asked around for the place."""


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


def reasons_against_asking_again(
    state: str, *, starts_at: datetime, now: datetime, is_planned: bool, is_signed_up: bool
) -> list[Reason]:
    """Why a request that got a no cannot wait for an answer again."""
    if state != SignUpState.DECLINED:
        return [Reason("sign_up_not_requested")]
    reasons = []
    if not is_planned:
        reasons.append(Reason("shift_cancelled"))
    if starts_at <= now:
        reasons.append(Reason("shift_past"))
    if is_signed_up:
        reasons.append(Reason("already_signed_up"))
    return reasons


def reasons_against_changing(state: str, *, starts_at: datetime, now: datetime) -> list[Reason]:
    """Why the times or the position of a sign-up cannot be changed (any more)."""
    if state not in LIVE:
        return [Reason("sign_up_not_live")]
    if starts_at <= now:
        return [Reason("shift_past")]
    return [Reason("answer_new_time_first")] if state == SignUpState.AWAITING else []


def reason_of_taking_back(made_at: datetime, now: datetime, *, seconds: int) -> CancelReason:
    """Why a place is free again that was given by a wrong press: nobody hears of it within the
    silent seconds.
    """
    is_at_once = now - made_at < timedelta(seconds=seconds)
    return CancelReason.AT_ONCE if is_at_once else CancelReason.TAKEN_BACK


def answer_by(now: datetime, starts_at: datetime, days: int) -> datetime:
    """Until when a place is kept for an answer to a new time: some days, or half the time that is
    left to the session where that is less (ours).
    """
    return min(now + timedelta(days=days), now + (starts_at - now) / 2)


def reasons_against_accepting(state: str) -> list[Reason]:
    """Why there is no new time to accept; what speaks against it: `reasons_against_new_time`."""
    return [] if state == SignUpState.AWAITING else [Reason("sign_up_not_live")]


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
