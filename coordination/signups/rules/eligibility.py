"""Every reason against a sign-up. Each rule is one small checker; pages and services ask the same.

Three of them a coordinator may set aside for a reason (`MAY_BE_SET_ASIDE`); no other, ever.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from careshare.errors import Reason


@dataclass(frozen=True)
class Facts:
    """What decides about one sign-up, gathered once for the page and again under lock.

    Texts that a refusal prints are in words already, in the unit's zone; an empty text means that
    nothing is the matter.
    """

    now: datetime
    starts_at: datetime
    ends_at: datetime
    is_published: bool
    is_shift_cancelled: bool
    is_closed: bool
    gate_holds: bool
    free: int
    heads: int
    has_left: bool = False
    ring_first: str = ""  # whom, where the person is suspended; never why
    is_signed_up: bool = False
    overlapping: str = ""  # what else, and when
    too_close: str = ""  # what else, and when, where less than `rest_hours` lie between
    rest_hours: int = 0
    week_hours: float = 0.0  # of the week, this one among them
    week_hours_most: int = 0  # 0 sets no limit
    opens: str = ""  # from when one may sign up of one's own accord, where it is too early
    ring_late: str = ""  # whom to ring, where it is too late for that
    credential_reasons: tuple[Reason, ...] = field(default=())
    position_id: int = 0  # the place that was meant, or that suits best


Checker = Callable[[Facts], Reason | None]


def _past(facts: Facts) -> Reason | None:
    return Reason("shift_past") if facts.starts_at <= facts.now else None


def _unpublished(facts: Facts) -> Reason | None:
    return None if facts.is_published else Reason("activity_unpublished")


def _cancelled(facts: Facts) -> Reason | None:
    return Reason("shift_cancelled") if facts.is_shift_cancelled else None


def _closed(facts: Facts) -> Reason | None:
    return Reason("place_closed") if facts.is_closed else None


def _gate(facts: Facts) -> Reason | None:
    return Reason("gate_broken") if facts.is_published and not facts.gate_holds else None


def _too_early(facts: Facts) -> Reason | None:
    return Reason("not_open_yet", {"opens": facts.opens}) if facts.opens else None


def _too_late(facts: Facts) -> Reason | None:
    return Reason("no_longer_open", {"ring": facts.ring_late}) if facts.ring_late else None


def _full(facts: Facts) -> Reason | None:
    if facts.free >= facts.heads or facts.is_signed_up:
        return None
    if facts.free and facts.heads > 1:
        return Reason("too_few_places", {"free": facts.free, "heads": facts.heads})
    return Reason("shift_full")


def _twice(facts: Facts) -> Reason | None:
    return Reason("already_signed_up") if facts.is_signed_up else None


def _overlap(facts: Facts) -> Reason | None:
    return Reason("overlaps", {"other": facts.overlapping}) if facts.overlapping else None


def _rest(facts: Facts) -> Reason | None:
    if not facts.too_close:
        return None
    return Reason("too_little_rest", {"other": facts.too_close, "hours": facts.rest_hours})


def _hours(facts: Facts) -> Reason | None:
    if not facts.week_hours_most or facts.week_hours <= facts.week_hours_most:
        return None
    return Reason("too_many_hours", {"hours": facts.week_hours, "most": facts.week_hours_most})


def _left(facts: Facts) -> Reason | None:
    return Reason("person_left") if facts.has_left else None


def _suspended(facts: Facts) -> Reason | None:
    return Reason("suspended", {"ring": facts.ring_first}) if facts.ring_first else None


CHECKERS: tuple[Checker, ...] = (
    _past,
    _cancelled,
    _unpublished,
    _closed,
    _gate,
    _too_early,
    _too_late,
    _twice,
    _full,
    _overlap,
    _rest,
    _hours,
    _left,
    _suspended,
)


def reasons_against(facts: Facts) -> list[Reason]:
    """Every reason against signing up, never only the first; empty means yes."""
    found = [reason for check in CHECKERS if (reason := check(facts)) is not None]
    return [*found, *facts.credential_reasons]


FULL = frozenset({"shift_full", "too_few_places"})

AGAINST_ANYBODY = frozenset(
    {"activity_unpublished", "place_closed", "gate_broken", "person_left", "suspended"}
)
"""What speaks against anybody new, so also against more of a group that comes already."""

MAY_BE_SET_ASIDE = frozenset({"overlaps", "too_little_rest", "too_many_hours"})
"""What is about the person's own time. Places, checks, closures and holds are never set aside."""


