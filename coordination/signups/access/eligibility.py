"""The facts about a sign-up: gathered once for a page, and again under lock before writing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects

from careshare.errors import Reason
from coordination.activities.access import load_standings
from coordination.activities.rules import ActivityState, stops_sign_ups
from coordination.arrangements.access import (
    Record,
    contact_for,
    missing_for_publishing,
    records_of,
)
from coordination.shifts.models import Position, Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.access.sessions import closed_shifts, moment, when
from coordination.signups.models import SignUp, Suspension
from coordination.signups.rules import (
    LIVE,
    Busy,
    Facts,
    SignUpState,
    closes_at,
    hours_with,
    opens_at,
    overlapping,
    too_close,
)
from volunteers.credentials.models import Credential, Requirement
from volunteers.credentials.rules import Held, Required
from volunteers.credentials.rules import reasons_against as credential_reasons
from volunteers.credentials.words import CREDENTIALS
from volunteers.people.models import Person

DAYS_AROUND = timedelta(days=8)
"""How far around a session the person's others are read: the week that it lies in."""

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class _Asked:
    """What is known about one person who would come."""

    person: Person
    now: datetime
    heads: int
    own: list[SignUp]
    held: list[Held]
    holds: list[Suspension]
    own_accord: bool

    @cached_property
    def busy(self) -> list[Busy]:
        """Where else the person comes. Who only asks or waits for a place is free."""
        return [
            Busy(one.starts_at, one.ends_at, one.shift_id)
            for one in self.own
            if one.state == SignUpState.CONFIRMED
        ]

    def name(self, busy: Busy | None) -> str:
        """What that is, and when; said only where it is the matter."""
        if busy is None:
            return ""
        shift = next(one.shift for one in self.own if one.shift_id == busy.shift_id)
        return f"{shift.activity.name}, {when(shift)}"


def facts_of(
    person: Person,
    shifts: Sequence[Shift],
    now: datetime,
    *,
    heads: int = 1,
    positions: dict[int, Position] | None = None,
    records: dict[int, Record] | None = None,
    own_accord: bool = False,
    windows: Mapping[int, Window] | None = None,
) -> dict[int, Facts]:
    """What decides whether a person may come to each of some shifts; eleven queries at most for
    any number.

    Args:
        person: who wants to come.
        shifts: loaded with `Shift.objects.for_pages()`.
        now: the moment of asking.
        heads: how many come.
        positions: the position meant on a shift, by shift id; else the one that suits best.
        records: the activities' records as of today, where the caller has them.
        own_accord: whether the person signs up without having been asked or placed; the times at
            which sign-up opens and closes bind nobody else.
        windows: the part of a shift for which the person comes, by shift id; else all of it.
    """
    found = facts_of_all(
        [person], shifts, now, heads={person.pk: heads}, positions=positions, records=records,
        own_accord=own_accord, windows=windows,
    )  # fmt: skip
    return {shift_id: facts for (_person_id, shift_id), facts in found.items()}


