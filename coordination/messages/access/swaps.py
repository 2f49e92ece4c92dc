"""My day for yours: what volunteers read of proposals, of the other but a first name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from coordination.messages.access.cards import Card, long_when
from coordination.messages.access.links import Link, link_path
from coordination.messages.rules import LinkAction
from coordination.shifts.rules import ShiftState
from coordination.signups.access import when
from coordination.signups.models import SignUp, SwapProposal
from coordination.signups.rules import OfferState
from coordination.signups.services import swappable
from volunteers.people.models import Person
from volunteers.people.rules import AskedFor

WEIGHED = 40
"""How many of the soonest days of others are looked at: a few weeks of one activity."""


@dataclass(frozen=True)
class Swap:
    """A proposal for the one who answers it."""

    proposal: SwapProposal
    card: Card  # of the day that she would come on
    name: str
    instead_of: str
    answer_url: str


def proposals_to(person: Person, now: datetime) -> list[SwapProposal]:
    """What others propose to a volunteer, the next first; one query."""
    rows = SwapProposal.objects.open_at(now).for_pages().filter(theirs__person=person)
    return list(rows.order_by("mine__starts_at", "pk"))


def swaps_said(
    person: Person, proposals: Iterable[SwapProposal], cards: Mapping[int, Card]
) -> list[Swap]:
    """What is said about each to the one who answers; no query.

    Args:
        cards: of the days that one would come on, by shift id.
    """
    return [
        Swap(
            one,
            cards[one.mine.shift_id],
            one.mine.person.first_name,
            when(one.theirs.shift),
            link_path(LinkAction.SWAP, person, one),
        )
        for one in proposals
    ]


def swaps_waiting(sign_up: SignUp, now: datetime) -> list[tuple[SwapProposal, str]]:
    """What one proposed oneself and nobody has answered yet, with its day; one query."""
    rows = SwapProposal.objects.open_at(now).for_pages().filter(mine=sign_up)
    return [(one, f"{one.theirs.person.first_name}, {when(one.theirs.shift)}") for one in rows]


def swap_choices(sign_up: SignUp, now: datetime) -> list[tuple[SignUp, str]]:
    """Whose days of the same activity one could take for one's own, the next first.

    Only people who may be asked, and nothing against either on the other's day; about twenty-two
    queries for any number.
    """
    rows = SignUp.objects.for_pages().confirmed()
    rows = rows.filter(shift__activity_id=sign_up.shift.activity_id, starts_at__gt=now)
    rows = rows.filter(shift__state=ShiftState.PLANNED).exclude(person_id=sign_up.person_id)
    rows = rows.exclude(person__asked_for=AskedFor.NOBODY)
    others = list(rows.order_by("starts_at", "pk")[:WEIGHED])
    asked = sign_up.swaps_proposed.filter(state__in=(OfferState.OPEN, OfferState.DECLINED))
    there = set(asked.values_list("theirs_id", flat=True))
    return [
        (one, f"{one.person.first_name}, {when(one.shift)}")
        for one in swappable(sign_up, [one for one in others if one.pk not in there], now)
    ]


def swap_page(link: Link, now: datetime) -> dict[str, object]:
    """What the page behind the letter's link says; one query."""
    swap = link.swap
    if swap is None:
        return {}
    return {
        "name": link.person.first_name,
        "other": swap.mine.person.first_name,
        "instead_of": long_when(swap.theirs.shift),
        "state": swap.state,
        "is_open": SwapProposal.objects.open_at(now).filter(pk=swap.pk).exists(),
        "answer_url": link_path(LinkAction.SWAP, link.person, swap),
    }
