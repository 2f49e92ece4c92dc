"""Whom to phone, because a message did not arrive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from careshare.outbox.models import Delivery
from volunteers.people.models import Person


class Call(NamedTuple):
    """One person, and what the messages were about."""

    name: str
    phone: str
    subjects: list[str]


def to_phone(deliveries: Iterable[Delivery]) -> list[Call]:
    """One entry a person, in the order of the oldest message; two queries."""
    by_person: dict[int, list[str]] = {}
    for one in deliveries:
        if one.person_id is not None:
            by_person.setdefault(one.person_id, []).append(one.subject)
    people = Person.objects.in_bulk(by_person)
    return [
        Call(
            people[pk].name,
            str(people[pk].phone or ""),
            list(dict.fromkeys(subject for subject in subjects if subject)),
        )
        for pk, subjects in by_person.items()
        if pk in people
    ]
