"""Coming and leaving: when somebody can check in, and what hours follow from it."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from careshare.errors import Reason
from coordination.signups.rules import CARRIES_HOURS, AttendanceState, SignUpState


class AttendedVia(StrEnum):
    """How attendance came to be known."""

    STAFF = "staff"  # whoever holds the task wrote it down
    TABLET = "tablet"  # the volunteer's own code on the ward's tablet
    PHONE = "phone"  # the volunteer's own telephone, at a home visit
    ASKED = "asked"  # the volunteer said afterwards when it was
    ADDED = "added"  # the volunteer added the hours, and somebody approved them


def whole_minute(moment: datetime) -> datetime:
    """Times of coming and leaving are kept by the minute."""
    return moment.replace(second=0, microsecond=0)


def is_under_way(state: str, left_at: datetime | None, minutes: int) -> bool:
    """Somebody came, and it is not known when the person left: no hours yet."""
    return state in CARRIES_HOURS and left_at is None and not minutes


def can_be_said_again(via: str, left_at: datetime | None, *, is_by_oneself: bool) -> bool:
    """Whether a time of leaving is one's own word, which nobody else has recorded or changed."""
    return via == AttendedVia.ASKED and left_at is not None and is_by_oneself


def reasons_against_check_in(
    *,
    state: str,
    noted: str,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    early_minutes: int,
) -> list[Reason]:
    """Why somebody cannot check in.

    Args:
        noted: the attendance that is recorded already, or nothing.
        early_minutes: how long before the start one can (area policy).
    """
    reasons = []
    if state != SignUpState.CONFIRMED:
        reasons.append(Reason("attendance_needs_confirmed"))
    if noted not in ("", AttendanceState.NOT_YET_KNOWN):
        reasons.append(Reason("attendance_noted_already"))
    if now < starts_at - timedelta(minutes=early_minutes):
        reasons.append(Reason("check_in_too_early", {"minutes": early_minutes}))
    if now >= ends_at:
        reasons.append(Reason("check_in_too_late"))
    return reasons


def reasons_against_leaving(
    *,
    came_at: datetime | None,
    left_at: datetime,
    now: datetime,
    hours_most: int,
) -> list[Reason]:
    """Why somebody cannot have left then.

    Args:
        came_at: when the person came; nothing where no leaving is awaited.
        hours_most: the longest session (area policy).
    """
    if came_at is None:
        return [Reason("nobody_to_check_out")]
    reasons = []
    if left_at < came_at:
        reasons.append(Reason("left_before_coming"))
    if left_at > now:
        reasons.append(Reason("left_in_future"))
    if left_at - came_at > timedelta(hours=hours_most):
        reasons.append(Reason("stayed_too_long", {"hours": hours_most}))
    return reasons


USUAL_AFTER = timedelta(hours=1)
"""Whoever says afterwards to have stayed longer than this after the end is asked once more."""


UNLIKELY = frozenset({"left_before_start", "left_long_after"})
"""Refusals that ask whether it is right; said once more as sure, the time is taken."""


def off_by(left_at: datetime, *, starts_at: datetime, ends_at: datetime) -> timedelta:
    """How far a time of leaving lies outside the session: so far that it may be a slip.

    Negative before the start; nothing within it and within an hour after its end.
    """
    if left_at < starts_at:
        return left_at - starts_at
    return left_at - ends_at if left_at > ends_at + USUAL_AFTER else timedelta()


def stayed(
    came_at: datetime,
    left_at: datetime,
    *,
    starts_at: datetime,
    ends_at: datetime,
    grace_minutes: int,
) -> tuple[AttendanceState, int]:
    """Whether somebody was there for all of it, and for how many minutes (ours).

    Minutes run from coming, though not before the start, until leaving. A few minutes late or
    early is still all of it.

    Args:
        grace_minutes: how many (area policy).
    """
    grace = timedelta(minutes=grace_minutes)
    minutes = max(0, int((left_at - max(came_at, starts_at)).total_seconds() // 60))
    is_all = came_at <= starts_at + grace and left_at >= ends_at - grace
    return (AttendanceState.CAME if is_all else AttendanceState.PARTLY), minutes


def asked_when_left_at(ends_at: datetime, *, zone: ZoneInfo, at: time) -> datetime:
    """The morning after a session: when it is asked how long somebody stayed."""
    day: date = ends_at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, at, zone)
