"""The call list: when somebody is rung, because letters are too slow by then."""

from datetime import datetime, timedelta


def is_time_to_ring(starts_at: datetime, now: datetime, *, hours: int) -> bool:
    """Whether a session that needs somebody begins so soon that people are rung; never after."""
    return starts_at - timedelta(hours=hours) <= now < starts_at
