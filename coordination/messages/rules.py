"""Messages: which change is news, when a reminder is due, what a link in a mail may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from volunteers.memberships.rules import Task


class Kind(StrEnum):
    """A kind of letter; its texts lie in `templates/email/<kind>/`."""

    CONFIRMED = "signup-confirmed"
    RETIMED = "signup-retimed"
    REQUESTED = "signup-requested"
    DECLINED = "signup-declined"
    FREED = "place-freed"
    WAITLISTED = "signup-waitlisted"
    OFFERED = "signup-offer"
    ASKED = "place-asked"
    ASK_WITHDRAWN = "place-ask-withdrawn"
    RING_ROUND = "ring-round"
    STANDING = "standing-joined"
    STANDING_MISSED = "standing-missed"
    STANDING_TOLD = "standing-told"
    SUCCESSOR = "successor-wanted"
    SWAPPED = "place-swapped"
    SWAP_TOLD = "swap-told"
    SWAP_PROPOSED = "swap-proposed"
    SWAP_DECLINED = "swap-declined"
    REQUEST = "request-to-answer"
    CANNOT_COME = "cannot-come"
    REMINDER = "reminder"
    NEW_TIME = "new-time"
    PROPOSED = "version-proposed"
    AGREED = "version-agreed"
    TURNED_DOWN = "version-declined"
    REVIEW_SOON = "review-soon"
    TRIAL_SOON = "trial-soon"
    REVIEW_OPENED = "review-opened"
    REVIEW_REVEALED = "review-revealed"
    REVIEW_KEPT = "review-kept"
    WAITS = "waits-too-long"
    STEPPED_IN = "stepped-in"
    TAKEN_OFF = "taken-off"
    RESIZED = "group-resized"
    SUSPENDED = "suspended"
    SUSPENSION_LIFTED = "suspension-lifted"
    SESSION_CANCELLED = "session-cancelled"
    CLOSED = "place-closed"
    DO_NOT_COME = "do-not-come"
    OPEN_AGAIN = "open-again"
    SECOND_VOICE_ASKED = "displacement-waiting"
    REVIEW_CLOSED = "displacement-done"
    IDEA_PROPOSED = "idea-proposed"
    IDEA_OVERDUE = "idea-overdue"
    IDEA_READ = "idea-read"
    IDEA_ANSWERED = "idea-answered"
    IDEA_BECAME = "idea-became-activity"
    IDEA_TAKEN_BACK = "idea-taken-back"
    TAKEN_BACK = "version-withdrawn"
    REPLACED = "version-replaced"
    COUNTERED = "version-countered"
    EXPIRED = "version-expired"
    OVERTAKEN = "version-overtaken"
    NOTICE = "notice-given"
    WHEN_LEFT = "when-left"
    VISIT_NOT_ENDED = "visit-not-ended"
    HOURS_DECLINED = "hours-declined"
    ACTIVITY_ENDED = "activity-ended"
    ACTIVITY_ENDED_REGULAR = "activity-ended-regular"
    ACTIVITY_GOES_ON = "activity-goes-on"
    PUBLISHED = "activity-published"
    PAUSED = "activity-paused"
    CLOSED_TO_PARTNERS = "activity-closed-to-partners"
    PROPOSAL_ENDED = "version-ended"
    HOURS_WAIT = "hours-wait"
    RAISED_WAITS = "raised-waits"
    SESSION_MOVED = "session-moved"
    SESSION_RESTORED = "session-restored"
    INDUCTION_DUE = "induction-due"
    INDUCTION_WAITS = "induction-waits"
    NO_SHOW = "no-show"
    MILESTONE = "milestone"
    HOLD_TOLD = "hold-told"
    NOTICE_TAKEN_BACK = "notice-withdrawn"
    ANNOUNCEMENT = "announcement"
    THANKS = "thanks"
    LEADER_NAMED = "leader-named"
    LEADER_ENDED = "leader-ended"
    LEADER_PUT_DOWN = "leader-put-down"
    CONCERN = "concern-raised"
    HARD_DAY = "hard-day"


_TOLD_OF_CANCELLED = (Task.MATCH, Task.SCHEDULE, Task.HOST, Task.RECORD, Task.INFORM)

TOLD_OF: Mapping[Kind, tuple[Task, ...]] = {
    Kind.REQUEST: (Task.MATCH,),
    Kind.CANNOT_COME: (Task.MATCH, Task.SCHEDULE),
    Kind.TAKEN_OFF: (Task.MATCH, Task.SCHEDULE),
    Kind.RESIZED: (Task.MATCH, Task.SCHEDULE),
    Kind.SWAP_TOLD: (Task.MATCH, Task.SCHEDULE),
    Kind.STANDING_TOLD: (Task.MATCH, Task.SCHEDULE),
    Kind.RING_ROUND: (Task.RECRUIT,),
    Kind.SESSION_CANCELLED: _TOLD_OF_CANCELLED,
    Kind.SESSION_RESTORED: _TOLD_OF_CANCELLED,
    Kind.SESSION_MOVED: (Task.HOST, Task.INFORM),
    Kind.CLOSED: (Task.SCHEDULE, Task.HOST, Task.RECORD, Task.INFORM),
    Kind.PAUSED: (Task.INFORM,),
    Kind.VISIT_NOT_ENDED: (Task.SUPERVISE, Task.HOST),
    Kind.NO_SHOW: (Task.SUPERVISE,),
    Kind.INDUCTION_DUE: (Task.TRAIN,),
    Kind.MILESTONE: (Task.RECOGNISE,),
    Kind.HOLD_TOLD: (Task.SAFEGUARD,),
    Kind.CONCERN: (Task.SAFEGUARD,),
    Kind.HARD_DAY: (Task.SUPERVISE,),
}
"""Whose holders each letter to a side goes to. What waits too long names its own task."""

ALSO_WHEN_LATE = (Task.HOST,)
"""Who receives hears of it, too, where somebody leaves shortly before the start."""

MILESTONES = (1, 10, 50, 100)
"""*Ours*: the times that somebody came to an activity of which whoever thanks there hears."""


class LinkAction(StrEnum):
    """The one thing that a link in a mail lets its reader do."""

    CANNOT_COME = "n"
    TAKE_BACK = "b"
    COME = "c"
    NEW_TIME = "t"  # yes or no to a session that was moved
    CALENDAR = "k"
    TAKE_OFFER = "o"
    NO_THANKS = "x"
    LEFT = "l"  # when one left, asked after the session
    SWAP = "s"  # yes or no to another volunteer: my day for yours


@dataclass(frozen=True)
class Change:
    """One change of a sign-up, as its event tells it."""

    name: str
    version: int
    happened_at: datetime
    due_at: datetime  # until then an undo is silent


NEVER_TOLD = ""


def told_before(history: Sequence[Change], version: int) -> str | None:
    """What people had last heard when a version of a sign-up came about.

    A change that was taken back within its window was never told. Gives the name of that change,
    `NEVER_TOLD` where there was none, and None where the beginning is not in the history.
    """
    known = sorted((one for one in history if one.version <= version), key=lambda one: one.version)
    told = NEVER_TOLD if known and known[0].version == 1 else None
    for one, following in pairwise(known):
        if one.due_at <= following.happened_at:
            told = one.name
    return told


def is_news(history: Sequence[Change], version: int, *, cancelled: str) -> bool:
    """Whether a change is worth a letter: an undo within the window is silent, both ways.

    Args:
        history: all changes of one sign-up.
        version: the change that is asked about.
        cancelled: the name of the change that frees a place.
    """
    name = next((one.name for one in history if one.version == version), "")
    told = told_before(history, version)
    return name != told and not (name == cancelled and told == NEVER_TOLD)


def is_turned(history: Sequence[Change], version: int) -> bool:
    """Whether a switch of two positions was turned as far as people have heard.

    What was turned back within its window was never told: of turns that follow each other so, the
    last one is news where their number is odd.

    Args:
        history: all changes of one switch, as their events tell them.
        version: the change that is asked about.
    """
    known = sorted(history, key=lambda one: one.version)
    at = next(number for number, one in enumerate(known) if one.version == version)
    is_quick = [one.due_at > following.happened_at for one, following in pairwise(known)]
    if any(is_quick[at : at + 1]):
        return False
    turns = 1
    while turns <= at and is_quick[at - turns]:
        turns += 1
    return turns % 2 == 1


def remind_at(starts_at: datetime, *, zone: ZoneInfo, days_before: int, at: time) -> datetime:
    """When the reminder of a shift is due: some days before at a wall time of the unit.

    A wall time that does not exist that night (daylight saving) is read as the offset before the
    change; one that exists twice as the first.
    """
    day = starts_at.astimezone(zone).date() - timedelta(days=days_before)
    return datetime.combine(day, at, zone).astimezone(UTC)


def remind_of_review_at(review_on: date, *, zone: ZoneInfo, days_before: int, at: time) -> datetime:
    """When both sides are reminded of a review: some days before it, at a wall time of the unit."""
    return datetime.combine(review_on - timedelta(days=days_before), at, zone).astimezone(UTC)
