"""The one place that knows what time it is.

Everything takes `now` as a value; only the outermost callers (views, tasks, commands) ask here.
Leases and claims in the outbox use the database's clock instead, because processes on several
machines must agree on them.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today(zone: ZoneInfo) -> date:
    """The calendar day that it is now in a zone."""
    return now().astimezone(zone).date()
