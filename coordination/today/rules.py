"""How pressing something is, and when what was put aside comes back. Plain Python."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


class Group(StrEnum):
    """How soon something needs somebody."""

    NOW = "now"
    WEEK = "week"
    CAN_WAIT = "can_wait"


class Later(StrEnum):
    """Until when something is put aside."""

    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"


def group_of(due: datetime | None, now: datetime, zone: ZoneInfo) -> Group:
    """What is due today or overdue is for now, what is due within seven days for this week.

    *Ours.* Something without a day can wait.
    """
    if due is None:
        return Group.CAN_WAIT
    ahead = due.astimezone(zone).date() - now.astimezone(zone).date()
    if ahead <= timedelta(0):
        return Group.NOW
    return Group.WEEK if ahead <= WEEK else Group.CAN_WAIT


def back_on(later: Later, today: date) -> date:
    """The day on which something that was put aside shows again: tomorrow, or next Monday."""
    if later == Later.TOMORROW:
        return today + timedelta(days=1)
    return today + timedelta(days=8 - today.isoweekday())
