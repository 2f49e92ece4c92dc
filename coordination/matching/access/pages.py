"""The proposed roster as a table: each open place with who is proposed, why, and who else could."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from careshare.errors import Reason
from careshare.sentences import Said, say
from coordination.matching.access.rosters import Facts
from coordination.matching.rules import why
from coordination.matching.rules.ranking import AGAINST, Why
from coordination.matching.rules.roster import Opening, Roster
from coordination.matching.words import in_words
from coordination.shifts.models import Shift
from coordination.shifts.words import hours, short_day

MOST_OPTIONS = 12
"""So many names to choose from for each place, the likeliest; who else there is can be asked."""
MOST_WHY = 3


class Choice(NamedTuple):
    """Somebody who could take a place."""

    person_id: int
    name: str
    is_chosen: bool


class Cell(NamedTuple):
    """One open place."""

    key: str
    number: int
    choices: list[Choice]
    gets_place: bool  # else the person is asked
    why: str
    against: list[Said]
    is_open: bool


class Line(NamedTuple):
    """One session."""

    shift: Shift
    position: str
    day: str
    hours: str
    asked: int
    nobody_can: bool
    cells: list[Cell]
    whose: str = ""  # who asks people there, where that is another side


@dataclass(frozen=True)
class RosterPage:
    """What is proposed."""

    lines: list[Line]
    places: int
    filled: int
    people: int
    to_place: int
    most_times: int
    asked: int  # places about which somebody is asked already

    @property
    def to_ask(self) -> int:
        return self.filled - self.to_place

    @property
    def open(self) -> int:
        return self.places - self.filled


def roster_page(
    facts: Facts,
    roster: Roster,
    against: Mapping[tuple[int, int], Sequence[Reason]],
) -> RosterPage:
    """The table of a roster, by day and time. No query."""
    in_order = sorted(facts.case.openings, key=lambda one: (one.starts_at, one.id))
    lines = [_line(facts, one, sorted_choice(facts, roster, one), against) for one in in_order]
    chosen = [(person_id, key) for key, people in roster.items() for person_id in people]
    times: dict[int, int] = {}
    for person_id, _key in chosen:
        times[person_id] = times.get(person_id, 0) + 1
    return RosterPage(
        lines=lines,
        places=sum(one.needs for one in facts.case.openings),
        filled=len(chosen),
        people=len(times),
        to_place=sum(pair in facts.said_yes for pair in chosen),
        most_times=max(times.values(), default=0),
        asked=sum(facts.asked.values()),
    )


def sorted_choice(facts: Facts, roster: Roster, one: Opening) -> list[int]:
    """Who is proposed for a session, by name."""
    return sorted(roster.get(one.id, ()), key=lambda pk: (facts.names.get(pk, ""), pk))


def _line(
    facts: Facts,
    one: Opening,
    chosen: Sequence[int],
    against: Mapping[tuple[int, int], Sequence[Reason]],
) -> Line:
    shift, position = facts.places[one.id]
    zone = shift.activity.unit.zone
    able = sorted(
        (pk for pk in facts.names if (pk, one.id) in facts.case.points),
        key=lambda pk: (-_worth(facts, pk, one), pk),
    )
    people: list[int | None] = [*chosen, *[None] * (one.needs - len(chosen))]
    cells = [
        _cell(facts, one, number, person_id, able, against)
        for number, person_id in enumerate(people[: one.needs], start=1)
    ]
    day = short_day(shift.starts_at.astimezone(zone).date())
    whose = " ".join(say(reason).says for reason in facts.asking[one.activity].reasons)
    return Line(shift, position.name, day, hours(shift.starts_at, shift.ends_at, zone),
                facts.asked[shift.pk], not able, cells, whose)  # fmt: skip


def _worth(facts: Facts, person_id: int, one: Opening) -> int:
    times = facts.known[person_id, one.id].times_here
    return facts.case.points[person_id, one.id] + (MOST_OPTIONS + times if times else 0)


def _cell(
    facts: Facts,
    one: Opening,
    number: int,
    person_id: int | None,
    able: Sequence[int],
    against: Mapping[tuple[int, int], Sequence[Reason]],
) -> Cell:
    shown = list(able[:MOST_OPTIONS])
    if person_id is not None and person_id not in shown and person_id in facts.names:
        shown.append(person_id)
    choices = sorted(
        (Choice(pk, facts.names[pk], pk == person_id) for pk in shown),
        key=lambda choice: (choice.name, choice.person_id),
    )
    reasons = against.get((one.id, person_id), ()) if person_id is not None else ()
    pair = (person_id or 0, one.id)
    return Cell(
        f"place-{one.id}-{number}", number, choices, pair in facts.said_yes,
        _why(facts, pair), [say(reason) for reason in reasons], person_id is None,
    )  # fmt: skip


def _why(facts: Facts, pair: tuple[int, int]) -> str:
    known = facts.known.get(pair)
    if known is None:
        return ""
    good = [one for one in why(known, facts.limits) if Why(one.code) not in AGAINST]
    return ", ".join(in_words(one) for one in good[:MOST_WHY])
