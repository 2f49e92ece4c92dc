"""Whom to phone, because a message did not arrive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from careshare.outbox.models import Delivery
from coordination.messages.access import by_when
from coordination.signups.access import when
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from coordination.today.services.scene import activities_of
from volunteers.memberships.access import Actor
from volunteers.people.models import Person


class Call(NamedTuple):
    """One person, and what the messages were about."""

    name: str
    phone: str
    subjects: list[str]


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
