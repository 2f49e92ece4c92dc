"""Who does not come again where a cancelled session takes place after all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from coordination.shifts.models import Series
from coordination.signups.access.eligibility import facts_of_all
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import Via, reasons_against

FOR_GOOD = frozenset({"person_left", "suspended"})
"""What somebody decided about the person meanwhile, whatever the session."""


def who_stays_away(freed: Sequence[SignUp], now: datetime) -> list[SignUp]:
    """Whose coming somebody ended while a session was cancelled: the person left, is on hold there,
    or gave the regular time back or pauses it.

    Args:
        freed: sign-ups that the cancellation of sessions of one activity freed.

    Fourteen queries for any number.
    """
    if not freed:
        return []
    people = list({one.person_id: one.person for one in freed}.values())
    facts = facts_of_all(people, [freed[0].shift], now)
    gone = {
        person_id
        for (person_id, _shift), found in facts.items()
        if {reason.code for reason in reasons_against(found)} & FOR_GOOD
    }
    regular = _regular(freed)
    chains = Series.objects.filter(pk__in={one.shift.series_id for one in freed}).chains()
    return [one for one in freed if one.person_id in gone or _has_stopped(one, regular, chains)]


def _regular(freed: Iterable[SignUp]) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = {}
    for row in Standing.objects.filter(person__in={one.person_id for one in freed}):
        found.setdefault(row.person_id, []).append(row)
    return found


def _has_stopped(
    one: SignUp, regular: Mapping[int, list[Standing]], chains: Mapping[int, frozenset[int]]
) -> bool:
    """Whether the regular time, to which the day belongs, was given back or is paused since."""
    chain = chains.get(one.shift.series_id or 0, frozenset())
    rows = [row for row in regular.get(one.person_id, ()) if row.series_id in chain]
    going = [row for row in rows if row.ended_at is None]
    if going:
        day, until = one.shift.series_on or date.max, going[0].paused_until
        return one.via == Via.STANDING and until is not None and day < until
    since = one.cancelled_at
    return any(row.ended_at and since and row.ended_at >= since for row in rows)
