"""Whom to ask for a session: who agreed to be asked, in which order, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Max

from careshare.sentences import Said, say
from coordination.arrangements.access import Record
from coordination.matching.models import Asked
from coordination.matching.rules import Candidate, Limits, is_asked_at_all, ranked, why
from coordination.matching.rules.questions import QuestionKind
from coordination.matching.rules.ranking import AGAINST, Why
from coordination.matching.words import ANSWERS, in_words
from coordination.shifts.models import Position, Shift
from coordination.signups.access import facts_of_all, whom_to_ask
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import OfferState, reasons_against
from volunteers.memberships.access import Actor
from volunteers.people.access import free_times_of
from volunteers.people.models import Person
from volunteers.people.rules import DayBounds, distance_km, part_of
from volunteers.places.models import AreaPolicy

MOST_SHOWN = 40
"""So many names a page; whoever needs more asks these first."""


def bounds_of(policy: AreaPolicy) -> DayBounds:
    """Where the parts of a day meet in an area."""
    return DayBounds(policy.afternoon_from, policy.evening_from)


def limits_of(policy: AreaPolicy) -> Limits:
    """The area's numbers about asking."""
    return Limits(policy.near_km, policy.asked_lately_days)


def candidates_for(shift: Shift, people: Sequence[Person], now: datetime) -> list[Candidate]:
    """What is known of some people about a session; seven queries for any number of people.

    Args:
        shift: loaded with `Shift.objects.for_pages()`.
    """
    found = candidates_for_all([shift], people, now)
    return [found[one.pk, shift.pk] for one in people]


def candidates_for_all(
    shifts: Sequence[Shift], people: Sequence[Person], now: datetime
) -> dict[tuple[int, int], Candidate]:
    """The same for many sessions of one unit, by person and shift; no more queries."""
    if not shifts:
        return {}
    ids = [person.pk for person in people]
    unit = shifts[0].activity.unit
    zone, bounds = unit.zone, bounds_of(unit.area.policy)
    spans = {
        one.pk: (one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)) for one in shifts
    }
    parts = {pk: part_of(*span, bounds) for pk, span in spans.items()}
    days = [day for day, _part in parts.values()]
    free = free_times_of(ids, min(days), max(days))
    here, at_unit = times_came(ids, unit.pk, now)
    held = held_times(ids, shifts, zone)
    asked = _asked_before(ids)
    home = (unit.latitude, unit.longitude)
    far = {one.pk: _km(home, (one.latitude, one.longitude)) for one in people}
    found = {}
    for shift in shifts:
        (on, part), required = parts[shift.pk], _is_something_required(shift)
        starts, ends = spans[shift.pk]
        month = starts.date().replace(day=1)
        for one in people:
            free_then = free[one.pk]
            last = max((at for pk, at in asked[one.pk] if pk != shift.pk), default=None)
            found[one.pk, shift.pk] = Candidate(
                person_id=one.pk,
                times_here=here[one.pk, shift.activity_id],
                times_at_unit=at_unit[one.pk],
                is_free=free_then.is_free(on, part),
                is_about_the_day=free_then.says_on(on, part) is not None,
                km=far[one.pk],
                is_something_required=required,
                wishes_more=one.wishes_more,
                hours_most=one.hours_most_month,
                hours_with_this=held[one.pk].in_month(month) + length(starts, ends),
                asked_days_ago=(now - last).days if last is not None else None,
            )
    return found


def _asked_before(people: Sequence[int]) -> dict[int, list[tuple[int, datetime]]]:
    """When people were last asked to come, by session (0: by a question); two queries."""
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    offers = PlaceOffer.objects.filter(person__in=people).exclude(state=OfferState.WITHDRAWN)
    for person_id, shift_id, at in (
        offers.order_by().values_list("person_id", "shift_id").annotate(Max("made_at"))
    ):
        found[person_id].append((shift_id, at))
    questions = Asked.objects.filter(
        person__in=people, question__kind=QuestionKind.SESSIONS, question__withdrawn_at=None
    )
    for person_id, at in (
        questions.order_by().values_list("person_id").annotate(Max("question__asked_at"))
    ):
        found[person_id].append((0, at))
    return found


def times_came(
    people: Sequence[int], unit_id: int, now: datetime
) -> tuple[Counter[tuple[int, int]], Counter[int]]:
    """How often people came before: by (person, activity) at a unit, and there at all. One query.

    Confirmed sign-ups whose session is over count; attendance is often recorded later.
    """
    rows = SignUp.objects.confirmed().filter(
        person__in=people, shift__activity__unit_id=unit_id, ends_at__lte=now
    )
    here: Counter[tuple[int, int]] = Counter()
    at_unit: Counter[int] = Counter()
    for person_id, activity_id in rows.values_list("person_id", "shift__activity_id"):
        here[person_id, activity_id] += 1
        at_unit[person_id] += 1
    return here, at_unit


@dataclass
class Held:
    """The places that somebody has: whole sessions, in the month and week in which they begin."""

    spans: list[tuple[datetime, datetime]] = field(default_factory=list)  # in the unit's zone

    def in_month(self, first: date) -> float:
        return sum(length(*one) for one in self.spans if one[0].date().replace(day=1) == first)

    def in_week(self, monday: date) -> float:
        return sum(length(*one) for one in self.spans if monday_of(one[0].date()) == monday)


