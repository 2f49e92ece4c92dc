"""Visits at somebody's home: nobody else sees who comes and leaves. Plain Python."""

from datetime import datetime, timedelta


def is_overdue(ends_at: datetime, now: datetime, *, minutes: int) -> bool:
    """Whether a visit that has not been ended should worry somebody.

    Args:
        minutes: after the planned end (area policy).
    """
    return now >= ends_at + timedelta(minutes=minutes)


def goes_alone(*, visits_before: int, others: int) -> bool:
    """Whether somebody's first visit would be made alone: it is made by two (ours)."""
    return visits_before == 0 and others == 0