def facts_of_all(
    people: Sequence[Person],
    shifts: Sequence[Shift],
    now: datetime,
    *,
    heads: Mapping[int, int] | None = None,
    positions: dict[int, Position] | None = None,
    records: dict[int, Record] | None = None,
    own_accord: bool = False,
    windows: Mapping[int, Window] | None = None,
) -> dict[tuple[int, int], Facts]:
    """The same for many people at once, by person and shift; no more queries for any number.

    Args:
        heads: how many come with a person, by person id; else as many as the person stands for.
    """
    if not shifts or not people:
        return {}
    if records is None:
        records = records_of({shift.activity_id: shift.activity for shift in shifts}.values())
    ids = [person.pk for person in people]
    own = _by_person(
        SignUp.objects.live()
        .filter(person__in=ids)
        .filter(ends_at__gt=min(shift.starts_at for shift in shifts) - DAYS_AROUND)
        .filter(starts_at__lt=max(shift.ends_at for shift in shifts) + DAYS_AROUND)
        .select_related("shift__activity__unit__area")
    )
    held: dict[int, list[Held]] = defaultdict(list)
    for one in Credential.objects.filter(person__in=ids):
        held[one.person_id].append(Held(one.type, one.state, one.seen_on, one.valid_until))
    holds = _by_person(
        Suspension.objects.open().filter(person__in=ids).select_related("unit", "organisation")
    )
    closed = closed_shifts(shifts)
    load_standings(one.activity for one in records.values())
    gates = {
        pk: not stops_sign_ups(missing_for_publishing(one, has_shift=True))
        for pk, one in records.items()
    }
    if own_accord:
        late = [records[one.activity_id].activity for one in shifts if _is_late(one, now)]
        prefetch_related_objects(late, "contacts")
    asked = [
        _Asked(
            person=person,
            now=now,
            heads=(heads or {}).get(person.pk, person.heads),
            own=own[person.pk],
            held=held[person.pk],
            holds=holds[person.pk],
            own_accord=own_accord,
        )
        for person in people
    ]
    return {
        (one.person.pk, shift.pk): _facts(
            one, shift, (positions or {}).get(shift.pk), records[shift.activity_id],
            gates[shift.activity_id], shift.pk in closed,
            (windows or {}).get(shift.pk, (shift.starts_at, shift.ends_at)),
        )
        for one in asked
        for shift in shifts
    }  # fmt: skip


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _facts(
    asked: _Asked,
    shift: Shift,
    position: Position | None,
    record: Record,
    gate_holds: bool,
    is_closed: bool,
    window: Window,
) -> Facts:
    person, policy = asked.person, shift.activity.unit.area.policy
    place = position or _suits_best(shift, asked)
    busy = [one for one in asked.busy if one.shift_id != shift.pk]
    other = overlapping(*window, busy)
    close = None if other else too_close(*window, busy, hours=policy.rest_hours)
    week = hours_with(*window, busy, week=week_of(shift, window[0]))
    return Facts(
        now=asked.now,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        is_published=shift.activity.state == ActivityState.PUBLISHED,
        is_shift_cancelled=shift.state == ShiftState.CANCELLED,
        is_closed=is_closed,
        gate_holds=gate_holds,
        free=place.coverage.free,
        heads=asked.heads,
        has_left=person.left_at is not None or person.erased_at is not None,
        ring_first=_ring_first(record, asked.holds),
        is_signed_up=any(one.shift_id == shift.pk and one.state in LIVE for one in asked.own),
        overlapping=asked.name(other),
        too_close=asked.name(close),
        rest_hours=policy.rest_hours,
        week_hours=week,
        week_hours_most=policy.week_hours_most,
        opens=_opens(shift, asked.now) if asked.own_accord else "",
        ring_late=_ring_late(shift, record, asked.now) if asked.own_accord else "",
        credential_reasons=tuple(_credentials(shift, place, asked.held)),
        position_id=place.pk,
    )


def _suits_best(shift: Shift, asked: _Asked) -> Position:
    """Where nothing more has to be shown first, then where most places are free."""
    return max(
        shift.positions.all(),
        key=lambda one: (
            not _credentials(shift, one, asked.held) and one.coverage.free >= asked.heads,
            one.coverage.free,
        ),
    )


def week_of(shift: Shift, at: datetime | None = None) -> Window:
    """The week of a moment, else of the session, from Monday's midnight at the unit to the next."""
    zone = shift.activity.unit.zone
    day = (at or shift.starts_at).astimezone(zone).date()
    monday = day - timedelta(days=day.weekday())
    begins, after = (
        datetime.combine(one, time(), zone).astimezone(UTC)
        for one in (monday, monday + timedelta(weeks=1))
    )
    return begins, after


def _opens(shift: Shift, now: datetime) -> str:
    opens = opens_at(shift.starts_at, days=_opens_days(shift))
    return moment(opens, shift) if opens is not None and now < opens else ""


def _opens_days(shift: Shift) -> int:
    own = shift.activity.opens_days
    return shift.activity.unit.area.policy.opens_days if own is None else own


def _is_late(shift: Shift, now: datetime) -> bool:
    own, policy = shift.activity.closes_hours, shift.activity.unit.area.policy
    hours = policy.closes_hours if own is None else own
    return closes_at(shift.starts_at, hours=hours) <= now < shift.starts_at


def _ring_late(shift: Shift, record: Record, now: datetime) -> str:
    if not _is_late(shift, now):
        return ""
    contact = contact_for(record, starts_at=shift.starts_at, at=now)
    return f"{contact.name} {contact.phone}".strip()


def _ring_first(record: Record, holds: Iterable[Suspension]) -> str:
    """Whom a suspended person rings first: a unit's reaches all its activities, an organisation's
    those in which it takes part today.
    """
    here = {f"unit:{record.activity.unit_id}", *record.names}
    return next((one.ring for one in holds if one.party_key in here), "")


def _credentials(shift: Shift, place: Position, held: list[Held]) -> list[Reason]:
    asked: list[Requirement] = [
        *shift.activity.unit.requirements.all(),
        *shift.activity.requirements.all(),
        *place.requirements.all(),
    ]
    required = [Required(one.type, one.max_age_days) for one in asked if one.ended_at is None]
    if not required:
        return []
    on = shift.starts_at.astimezone(shift.activity.unit.zone).date()
    return credential_reasons(
        required, held, on, {key: str(word) for key, word in CREDENTIALS.items()}
    )
