"""Whom to ring for a session that begins soon: those who wait first, then as when asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from coordination.arrangements.access import Record
from coordination.matching.access.asking import ask_page
from coordination.shifts.models import Position, Shift
from coordination.signups.access import whom_to_ask
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import OfferState
from volunteers.memberships.access import Actor
from volunteers.people.models import Person


class Number(NamedTuple):
    """Somebody to ring."""

    person_id: int
    name: str
    phone: str
    says: str
    was_asked: str = ""
    sign_up: SignUp | None = None  # on the waiting list


@dataclass(frozen=True)
class RingPage:
    """The call list of one session, for one reader."""

    waiting: list[Number] = field(default_factory=list)
    others: list[Number] = field(default_factory=list)
    said_no: list[Number] = field(default_factory=list)


def ring_page(
    actor: Actor, shift: Shift, position: Position, record: Record, now: datetime
) -> RingPage:
    """Whom to ring, the likeliest first; at most 28 queries for any number of people.

    Only people whom the reader sees and who have a telephone: whoever merely offered oneself to
    the area is asked by letter, without her number being shown.
    """
    queue = list(SignUp.objects.for_pages().waiting().filter(shift=shift))
    asked = ask_page(actor, shift, position, record, now).suggested
    ids = [one.person_id for one in asked] + [one.person_id for one in queue]
    seen = Person.objects.visible_to(actor.user).filter(pk__in=ids)
    phones = {one.pk: str(one.phone) for one in seen if one.phone}
    no = _said_no(shift)
    found: dict[bool, list[Number]] = {True: [], False: []}
    for one in asked:
        if one.person_id in phones:
            says = " · ".join((*one.reasons, *one.against))
            number = Number(one.person_id, one.name, phones[one.person_id], says, one.was_asked)
            found[one.person_id in no].append(number)
    return RingPage(
        waiting=[
            Number(one.person_id, one.person.name, phones[one.person_id], "", sign_up=one)
            for one in queue
            if one.person_id in phones
        ],
        others=found[False],
        said_no=found[True],
    )


def may_be_rung(
    actor: Actor, shift: Shift, position: Position, person_id: int, now: datetime
) -> bool:
    """Whether an answer of somebody can be noted here, also where all places are taken meanwhile:
    who agreed to be asked and is seen, or stands on the session already. Four queries.
    """
    if shift.sign_ups.live().filter(person=person_id).exists():
        return True
    room = shift.activity.unit.area.policy.places_most
    agreed = {one.pk for one in whom_to_ask(shift, position, now, room)}
    seen = Person.objects.visible_to(actor.user).filter(pk=person_id)
    return person_id in agreed and seen.exists()


def _said_no(shift: Shift) -> set[int]:
    rows = PlaceOffer.objects.filter(shift=shift, state=OfferState.DECLINED)
    return set(rows.values_list("person_id", flat=True))
