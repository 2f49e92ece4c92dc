"""Whom to phone, because a message did not arrive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from careshare.outbox.models import Delivery
from coordination.today.models import Phoned
from coordination.today.words import reached
from volunteers.memberships.access import colleague_names
from volunteers.people.models import Person


class Call(NamedTuple):
    """One person, and what the messages were about."""

    person_id: int
    name: str
    phone: str
    subjects: list[str]
    reached: str = ""  # "Reached at 14:05 by Ida", where somebody was


def to_phone(deliveries: Iterable[Delivery], zone: ZoneInfo) -> list[Call]:
    """One entry a person, in the order of the oldest message, those still to be reached first;
    four queries at the most.
    """
    by_person: dict[int, list[Delivery]] = {}
    for one in deliveries:
        if one.person_id is not None:
            by_person.setdefault(one.person_id, []).append(one)
    people = Person.objects.in_bulk(by_person)
    done = _reached([one.pk for rows in by_person.values() for one in rows])
    names = colleague_names(one.reached_by_id for one in done.values() if one.reached_by_id)
    said = {pk: (_when(one), reached(one, names, zone)) for pk, one in done.items()}
    calls = [_call(people[pk], rows, said) for pk, rows in by_person.items() if pk in people]
    return sorted(calls, key=lambda one: bool(one.reached))


def _reached(ids: list[int]) -> dict[int, Phoned]:
    rows = Phoned.objects.filter(delivery__in=ids, reached_at__isnull=False)
    return {one.delivery_id: one for one in rows}


def _call(
    person: Person, rows: list[Delivery], said: Mapping[int, tuple[datetime, str]]
) -> Call:  # fmt: skip
    """What is still to be said; once all is, who said the last of it and when."""
    waiting = [one for one in rows if one.pk not in said]
    subjects = dict.fromkeys(one.subject for one in waiting or rows if one.subject)
    _at, last = max(said[one.pk] for one in rows) if not waiting else (None, "")
    return Call(person.pk, person.name, str(person.phone or ""), list(subjects), last)


def _when(row: Phoned) -> datetime:
    assert row.reached_at is not None  # noqa: S101 only such rows are read
    return row.reached_at
