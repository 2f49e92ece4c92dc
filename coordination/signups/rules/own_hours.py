"""Hours that a volunteer adds: when that can be, and what the answer can be."""

from datetime import datetime, timedelta
from enum import StrEnum

from careshare.errors import Reason


class AddedState(StrEnum):
    """How hours that a volunteer added stand."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class DeclineReason(StrEnum):
    """Why added hours are not counted; a list, so that nothing about anybody is written."""

    OTHER_TIMES = "other_times"
    NOT_AGREED = "not_agreed"
    OTHER_ACTIVITY = "other_activity"
    NOBODY_KNOWS = "nobody_knows"


def reasons_against_adding(
    *,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    hours_most: int,
    days_back: int,
    is_counted: bool,
    waits: bool,
) -> list[Reason]:
    """Why hours cannot be added, or cannot be approved.

    Args:
        hours_most: the longest session (area policy).
        days_back: how long afterwards hours can be added (area policy).
        is_counted: other hours of the same person lie in that time already.
        waits: other added hours of the same person in that time wait for an answer.
    """
    reasons = []
    if ends_at <= starts_at:
        reasons.append(Reason("hours_end_before_start"))
    elif ends_at - starts_at > timedelta(hours=hours_most):
        reasons.append(Reason("hours_too_long", {"hours": hours_most}))
    if ends_at > now:
        reasons.append(Reason("hours_not_over"))
    if starts_at < now - timedelta(days=days_back):
        reasons.append(Reason("hours_too_long_ago", {"days": days_back}))
    if is_counted:
        reasons.append(Reason("hours_counted_already"))
    if waits:
        reasons.append(Reason("hours_wait_already"))
    return reasons


TRAVEL_MINUTES_MOST = 12 * 60
"""There and back; more is a slip of the finger."""