def left_over(reasons: Iterable[Reason], *, despite: str) -> list[Reason]:
    """What still stands against it where somebody gave a reason to set aside what may be."""
    if not despite.strip():
        return list(reasons)
    return [reason for reason in reasons if reason.code not in MAY_BE_SET_ASIDE]


ABOUT_THE_PERSON = MAY_BE_SET_ASIDE | {"suspended", "credential_missing"}
"""What a reason tells about somebody: where else one is, a hold, checks. Sides read it."""


OF_NEW_SIGN_UPS = frozenset({"activity_unpublished", "gate_broken"})
"""What stops new sign-ups to an activity; those that there are stand."""


def reasons_against_new_time(facts: Facts) -> list[Reason]:
    """Every reason against coming at another time for somebody who has a place: the own one counts
    as free.
    """
    found = reasons_against(replace(facts, is_signed_up=False, free=facts.free + facts.heads))
    return [reason for reason in found if reason.code not in OF_NEW_SIGN_UPS]


def reasons_against_waiting(facts: Facts) -> list[Reason]:
    """Every reason against joining the waiting list: the same, and that there must be no room."""
    found = reasons_against(facts)
    if not {reason.code for reason in found} & FULL and not facts.is_signed_up:
        found.append(Reason("still_room"))
    return [reason for reason in found if reason.code not in FULL]


# --- The person's own time ------------------------------------------------------------------------


@dataclass(frozen=True)
class Busy:
    """When the same person comes to some other session."""

    starts_at: datetime
    ends_at: datetime
    shift_id: int = 0


def overlapping(starts_at: datetime, ends_at: datetime, others: Iterable[Busy]) -> Busy | None:
    """The first other session that has a moment in common; back-to-back has none."""
    found = (one for one in others if one.starts_at < ends_at and one.ends_at > starts_at)
    return min(found, key=lambda one: one.starts_at, default=None)


def too_close(
    starts_at: datetime, ends_at: datetime, others: Iterable[Busy], *, hours: int
) -> Busy | None:
    """The nearest other session with less rest in between than asked for; 0 hours ask for none.

    Sessions directly after one another are one stretch of work, and rest is counted between
    stretches (ours): somebody may stay for the next session, and then goes home.
    """
    if not hours:
        return None
    rest, apart = timedelta(hours=hours), list(others)
    joined = True
    while joined:
        joined = False
        for one in list(apart):
            if one.ends_at >= starts_at and one.starts_at <= ends_at:
                starts_at = min(starts_at, one.starts_at)
                ends_at = max(ends_at, one.ends_at)
                apart.remove(one)
                joined = True
    gaps = [(max(one.starts_at - ends_at, starts_at - one.ends_at), one) for one in apart]
    close = [(gap, one) for gap, one in gaps if gap < rest]
    return min(close, key=lambda pair: (pair[0], pair[1].starts_at))[1] if close else None


def hours_with(
    starts_at: datetime,
    ends_at: datetime,
    others: Iterable[Busy],
    *,
    week: tuple[datetime, datetime],
) -> float:
    """Hours of the sessions that begin in a week, this one among them; each counts whole."""
    begins, after = week
    lengths = [one.ends_at - one.starts_at for one in others if begins <= one.starts_at < after]
    total = sum(lengths, ends_at - starts_at)
    return total / timedelta(hours=1)


# --- When one may sign up of one's own accord -----------------------------------------------------


def opens_at(starts_at: datetime, *, days: int) -> datetime | None:
    """From when one may sign up; 0 days set no limit."""
    return starts_at - timedelta(days=days) if days else None


def closes_at(starts_at: datetime, *, hours: int) -> datetime:
    """Until when one may sign up; 0 hours: until the start."""
    return starts_at - timedelta(hours=hours)


# --- A part of a session --------------------------------------------------------------------------


def reasons_against_part(
    starts_at: datetime, ends_at: datetime, *, begins: datetime, ends: datetime
) -> list[Reason]:
    """Why somebody cannot come for just this part of a session from `begins` to `ends`."""
    if ends_at <= starts_at:
        return [Reason("part_backwards")]
    return [Reason("part_outside")] if starts_at < begins or ends_at > ends else []
