"""Regular times: which days still lack a sign-up, and what a page says about each."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from careshare.sentences import Said, say
from coordination.activities.models import Activity
from coordination.activities.rules import SignUpMode
from coordination.shifts.models import Series, Shift, ShiftQuerySet
from coordination.shifts.words import between, hours, repeats, short_day
from coordination.signups.access.eligibility import facts_of
from coordination.signups.access.sessions import when
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import LIVE, CancelReason, SignUpState, against_standing
from volunteers.people.models import Person

SHOWN = 6
"""How many of the next days of a regular time a page names; the rest follows by itself."""


def days_still_open(standing: Standing, now: datetime) -> ShiftQuerySet:
    """Sessions ahead without a sign-up of this person, but those of a pause; also those that the
    regular time still has from before it was changed from some day on.

    What somebody cancelled stays cancelled; what a pause or handing back freed is open again.
    """
    chain = Series.objects.chain_of(standing.series_id)
    rows = SignUp.objects.filter(person=standing.person_id, shift__series__in=chain)
    there = rows.exclude(state=SignUpState.CANCELLED, cancel_reason=CancelReason.STOOD_DOWN)
    found = Shift.objects.upcoming(now).filter(series__in=chain)
    found = found.exclude(pk__in=there.values("shift_id"))
    if standing.paused_until is not None:
        found = found.filter(series_on__gte=standing.paused_until)
    return found


class Day(NamedTuple):
    """One day of a regular time: one comes, or not and why."""

    shift: Shift
    when: str
    sign_up: SignUp | None
    why_not: list[Said]
    is_skipped: bool = False  # by oneself


@dataclass(frozen=True)
class Regular:
    """One regular time as its volunteer and its side read it."""

    standing: Standing
    title: str
    times: str
    place: str
    paused_until: str = ""
    days: list[Day] = field(default_factory=list)
    missed: list[Day] = field(default_factory=list)  # further ahead than `days`
    last: str = ""  # the last of its days, where it ends


def own_regular_times(person: Person, now: datetime) -> list[Standing]:
    """A person's regular times that go on, or whose last days are still ahead; three queries.

    A series that was cancelled from some day on has ended, and its days before that take place.
    """
    rows = Standing.objects.for_pages().filter(person=person, ended_at=None, person__left_at=None)
    found = list(rows.order_by("made_at", "pk"))
    chains = Series.objects.filter(pk__in={one.series_id for one in found}).chains()
    theirs = {pk for one in found for pk in chains[one.series_id]}
    upcoming = Shift.objects.upcoming(now).filter(series__in=theirs)
    ahead = set(upcoming.order_by().values_list("series_id", flat=True))
    return [one for one in found
            if one.series.ended_at is None or chains[one.series_id] & ahead]  # fmt: skip


def regular_times(rows: Iterable[Standing], now: datetime) -> list[Regular]:
    """What to say about some people's regular times; four queries, and eleven for each person."""
    found = list(rows)
    shifts = Shift.objects.for_pages().upcoming(now).order_by("starts_at", "pk")
    chains = Series.objects.filter(pk__in={one.series_id for one in found}).chains()
    by_chain: dict[frozenset[int], list[Shift]] = defaultdict(list)
    theirs = {pk for one in found for pk in chains[one.series_id]}
    for shift in shifts.filter(series__in=theirs):
        by_chain[chains[shift.series_id or 0]].append(shift)
    people = {one.person_id: one.person for one in found}
    own: dict[tuple[int, int], SignUp] = {}
    signed = SignUp.objects.filter(person__in=people, shift__series__in=theirs)
    for sign_up in signed.filter(shift__starts_at__gt=now).order_by("pk"):
        own[sign_up.person_id, sign_up.shift_id] = sign_up
    return [_regular(one, by_chain[chains[one.series_id]], own, now) for one in found]


def _regular(
    standing: Standing,
    shifts: Sequence[Shift],
    own: dict[tuple[int, int], SignUp],
    now: datetime,
) -> Regular:
    series, unit = standing.series, standing.series.activity.unit
    activity, until = series.activity, standing.paused_until
    is_paused = until is not None and until > now.astimezone(unit.zone).date()
    ahead = [one for one in shifts if not is_paused or (one.series_on or date.max) >= until]  # type: ignore[operator]
    mine = {one.pk: own.get((standing.person_id, one.pk)) for one in ahead}
    lacking = [one for one in ahead if not _counts(mine[one.pk])]
    why = _why_not(standing, lacking, now)
    days = [_day(one, mine[one.pk], why) for one in ahead]
    return Regular(
        standing=standing,
        title=activity.name,
        times=_times(series),
        place=f"{unit.name}, {activity.ward.name}" if activity.ward else unit.name,
        paused_until=short_day(until) if is_paused and until else "",
        days=days[:SHOWN],
        missed=[one for one in days[SHOWN:] if one.why_not],
        last=when(shifts[-1]) if series.ended_at is not None and shifts else "",
    )


