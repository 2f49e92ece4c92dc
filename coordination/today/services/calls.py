"""Whom to phone, because a message did not arrive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from careshare.outbox.models import Delivery
from coordination.messages.access import by_when
from coordination.signups.access import when
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from coordination.today.models import Phoned
from coordination.today.services.scene import activities_of
from coordination.today.words import reached
from volunteers.memberships.access import Actor
from volunteers.people.models import Person


class Call(NamedTuple):
    """One person, and what the messages were about."""

    person_id: int
    name: str
    phone: str
    subjects: list[str]
    reached: str = ""  # "Reached at 14:05 by Ida", where somebody was


class OfferCall(NamedTuple):
    """Somebody without e-mail for whom a place is held: ring before the time is over."""

    sign_up: SignUp
    phone: str
    what: str
    until: str


def offers_to_phone(actor: Actor) -> list[OfferCall]:
    """Places held for people whom no letter reaches, on the activities of one's side, the most
    pressing first; three queries for any number.
    """
    rows = SignUp.objects.for_pages().filter(
        state=SignUpState.OFFERED, person__email="", shift__activity__in=activities_of(actor)
    )
    offered = list(rows.order_by("offer_until", "pk"))
    reachable = set(
        Person.objects.visible_to(actor.user)
        .filter(pk__in=[one.person_id for one in offered])
        .values_list("pk", flat=True)
    )
    return [
        OfferCall(
            one,
            str(one.person.phone or "") if one.person_id in reachable else "",
            f"{one.shift.activity.name}, {when(one.shift)}",
            by_when(one.offer_until, one.shift) if one.offer_until else "",
        )
        for one in offered
    ]


def to_phone(deliveries: Iterable[Delivery], zone: ZoneInfo) -> list[Call]:
    """One entry a person, in the order of the oldest message, those still to be reached first;
    three queries.
    """
    by_person: dict[int, list[Delivery]] = {}
    for one in deliveries:
        if one.person_id is not None:
            by_person.setdefault(one.person_id, []).append(one)
    people = Person.objects.in_bulk(by_person)
    done = _reached([one.pk for rows in by_person.values() for one in rows])
    calls = [_call(people[pk], rows, done, zone) for pk, rows in by_person.items() if pk in people]
    return sorted(calls, key=lambda one: bool(one.reached))


def _reached(ids: list[int]) -> dict[int, Phoned]:
    rows = Phoned.objects.filter(delivery__in=ids, reached_at__isnull=False)
    return {one.delivery_id: one for one in rows.select_related("reached_by")}


def _call(
    person: Person, rows: list[Delivery], done: Mapping[int, Phoned], zone: ZoneInfo
) -> Call:  # fmt: skip
    """What is still to be said; once all is, who said it and when."""
    waiting = [one for one in rows if one.pk not in done]
    last = max((done[one.pk] for one in rows if one.pk in done), key=_when, default=None)
    subjects = dict.fromkeys(one.subject for one in waiting or rows if one.subject)
    said = reached(last, zone) if last is not None and not waiting else ""
    return Call(person.pk, person.name, str(person.phone or ""), list(subjects), said)


def _when(row: Phoned) -> datetime:
    assert row.reached_at is not None  # noqa: S101 only such rows are read
    return row.reached_at
