"""Regular times: what stands against one day of a series, and until when somebody may pause."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from careshare.errors import Reason
from coordination.signups.rules.eligibility import (
    AGAINST_ANYBODY,
    Busy,
    Facts,
    hours_with,
    overlapping,
    reasons_against,
    too_close,
)

MONTH = timedelta(days=31)
HOUR = timedelta(hours=1)


AGREED_AHEAD = frozenset({"place_closed", "not_open_yet"})
"""What stands against a single day, and not against a regular time: a closure keeps standing
places, and whoever comes every time need not wait until sign-up opens for each day."""


AGAINST_EVERY_DAY = (AGAINST_ANYBODY - AGREED_AHEAD) | {"credential_missing"}
"""What stands against all days of a series alike; anything else is about one of them."""


def stands_against_every_day(reasons: Iterable[Reason]) -> bool:
    """Whether coming every time would be refused for what speaks against this one session."""
    return not AGAINST_EVERY_DAY.isdisjoint(one.code for one in reasons)


def against_standing(facts: Facts) -> list[Reason]:
    """Every reason against a session of one's regular time."""
    return [reason for reason in reasons_against(facts) if reason.code not in AGREED_AHEAD]


def beside(
    facts: Facts, taken: Sequence[Busy], *, week: tuple[datetime, datetime], name: str
) -> Facts:
    """The same facts where the sessions just taken in the same press count, too.

    Args:
        taken: sessions of the same series; `facts` were gathered before these.
        week: the week that the session lies in.
        name: how the session reads: a clash of two of a series names their own day.
    """
    starts_at, ends_at = facts.starts_at, facts.ends_at
    clash = overlapping(starts_at, ends_at, taken)
    close = too_close(starts_at, ends_at, taken, hours=facts.rest_hours)
    more = hours_with(starts_at, ends_at, taken, week=week) - (ends_at - starts_at) / HOUR
    return replace(
        facts,
        overlapping=facts.overlapping or (name if clash else ""),
        too_close=facts.too_close or (name if close and not clash else ""),
        week_hours=facts.week_hours + more,
    )


def reasons_against_pausing(until: date, *, today: date, months: int) -> list[Reason]:
    """Why somebody cannot pause until a day: it lies behind, or further ahead than is planned."""
    if until <= today:
        return [Reason("pause_backwards")]
    return [Reason("pause_too_long", {"months": months})] if until > today + MONTH * months else []
