"""Whom to ask first for a session, and why. The points are ours; the page says what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from careshare.errors import Reason


class Why(StrEnum):
    """What speaks for asking somebody, and what against."""

    KNOWS_ACTIVITY = "knows_activity"
    KNOWS_UNIT = "knows_unit"
    SAID_YES = "said_yes"
    USUALLY_FREE = "usually_free"
    LIVES_NEAR = "lives_near"
    MEETS_REQUIREMENTS = "meets_requirements"
    WISHES_MORE = "wishes_more"
    NOT_ASKED_LATELY = "not_asked_lately"
    SAID_NO = "said_no"
    USUALLY_BUSY = "usually_busy"
    ENOUGH_HOURS = "enough_hours"
    ASKED_LATELY = "asked_lately"


POINTS = {
    Why.KNOWS_ACTIVITY: 40,
    Why.KNOWS_UNIT: 20,
    Why.SAID_YES: 30,
    Why.USUALLY_FREE: 15,
    Why.LIVES_NEAR: 10,
    Why.MEETS_REQUIREMENTS: 5,
    Why.WISHES_MORE: 15,
    Why.NOT_ASKED_LATELY: 10,
    Why.SAID_NO: -100,
    Why.USUALLY_BUSY: -30,
    Why.ENOUGH_HOURS: -60,
    Why.ASKED_LATELY: -20,
}
AGAINST = frozenset({Why.SAID_NO, Why.USUALLY_BUSY, Why.ENOUGH_HOURS, Why.ASKED_LATELY})
TIMES_COUNTED = 10
"""Each time that somebody came gives one point more, up to this; a regular is no servant."""


@dataclass(frozen=True)
class Limits:
    """The area's numbers."""

    near_km: int
    asked_lately_days: int


@dataclass(frozen=True)
class Candidate:
    """What is known of one person about one session."""

    person_id: int
    times_here: int = 0  # at this activity
    times_at_unit: int = 0
    is_free: bool | None = None  # of the usual week, or of the very day
    is_about_the_day: bool = False  # whether that was said of the very day
    km: float | None = None
    is_something_required: bool = False
    wishes_more: bool = False
    hours_most: int | None = None  # a month, by own wish
    hours_with_this: float = 0.0  # in that month, this session among them
    asked_days_ago: int | None = None


def why(one: Candidate, limits: Limits) -> list[Reason]:
    """Every reason for and against asking somebody, the heaviest first; its code is a `Why`."""
    found: list[Reason] = []

    def _add(code: Why, **values: object) -> None:
        found.append(Reason(code.value, values))

    if one.times_here:
        _add(Why.KNOWS_ACTIVITY, times=one.times_here)
    elif one.times_at_unit:
        _add(Why.KNOWS_UNIT, times=one.times_at_unit)
    if one.is_free is not None and one.is_about_the_day:
        _add(Why.SAID_YES if one.is_free else Why.SAID_NO)
    elif one.is_free is not None:
        _add(Why.USUALLY_FREE if one.is_free else Why.USUALLY_BUSY)
    if one.wishes_more:
        _add(Why.WISHES_MORE)
    if one.km is not None and one.km <= limits.near_km:
        _add(Why.LIVES_NEAR, km=one.km)
    if one.hours_most is not None and one.hours_with_this > one.hours_most:
        _add(Why.ENOUGH_HOURS, most=one.hours_most)
    if one.asked_days_ago is None or one.asked_days_ago >= limits.asked_lately_days:
        _add(Why.NOT_ASKED_LATELY)
    else:
        _add(Why.ASKED_LATELY, days=one.asked_days_ago)
    if one.is_something_required:
        _add(Why.MEETS_REQUIREMENTS)
    return sorted(found, key=lambda reason: -abs(POINTS[Why(reason.code)]))


def points(one: Candidate, limits: Limits) -> int:
    """How much speaks for asking somebody now."""
    known = min(one.times_here or one.times_at_unit, TIMES_COUNTED)
    return known + sum(POINTS[Why(reason.code)] for reason in why(one, limits))


def is_asked_at_all(one: Candidate) -> bool:
    """Not whoever said no to that very day: that was an answer."""
    return not (one.is_about_the_day and one.is_free is False)


def ranked(candidates: Iterable[Candidate], limits: Limits) -> list[Candidate]:
    """The likeliest first; among equals whoever was asked longest ago, so that it goes round."""

    def _key(one: Candidate) -> tuple[int, int, int]:
        ago = one.asked_days_ago
        return (-points(one, limits), 0 if ago is None else 1 - ago, one.person_id)

    return sorted(candidates, key=_key)
