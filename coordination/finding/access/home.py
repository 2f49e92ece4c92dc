"""All that a page of one's own shows, said at once: rows first, then one set of cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coordination.finding.access.found import LOOKED_AT, Found, findable, look_at, suggested
from coordination.finding.access.leading import Led, led
from coordination.finding.access.own import Asked, Own, coming, offers_to, with_cards
from coordination.messages.access import Swap, cards_of, history_of, proposals_to, swaps_said
from coordination.signups.access.leaving import unfinished
from coordination.signups.access.visiting import alone_on_first, visits_now
from coordination.signups.models import SignUp
from volunteers.memberships.access import Actor
from volunteers.people.models import Person

NEXT = 2
"""How many of one's own next times stand on the page; of later days always one."""

IN_FULL = 6
"""How many of one's own next times the page of all of them says in full; *ours*."""


@dataclass(frozen=True)
class Home:
    """The parts of the page, each in its order."""

    visits: list[Own]  # home visits that can begin or are under way
    alone: set[int]  # ids of sign-ups to a first visit that would be made alone
    today: list[Own]  # the next times, as far as they are of this day: before all questions
    unfinished: list[Own]  # checked in, never out
    offered: list[Own]  # places held for an answer
    swaps: list[Swap]
    asked: list[Asked]  # first yes counts
    own: list[Own]  # the next times of later days
    offers: list[Found]  # what else would suit
    led: list[Led]  # activities in which one leads


def home_of(person: Person, actor: Actor, now: datetime) -> Home:
    """Everything on home. 35 queries at most with those of the log-in, for any number: rows first,
    then one history of what was agreed and one set of cards for all of them.
    """
    rows, left_open = list(coming(person, now)), unfinished(person, now)
    # What was left open is asked the next morning, not shown as a visit that still goes on.
    visits = [one for one in visits_now(person, now) if one not in left_open]
    offers, swaps = offers_to(person, now), proposals_to(person, now)
    candidates = list(findable(person, now).for_pages()[:LOOKED_AT])
    shown = [one.shift for one in (*rows, *left_open, *visits)]
    shown += [*(one.shift for one in offers), *(one.mine.shift for one in swaps)]
    history = history_of([*shown, *candidates])
    chosen, facts = suggested(person, candidates, now, history)
    # The chosen ones last: of a time that is shown twice the card has the fuller row.
    cards = cards_of([*shown, *chosen], now, history)
    own, going = with_cards(rows, now, cards), {one.pk for one in visits}
    ahead = [one for one in own if not one.is_offered and one.sign_up.pk not in going]
    today = [one for one in ahead if one.is_today(now)]
    return Home(
        visits=with_cards(visits, now, cards),
        alone={one.pk for one in alone_on_first(visits)},
        unfinished=with_cards(left_open, now, cards),
        offered=[one for one in own if one.is_offered],
        swaps=swaps_said(person, swaps, cards),
        asked=[Asked(one, cards[one.shift_id]) for one in offers],
        today=today,
        own=[one for one in ahead if one not in today][: max(NEXT - len(today), 1)],
        offers=look_at(person, chosen, now, facts, cards),
        led=led(person, actor, now),
    )


@dataclass(frozen=True)
class Times:
    """The parts of the page of one's own times."""

    coming: list[Own]  # the next, and all that wait for an answer
    later: list[Own]  # a line each
    asked: list[Asked]
    swaps: list[Swap]
    past: list[Own]


def times_of(person: Person, past: Iterable[SignUp], now: datetime) -> Times:
    """One's own times, with a page of what is over; about a dozen queries, for any number."""
    rows, before = list(coming(person, now)), list(past)
    offers, swaps = offers_to(person, now), proposals_to(person, now)
    shown = [one.shift for one in (*rows, *before)]
    shown += [*(one.shift for one in offers), *(one.mine.shift for one in swaps)]
    cards = cards_of(shown, now)
    own = with_cards(rows, now, cards)
    later = {one.sign_up.pk for one in own[IN_FULL:] if one.is_plain}
    return Times(
        coming=[one for one in own if one.sign_up.pk not in later],
        later=[one for one in own if one.sign_up.pk in later],
        asked=[Asked(one, cards[one.shift_id]) for one in offers],
        swaps=swaps_said(person, swaps, cards),
        past=with_cards(before, now, cards),
    )