def _counts(sign_up: SignUp | None) -> bool:
    """There is one, or somebody said no to this very day."""
    if sign_up is None:
        return False
    return sign_up.state in LIVE or sign_up.cancel_reason != CancelReason.STOOD_DOWN


def _day(shift: Shift, sign_up: SignUp | None, why: dict[int, list[Said]]) -> Day:
    live = sign_up if sign_up is not None and sign_up.state in LIVE else None
    is_skipped = live is None and _counts(sign_up)
    return Day(shift, when(shift), live, why.get(shift.pk, []), is_skipped)


def _why_not(standing: Standing, shifts: Sequence[Shift], now: datetime) -> dict[int, list[Said]]:
    """Why there is no sign-up; nothing where there is room again."""
    person: Person = standing.person
    found = facts_of(person, shifts, now, heads=standing.heads, own_accord=True)
    return {pk: [say(one) for one in against_standing(facts)] for pk, facts in found.items()}


def _chain(shift: Shift) -> frozenset[int]:
    return Series.objects.chain_of(shift.series_id or 0)


class EveryTime(NamedTuple):
    """A button "come every time": how often that is, and which form it is."""

    rule: str
    form_uuid: uuid.UUID


def must_come_once_first(person: Person, activity: Activity) -> bool:
    """Whether somebody looks first at who comes, and this person never had a place there; at most
    one query.
    """
    if activity.sign_up_mode != SignUpMode.APPROVE_FIRST:
        return False
    return not SignUp.objects.confirmed().filter(person=person, shift__activity=activity).exists()


def every_time(person: Person, shift: Shift) -> EveryTime | None:
    """Where one could come every time to the series of a shift; four queries at most.

    None where it has no series, or one that goes on as no other any more, where one comes every
    time already, or where one must come once first.
    """
    if shift.series_id is None or must_come_once_first(person, shift.activity):
        return None
    chain = {one.pk: one for one in Series.objects.filter(pk__in=_chain(shift))}
    rows = Standing.objects.live().filter(series__in=chain, person=person)
    if all(one.ended_at is not None for one in chain.values()) or rows.exists():
        return None
    series = chain[shift.series_id]
    rule = repeats(series.rrule, series.starts_on)
    times = hours(shift.starts_at, shift.ends_at, shift.activity.unit.zone)
    return EveryTime(f"{rule}, {times}", uuid.uuid4())


WAY_BACK = timedelta(days=1)
"""So long the page offers to take a regular time up again that was given back by a wrong tap."""


class GivenBack(NamedTuple):
    """A regular time that was given back lately, with the next of its days."""

    title: str
    times: str
    shift: Shift
    form_uuid: uuid.UUID


def given_back(person: Person, now: datetime) -> list[GivenBack]:
    """What somebody gave back lately and may take up again, the latest first; five queries."""
    ended = Standing.objects.for_pages().filter(person=person, ended_at__gt=now - WAY_BACK)
    rows = list(ended.order_by("-ended_at", "-pk"))
    chains = Series.objects.filter(pk__in={one.series_id for one in rows}).chains()
    again = set(Standing.objects.live().filter(person=person).values_list("series_id", flat=True))
    going_on = set(Series.objects.filter(pk__in=chains, ended_at=None).values_list("pk", flat=True))
    found = {
        chains[one.series_id]: one
        for one in rows
        if chains[one.series_id] & going_on and not chains[one.series_id] & again
    }
    series = {pk for chain in found for pk in chain}
    ahead = Shift.objects.upcoming(now).filter(series__in=series).order_by("-starts_at", "-pk")
    next_of = {chains[shift.series_id or 0]: shift for shift in ahead}
    return [
        GivenBack(one.series.activity.name, _times(one.series), next_of[chain], uuid.uuid4())
        for chain, one in found.items()
        if chain in next_of
    ]


def _times(series: Series) -> str:
    return _("%(rule)s, %(hours)s") % {
        "rule": repeats(series.rrule, series.starts_on),
        "hours": between(series.starts, series.ends),
    }
