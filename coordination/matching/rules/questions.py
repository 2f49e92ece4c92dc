"""Questions about days and times: who counts as a regular, what may be asked, until when."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from careshare.errors import Reason

REGULAR_TIMES = 2
"""Whoever came so often within the area's weeks comes regularly (ours)."""


class QuestionKind(StrEnum):
    """What is asked."""

    DAYS = "days"  # which days can you come? Kept as what people said of those days
    SESSIONS = "sessions"  # which of these times do you come to? A yes takes a place


class Kind(StrEnum):
    """A kind of letter; its texts lie in `templates/email/<kind>/`."""

    DAYS_ASKED = "days-asked"
    SESSIONS_ASKED = "sessions-asked"
    DAYS_REMINDER = "days-reminder"
    SESSIONS_REMINDER = "sessions-reminder"
    WITHDRAWN = "question-withdrawn"


def days_between(first: date, last: date) -> list[date]:
    """Every day of a window, both ends among them."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def closing_moment(closes_on: date, zone: ZoneInfo) -> datetime:
    """The midnight at the end of the day on which a question closes, in the unit's zone."""
    midnight = datetime.min.time()
    return datetime.combine(closes_on + timedelta(days=1), midnight, zone)


def usual_closing(today: date, first_on: date, days: int) -> date:
    """When a question closes unless somebody says otherwise: some days on, before what it asks
    about where that is sooner, and not before tomorrow.
    """
    latest = min(today + timedelta(days=days), first_on - timedelta(days=1))
    return max(latest, today + timedelta(days=1))


def reasons_against_asking(
    *,
    first_on: date,
    last_on: date,
    closes_on: date,
    today: date,
    most: int,
    furthest: date,
    people: int,
) -> list[Reason]:
    """Every reason against a question about days.

    Args:
        most: days that one question may be about.
        furthest: the last day that may be planned.
    """
    reasons = []
    if max(first_on, last_on) > furthest:
        reasons.append(Reason("question_too_far", {"day": furthest}))
    if last_on < first_on:
        reasons.append(Reason("question_backwards"))
    elif (last_on - first_on).days >= most:
        reasons.append(Reason("question_too_long", {"days": most}))
    if first_on <= today:
        reasons.append(Reason("question_past"))
    if not today <= closes_on <= max(first_on, last_on):
        reasons.append(Reason("question_closes_wrong"))
    if not people:
        reasons.append(Reason("nobody_chosen"))
    return reasons


def remind_from(asked_at: datetime, closes_at: datetime, *, days: int) -> datetime:
    """From when on somebody who has not answered is reminded: some days before the question closes,
    and never before half of its time is over.
    """
    return max(closes_at - timedelta(days=days), asked_at + (closes_at - asked_at) / 2)


def reasons_against_answering(
    closes_at: datetime, now: datetime, *, is_withdrawn: bool = False
) -> list[Reason]:
    """Why an answer can be given or changed no more."""
    if is_withdrawn:
        return [Reason("question_withdrawn")]
    return [Reason("question_closed")] if closes_at <= now else []


def reasons_against_taking_back(closes_at: datetime, now: datetime) -> list[Reason]:
    """Why a question cannot be taken back any more: nobody is waited for."""
    return [Reason("question_over")] if closes_at <= now else []


def is_told_of_taking_back(kind: str, *, has_answered: bool, said_yes: bool) -> bool:
    """Whether somebody who was written to has to hear that a question was taken back: whoever
    still meant to answer, or keeps days free because of it. A yes to a time took a place, and that
    stays as it is; a no asks for nothing.
    """
    return not has_answered or (kind == QuestionKind.DAYS and said_yes)
