"""The letterbox's rules: keys, states, retries and leases."""

from datetime import datetime, timedelta
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    DUE = "due"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"  # no longer true when its time came
    FAILED = "failed"  # refused for good: somebody must phone


class Channel(StrEnum):
    """How a message travels."""

    EMAIL = "email"


class Priority:
    """Smaller goes first."""

    CODE = 0
    CHANGE = 10
    NORMAL = 20
    REMINDER = 30


MAX_ATTEMPTS = 12  # of a letter that its own server puts off: about three hours
MAX_ATTEMPTS_IN_AN_OUTAGE = 300  # where nothing was said about the letter: about six days
OUTAGES = frozenset({"no_connection", "refused_us"})
BATCH = 20


def delivery_key(
    cause: str, cause_id: int, version: int, kind: str, offset: str, recipient: str, channel: str
) -> str:
    """The text key that is unique per recipient and channel and never null.

    Built from cause, its version, kind, offset, recipient and channel, for example
    `signup:81:v4:reminder:-1d:person:7:email`: a moved shift has its new reminder, and expanding
    twice changes nothing.
    """
    parts = (cause, str(cause_id), f"v{version}", kind, offset or "now", recipient, channel)
    return ":".join(parts)


def retry_at(attempts: int, now: datetime) -> datetime:
    """When to try again after `attempts` failures: 30 s, doubled each time, at most 30 minutes."""
    return now + min(timedelta(seconds=30 * 2 ** (attempts - 1)), timedelta(minutes=30))


def is_spent(attempts: int, problem: str) -> bool:
    """Whether a letter was tried often enough; an outage of ours is not the letter's fault."""
    most = MAX_ATTEMPTS_IN_AN_OUTAGE if problem in OUTAGES else MAX_ATTEMPTS
    return attempts >= most


def lease(timeout_seconds: int, held: int = BATCH) -> timedelta:
    """How long a claim holds: longer than the timeout times the messages held, plus slack."""
    return timedelta(seconds=timeout_seconds * held + 30)
