"""From when a version can hold, and the days that it may name.

The bounds are *ours*: what lies outside is a slip of the finger, and would stand in the record for
good.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from careshare.errors import Reason

RECORDED_BACK_DAYS = 366  # how far a first recording reaches back
BROUGHT_BACK_YEARS = 10  # since when volunteers may have been coming
YEARS_AHEAD = 10  # trial, review, and volunteers to come


def reasons_against_dates(
    *,
    valid_from: date,
    agreed_on: date,
    is_first: bool,
    review_on: date | None,
    trial_until: date | None = None,
    brings_from: date | None = None,
    months_ahead: int | None = None,
) -> list[Reason]:
    """Why a version cannot hold from a day, or names a day that cannot be meant.

    Never before the day of the last agreement, except a first recording, which is then marked
    *recorded afterwards*.

    Args:
        is_first: nothing was recorded before.
        months_ahead: how far ahead anything can be planned (area policy); None does not limit.
    """
    reasons = []
    if valid_from < agreed_on and not is_first:
        reasons.append(Reason("valid_from_too_early", {"day": agreed_on}))
    earliest = agreed_on - timedelta(days=RECORDED_BACK_DAYS)
    if valid_from < earliest and is_first:
        reasons.append(Reason("recorded_too_far_back", {"day": earliest}))
    if months_ahead is not None and valid_from > agreed_on + timedelta(days=30 * months_ahead):
        reasons.append(Reason("valid_from_too_far", {"months": months_ahead}))
    if review_on is not None and review_on <= valid_from:
        reasons.append(Reason("review_before_start"))
    if trial_until is not None and trial_until < valid_from:
        reasons.append(Reason("trial_before_start"))
    latest = _years_later(agreed_on, YEARS_AHEAD)
    reasons += _later_than(latest, review=review_on, trial=trial_until, brings=brings_from)
    since = _years_later(agreed_on, -BROUGHT_BACK_YEARS)
    if brings_from is not None and brings_from < since:
        reasons.append(Reason("brings_too_far_back", {"day": since}))
    return reasons


def _later_than(latest: date, **days: date | None) -> Iterable[Reason]:
    return [
        Reason(f"{name}_too_far", {"day": latest})
        for name, day in days.items()
        if day is not None and day > latest
    ]


def _years_later(day: date, years: int) -> date:
    """The same day some years later; the 28th for a 29 February that does not exist."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def reasons_against_starting(
    *, starts_on: date, review_on: date | None, trial_until: date | None
) -> list[Reason]:
    """Why a version can no longer begin as it was proposed: its first day moves to the day of the
    last agreement, and days that all sides read would come before it.

    They are not moved: nobody has agreed to others.

    Args:
        starts_on: its first day where the last side agrees now.
    """
    reasons = []
    if review_on is not None and review_on <= starts_on:
        reasons.append(Reason("review_has_passed", {"day": review_on}))
    if trial_until is not None and trial_until < starts_on:
        reasons.append(Reason("trial_has_passed", {"day": trial_until}))
    return reasons
