"""The facts about sign-ups: gathered once for a page, and again under lock before writing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from careshare.errors import Reason
from coordination.activities.access import load_standings
from coordination.activities.rules import ActivityState, SignUpMode
from coordination.arrangements.access import Record, missing_for_publishing, records_of
from coordination.shifts.models import Closure, Position, Shift
from coordination.shifts.rules import ShiftState
from coordination.shifts.words import hours, short_day
from coordination.signups.models import SignUp, Suspension
from coordination.signups.rules import LIVE, Facts, SignUpState
from volunteers.credentials.models import Credential, Requirement
from volunteers.credentials.rules import Held, Required
from volunteers.credentials.rules import reasons_against as credential_reasons
from volunteers.credentials.words import CREDENTIALS
from volunteers.people.models import Person
from volunteers.people.rules import AskedFor


def facts_of(
    person: Person,
    shifts: Sequence[Shift],
    now: datetime,
    *,
    heads: int = 1,
    positions: dict[int, Position] | None = None,
    records: dict[int, Record] | None = None,
) -> dict[int, Facts]:
    """What decides whether a person may come to each of some shifts; ten queries for any number.

    Args:
        person: who wants to come.
        shifts: loaded with `Shift.objects.for_pages()`.
        now: the moment of asking.
        heads: how many come.
        positions: the position meant on a shift, by shift id; else the one with most room.
        records: the activities' records as of today, where the caller has them.
    """
    found = facts_of_all(
        [person], shifts, now, heads={person.pk: heads}, positions=positions, records=records
    )
    return {shift_id: facts for (_person_id, shift_id), facts in found.items()}


def facts_of_all(
    people: Sequence[Person],
    shifts: Sequence[Shift],
    now: datetime,
    *,
    heads: Mapping[int, int] | None = None,
    positions: dict[int, Position] | None = None,
    records: dict[int, Record] | None = None,
) -> dict[tuple[int, int], Facts]:
    """The same for many people at once, by person and shift; ten queries for any number of both.

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
        .filter(person__in=ids, ends_at__gt=min(shift.starts_at for shift in shifts))
        .filter(starts_at__lt=max(shift.ends_at for shift in shifts))
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
    gates = {pk: not missing_for_publishing(one, has_shift=True) for pk, one in records.items()}
    return {
        (person.pk, shift.pk): _facts(
            person, shift, now, (heads or {}).get(person.pk, person.heads),
            (positions or {}).get(shift.pk), gates[shift.activity_id],
            own[person.pk], held[person.pk], shift.pk in closed,
            _ring_first(records[shift.activity_id], holds[person.pk]),
        )
        for person in people
        for shift in shifts
    }  # fmt: skip


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _ring_first(record: Record, holds: Iterable[Suspension]) -> str:
    """Whom a suspended person rings first: a unit's reaches all its activities, an organisation's
    those in which it takes part today.
    """
    here = {f"unit:{record.activity.unit_id}", *record.names}
    return next((one.ring for one in holds if one.party_key in here), "")


def closed_shifts(shifts: Iterable[Shift]) -> set[int]:
    """Ids of shifts that fall into a closure of their unit or ward; one query."""
    shifts = list(shifts)
    if not shifts:
        return set()
    closures = list(
        Closure.objects.touching(
            min(shift.starts_at for shift in shifts), max(shift.ends_at for shift in shifts)
        ).filter(unit_id__in={shift.activity.unit_id for shift in shifts})
    )
    return {shift.pk for shift in shifts if any(_covers(one, shift) for one in closures)}


def _covers(closure: Closure, shift: Shift) -> bool:
    ends = [moment for moment in (closure.ends_at, closure.reopened_at) if moment is not None]
    return (
        closure.unit_id == shift.activity.unit_id
        and closure.ward_id in (None, shift.activity.ward_id)
        and closure.starts_at < shift.ends_at
        and all(moment > shift.starts_at for moment in ends)
    )


Order = Callable[[Shift, list[Person], datetime], list[Person]]
_order: list[Order] = []


def ask_in_order_of(order: Order) -> None:
    """Let the room that weighs whom to ask say who comes first; once, at start-up."""
    _order[:] = [order]


