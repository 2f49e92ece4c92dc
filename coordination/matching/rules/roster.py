"""A proposed roster: what is possible, what speaks against a choice, and how good a roster is.

A roster says who comes to which open places. It is good (ours) by the sum of

- `PLACE` for every place that somebody takes,
- what speaks for each person on each session, by the points of `ranking`,
- `KNOWN` for every session of an activity that the person knows; whoever is new knows it from the
  second time on, so that a few faces come often rather than many once,
- less `AGAIN` for each session that the person has in these days already: the third costs more than
  the second, so that places go round.

Nobody is proposed who cannot come, wished otherwise or would pass own or the area's hours; nobody
is alone where it is the first time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from careshare.errors import Reason
from coordination.matching.rules.ranking import POINTS, Why
from coordination.signups.rules import Busy, overlapping, too_close

PLACE = 200
KNOWN = POINTS[Why.KNOWS_ACTIVITY]
AGAIN = 5

Roster = Mapping[int, Collection[int]]
"""Who is proposed, by open session: ids of `Opening` and of `Helper`."""


@dataclass(frozen=True)
class Opening:
    """The open places of one position of a session."""

    id: int
    shift: int
    activity: int
    starts_at: datetime
    ends_at: datetime
    week: date  # the Monday of its week at the unit
    month: date  # the first of its month there
    needs: int  # places up to the minimum
    company: int = 0  # who has a place on the session already
    label: str = ""  # what and when, in words, for reasons

    @property
    def hours(self) -> float:
        return (self.ends_at - self.starts_at) / timedelta(hours=1)


@dataclass(frozen=True)
class Helper:
    """What is known of one person about all sessions."""

    id: int
    knows: frozenset[int] = frozenset()  # activities
    times: int = 0  # has so many places in these days already
    hours_most: float | None = None  # a month, by own wish
    month_hours: Mapping[date, float] = field(default_factory=dict)  # by its first day, already
    week_hours: Mapping[date, float] = field(default_factory=dict)  # by its Monday, already


@dataclass(frozen=True)
class Case:
    """All that a roster is made from.

    `points` has an entry for each person and session where nothing speaks against it by itself;
    whatever is not in it is not possible.
    """

    openings: tuple[Opening, ...]
    helpers: tuple[Helper, ...]
    points: Mapping[tuple[int, int], int]  # (helper, opening)
    week_hours_most: int = 0  # 0 sets no limit
    rest_hours: int = 0


def value(case: Case, roster: Roster) -> int:
    """How good a roster is; higher is better."""
    openings = {one.id: one for one in case.openings}
    own: dict[int, list[int]] = defaultdict(list)
    total = 0
    for opening_id, chosen in roster.items():
        for helper_id in chosen:
            total += PLACE + case.points[helper_id, opening_id]
            own[helper_id].append(openings[opening_id].activity)
    for one in case.helpers:
        activities = own[one.id]
        new = set(activities) - one.knows
        total += KNOWN * (len(activities) - len(new))
        total -= AGAIN * sum(one.times + count for count in range(len(activities)))
    return total


def hours_left(case: Case, helper: Helper, one: Opening) -> list[tuple[str, date, float]]:
    """How many hours somebody may take in a roster in the week and in the month of a session; only
    where there is a limit. Each with its kind and first day.
    """
    found = []
    if case.week_hours_most:
        had = helper.week_hours.get(one.week, 0.0)
        found.append(("week", one.week, case.week_hours_most - had))
    if helper.hours_most is not None:
        had = helper.month_hours.get(one.month, 0.0)
        found.append(("month", one.month, helper.hours_most - had))
    return found


def do_clash(one: Opening, other: Opening, rest_hours: int) -> bool:
    """Whether the same person cannot come to both."""
    if one.shift == other.shift:
        return True
    busy = [Busy(other.starts_at, other.ends_at)]
    return bool(
        overlapping(one.starts_at, one.ends_at, busy)
        or too_close(one.starts_at, one.ends_at, busy, hours=rest_hours)
    )


def problems(case: Case, roster: Roster) -> dict[tuple[int, int], list[Reason]]:
    """Every reason against each choice of a roster, by (opening, helper), whoever made it.

    What speaks against somebody by itself (a pair that is not in `points`) is the caller's to say.
    """
    openings = {one.id: one for one in case.openings}
    own: dict[int, list[Opening]] = defaultdict(list)
    for opening_id, chosen in roster.items():
        for helper_id in chosen:
            own[helper_id].append(openings[opening_id])
    alone = set(first_alone(case, roster))
    found: dict[tuple[int, int], list[Reason]] = {}
    for helper in case.helpers:
        chosen_by = sorted(own[helper.id], key=lambda one: (one.starts_at, one.id))
        for one in chosen_by:
            reasons = [*_clashes(case, one, chosen_by), *_hours(case, helper, one, chosen_by)]
            if (one.id, helper.id) in alone:
                reasons.append(Reason("first_alone"))
            if reasons:
                found[one.id, helper.id] = reasons
    return found


def _clashes(case: Case, one: Opening, own: Iterable[Opening]) -> list[Reason]:
    others = [other for other in own if other is not one]
    labels = {other.shift: other.label for other in others}
    busy = [Busy(other.starts_at, other.ends_at, other.shift) for other in others]
    same = overlapping(one.starts_at, one.ends_at, busy)
    if same is not None:
        return [Reason("proposed_twice_then", {"other": labels[same.shift_id]})]
    close = too_close(one.starts_at, one.ends_at, busy, hours=case.rest_hours)
    if close is None:
        return []
    values = {"other": labels[close.shift_id], "hours": case.rest_hours}
    return [Reason("too_little_rest", values)]


def _hours(case: Case, helper: Helper, one: Opening, own: Iterable[Opening]) -> list[Reason]:
    own = list(own)
    reasons = []
    in_week = sum(other.hours for other in own if other.week == one.week)
    in_week += helper.week_hours.get(one.week, 0.0)
    if case.week_hours_most and in_week > case.week_hours_most:
        values = {"hours": float(in_week), "most": case.week_hours_most}
        reasons.append(Reason("too_many_hours", values))
    in_month = sum(other.hours for other in own if other.month == one.month)
    in_month += helper.month_hours.get(one.month, 0.0)
    if helper.hours_most is not None and in_month > helper.hours_most:
        values = {"hours": float(in_month), "most": helper.hours_most}
        reasons.append(Reason("more_than_wished", values))
    return reasons


def first_alone(case: Case, roster: Roster) -> list[tuple[int, int]]:
    """Who would come for the first time and have no company, by (opening, helper)."""
    openings = {one.id: one for one in case.openings}
    knows = {one.id: one.knows for one in case.helpers}
    there: dict[int, int] = defaultdict(int)
    firsts: dict[tuple[int, int], Opening] = {}
    for opening_id, chosen in roster.items():
        one = openings[opening_id]
        there[one.shift] += len(chosen)
        for helper_id in chosen:
            if one.activity in knows[helper_id]:
                continue
            key = helper_id, one.activity
            before = firsts.get(key)
            if before is None or (one.starts_at, one.id) < (before.starts_at, before.id):
                firsts[key] = one
    return sorted(
        (one.id, helper_id)
        for (helper_id, _activity), one in firsts.items()
        if one.company + there[one.shift] < TOGETHER
    )


TOGETHER = 2
"""The first time somebody comes, at least so many are there."""


def reasons_against_days(
    first_on: date, last_on: date, *, today: date, most: int, furthest: date
) -> list[Reason]:
    """Every reason against a roster for these days.

    Args:
        most: days for which one roster may be proposed.
        furthest: the last day that may be planned; no calendar is asked about days after it.
    """
    reasons = []
    if max(first_on, last_on) > furthest:
        reasons.append(Reason("question_too_far", {"day": furthest}))
    if last_on < first_on:
        reasons.append(Reason("question_backwards"))
    elif (last_on - first_on).days >= most:
        reasons.append(Reason("roster_too_long", {"days": most}))
    if first_on <= today:
        reasons.append(Reason("question_past"))
    return reasons