def held_times(people: Sequence[int], shifts: Sequence[Shift], zone: ZoneInfo) -> dict[int, Held]:
    """The places that people have in the months and weeks of some sessions. One query."""
    first = min(one.starts_at for one in shifts).astimezone(zone)
    last = max(one.starts_at for one in shifts).astimezone(zone)
    begins = first.replace(day=1, hour=0, minute=0, second=0) - timedelta(days=7)
    after = (last.replace(day=1, hour=0, minute=0, second=0) + timedelta(days=32)).replace(day=1)
    rows = SignUp.objects.holding().filter(
        person__in=people, starts_at__gte=begins, starts_at__lt=after + timedelta(days=7)
    )
    found: dict[int, Held] = defaultdict(Held)
    for person_id, starts_at, ends_at in rows.values_list("person_id", "starts_at", "ends_at"):
        found[person_id].spans.append((starts_at.astimezone(zone), ends_at.astimezone(zone)))
    return found


def monday_of(day: date) -> date:
    """The first day of a week."""
    return day - timedelta(days=day.weekday())


def length(starts_at: datetime, ends_at: datetime) -> float:
    """Hours between two moments, also across a night in which the clocks change."""
    return (ends_at.timestamp() - starts_at.timestamp()) / 3600


def _km(here: tuple[float | None, ...], there: tuple[float | None, ...]) -> float | None:
    if None in here or None in there:
        return None
    return distance_km((here[0] or 0.0, here[1] or 0.0), (there[0] or 0.0, there[1] or 0.0))


def _is_something_required(shift: Shift) -> bool:
    asked = [
        *shift.activity.unit.requirements.all(),
        *shift.activity.requirements.all(),
        *(one for place in shift.positions.all() for one in place.requirements.all()),
    ]
    return any(one.ended_at is None for one in asked)


def in_order(shift: Shift, people: list[Person], now: datetime) -> list[Person]:
    """People in the order in which they are asked; whoever said no to the day is left out."""
    by_id = {person.pk: person for person in people}
    found = [one for one in candidates_for(shift, people, now) if is_asked_at_all(one)]
    order = ranked(found, limits_of(shift.activity.unit.area.policy))
    return [by_id[one.person_id] for one in order]


class Suggested(NamedTuple):
    """Somebody who could be asked, as one reader may see it."""

    person_id: int
    name: str
    reasons: list[str]
    against: list[str]
    was_asked: str  # what came of it, where this session was asked about already
    may_ask: bool
    is_chosen: bool  # ticked when the page opens


@dataclass(frozen=True)
class AskPage:
    """Whom to ask for a session, for one reader."""

    suggested: list[Suggested] = field(default_factory=list)
    cannot: list[tuple[str, list[Said]]] = field(default_factory=list)  # name, what speaks against

    @property
    def people(self) -> set[int]:
        """Those whom this reader may ask; who was asked already is asked no second time."""
        return {one.person_id for one in self.suggested}


def ask_page(
    actor: Actor, shift: Shift, position: Position, record: Record, now: datetime
) -> AskPage:
    """Whom to ask, the likeliest first; at most 24 queries for any number of people.

    Names are those that the reader may see: of people seen already, and the first name of those
    who offered themselves to the area. Nobody's telephone or address is here.
    """
    agreed = whom_to_ask(shift, position, now)
    names = names_for(actor, record, agreed)
    people = [one for one in agreed if one.pk in names][:MOST_SHOWN]
    verdicts = facts_of_all(people, [shift], now, positions={shift.pk: position},
                            records={shift.activity_id: record})  # fmt: skip
    against = {
        one.pk: reasons_against(replace(verdicts[one.pk, shift.pk], free=one.heads))
        for one in people
    }
    answers = dict(
        PlaceOffer.objects.filter(shift=shift).order_by("pk").values_list("person_id", "state")
    )
    limits = limits_of(shift.activity.unit.area.policy)
    able = [one for one in people if not against[one.pk]]
    suggested = []
    room = shift.activity.unit.area.policy.wave_size
    for one in candidates_for(shift, able, now):
        reasons = why(one, limits)
        state = answers.get(one.person_id, "")
        may_ask = state not in (OfferState.OPEN, OfferState.DECLINED)
        is_chosen = may_ask and is_asked_at_all(one) and room > 0
        room -= is_chosen
        suggested.append(
            Suggested(
                one.person_id, names[one.person_id],
                [in_words(reason) for reason in reasons if Why(reason.code) not in AGAINST],
                [in_words(reason) for reason in reasons if Why(reason.code) in AGAINST],
                str(ANSWERS[OfferState(state)]) if state else "", may_ask, is_chosen,
            )
        )  # fmt: skip
    cannot = [
        (names[one.pk], [say(reason) for reason in against[one.pk]])
        for one in people
        if against[one.pk]
    ]
    return AskPage(suggested, cannot)


def names_for(actor: Actor, record: Record, people: Iterable[Person]) -> dict[int, str]:
    """The names under which one reader may see people; nobody else is in it. One query.

    Whoever offered oneself to the area is seen by first name alone.
    """
    people = list(people)
    seen = set(
        Person.objects.visible_to(actor.user)
        .filter(pk__in=[one.pk for one in people])
        .values_list("pk", flat=True)
    )
    area_id = record.activity.unit.area_id
    found = {one.pk: one.first_name for one in people if one.offered_to_id == area_id}
    return found | {one.pk: one.name for one in people if one.pk in seen}