def whom_to_ask(shift: Shift, position: Position, now: datetime) -> list[Person]:
    """Whom to ask to come, the likeliest first, as `ask_in_order_of` was taught.

    Only people who agreed to be asked for this, and on an approve-first activity only those who
    were approved there before. Not those on the session already, nor who gave a place there back.
    Two queries, and those of the order. What speaks against each is asked by the caller.
    """
    activity = shift.activity
    here = SignUp.objects.confirmed().filter(shift__activity__unit_id=activity.unit_id)
    knows = here.filter(shift__activity=activity).values("person_id")
    people = Person.objects.present().exclude(asked_for=AskedFor.NOBODY)
    of_unit = Q(pk__in=here.values("person_id")) | Q(
        affiliations__unit_id=activity.unit_id, affiliations__until__isnull=True
    )
    of_partner = Q(
        affiliations__organisation_id__in=activity.parties.values("organisation_id"),
        affiliations__until__isnull=True,
    )
    agreed = (
        Q(pk__in=knows)
        | Q(of_unit, asked_for__in=(AskedFor.THIS_UNIT, AskedFor.ANYONE))
        | Q(of_partner, asked_for__in=(AskedFor.MY_ORGANISATION, AskedFor.ANYONE))
        | Q(offered_to_id=activity.unit.area_id, asked_for=AskedFor.ANYONE)
    )
    if activity.sign_up_mode == SignUpMode.APPROVE_FIRST:
        agreed = Q(pk__in=knows)
    # A cancelled row tells of somebody who said no to this very session.
    there = SignUp.objects.filter(shift=shift).values("person_id")
    rows = people.filter(agreed).exclude(pk__in=there).distinct().order_by("pk")
    found = [one for one in rows if one.heads <= position.coverage.free]
    for order in _order:
        found = order(shift, found, now)
    return found


def queue_places(sign_ups: Iterable[SignUp]) -> dict[int, int]:
    """Each waiting sign-up's number in its queue; one query for any number."""
    waiting = [one for one in sign_ups if one.state == SignUpState.WAITLISTED]
    if not waiting:
        return {}
    rows = SignUp.objects.waiting().filter(position_id__in={one.position_id for one in waiting})
    queues: dict[int, list[int]] = {}
    for pk, position_id in rows.values_list("pk", "position_id"):
        queues.setdefault(position_id, []).append(pk)
    return {
        one.pk: queues[one.position_id].index(one.pk) + 1
        for one in waiting
        if one.pk in queues.get(one.position_id, ())
    }


def roomiest(shift: Shift) -> Position:
    """The position with most free places; from the prefetched ones."""
    return max(shift.positions.all(), key=lambda position: position.coverage.free)


def _facts(
    person: Person,
    shift: Shift,
    now: datetime,
    heads: int,
    position: Position | None,
    gate_holds: bool,
    own: list[SignUp],
    held: list[Held],
    is_closed: bool,
    ring_first: str,
) -> Facts:
    place = position or roomiest(shift)
    return Facts(
        now=now,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        is_published=shift.activity.state == ActivityState.PUBLISHED,
        is_shift_cancelled=shift.state == ShiftState.CANCELLED,
        is_closed=is_closed,
        gate_holds=gate_holds,
        free=place.coverage.free,
        heads=heads,
        has_left=person.left_at is not None or person.erased_at is not None,
        ring_first=ring_first,
        is_signed_up=any(one.shift_id == shift.pk and one.state in LIVE for one in own),
        overlapping=_overlapping(shift, own),
        credential_reasons=tuple(_credentials(shift, place, held)),
    )


def _overlapping(shift: Shift, own: list[SignUp]) -> str:
    for one in own:
        if (
            one.shift_id != shift.pk
            and one.state == SignUpState.CONFIRMED
            and one.starts_at < shift.ends_at
            and one.ends_at > shift.starts_at
        ):
            return f"{one.shift.activity.name}, {when(one.shift)}"
    return ""


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


def when(shift: Shift) -> str:
    """A shift's day and time at its unit, in the active language: "Thu 26 Nov, 17:00–18:00"."""
    zone = shift.activity.unit.zone
    day = short_day(shift.starts_at.astimezone(zone).date())
    return f"{day}, {hours(shift.starts_at, shift.ends_at, zone)}"
