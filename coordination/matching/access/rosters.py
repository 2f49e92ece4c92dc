"""What a roster is made from: open places, people who agreed to be asked, and what they said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from careshare.errors import Reason
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, Verdict, may, records_of
from coordination.matching.access.asking import (
    Held,
    candidates_for_all,
    held_times,
    limits_of,
    monday_of,
    names_for,
)
from coordination.matching.access.questions import sessions_of
from coordination.matching.models import Asked, AskedTime, Question
from coordination.matching.rules import Candidate, Limits
from coordination.matching.rules.questions import QuestionKind
from coordination.matching.rules.ranking import points
from coordination.matching.rules.roster import Case, Helper, Opening, Roster, problems
from coordination.planning.access.asking import may_ask
from coordination.shifts.models import Position, Shift
from coordination.signups.access import agreed_for, closed_shifts, facts_of_all, when
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import GIVEN_BY_MISTAKE, OfferState, reasons_against
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability
from volunteers.people.models import Person

Pair = tuple[int, int]


@dataclass(frozen=True)
class Facts:
    """All that a roster is made from, and shown with. Pairs are (person, position)."""

    case: Case
    limits: Limits
    places: dict[int, tuple[Shift, Position]] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    known: dict[Pair, Candidate] = field(default_factory=dict)
    against: dict[Pair, list[Reason]] = field(default_factory=dict)
    said_yes: set[Pair] = field(default_factory=set)  # to us, of that very day: gets the place
    asked: Counter[int] = field(default_factory=Counter)  # who has not answered yet, by shift
    verdicts: dict[int, Verdict] = field(default_factory=dict)  # on placing, by activity
    asking: dict[int, Verdict] = field(default_factory=dict)  # on asking people, by activity


def facts_for(actor: Actor, scope: Question, now: datetime) -> Facts:
    """What a roster for some days of a unit, an activity or a series is made from.

    Only sessions that need somebody, of activities where the reader may place people; only single
    people whom the reader may see under some name and who agreed to be asked for that activity. A
    place about which somebody is asked and has not answered is not open. One query for each
    activity and about thirty more, for any number of sessions and people.

    Args:
        scope: an unsaved question that names unit, activity, series and days.
    """
    shifts, verdicts, records = _sessions(actor, scope, now)
    record = next(iter(records.values()), None)
    asked = _still_asked(shifts, now)
    openings = _openings(shifts, asked, scope)
    policy = scope.unit.area.policy
    empty = Case(tuple(openings), (), {}, policy.week_hours_most, policy.rest_hours)
    found = Facts(empty, limits_of(policy), asked=asked, verdicts=verdicts,
                  asking={pk: may_ask(actor, one) for pk, one in records.items()})  # fmt: skip
    for shift in shifts:
        found.places.update({one.pk: (shift, one) for one in shift.positions.all()})
    if not openings or record is None:
        return found
    agreed = {
        one.pk: [person for person in agreed_for(one).order_by("pk") if person.heads == 1]
        for one in {shift.activity_id: shift.activity for shift in shifts}.values()
    }
    everybody = {person.pk: person for people in agreed.values() for person in people}
    found.names.update(names_for(actor, record, everybody.values()))
    found.people.update({pk: one for pk, one in everybody.items() if pk in found.names})
    return _with_people(found, shifts, agreed, scope, now)


def _sessions(
    actor: Actor, scope: Question, now: datetime
) -> tuple[list[Shift], dict[int, Verdict], dict[int, Record]]:
    found = [one for one in sessions_of(scope, now) if one.coverage.missing]
    records = records_of({one.activity_id: one.activity for one in found}.values())
    verdicts = {pk: may(actor, Capability.PLACE_PEOPLE, one) for pk, one in records.items()}
    closed = closed_shifts(found)
    shifts = [
        one for one in found
        if verdicts[one.activity_id] and one.pk not in closed
        and one.activity.state == ActivityState.PUBLISHED
    ]  # fmt: skip
    return shifts, verdicts, records


def _still_asked(shifts: Sequence[Shift], now: datetime) -> Counter[int]:
    """How many were asked by a roster about each session and have not answered. One query."""
    rows = AskedTime.objects.filter(
        shift__in=shifts, asked__answered_at__isnull=True, asked__question__closes_at__gt=now
    )
    return Counter(rows.values_list("shift_id", flat=True))


def _openings(shifts: Iterable[Shift], asked: Counter[int], scope: Question) -> list[Opening]:
    zone, found = scope.unit.zone, []
    for shift in shifts:
        spoken_for, on = asked[shift.pk], shift.starts_at.astimezone(zone).date()
        for position in shift.positions.all():
            held = min(spoken_for, position.coverage.missing)
            spoken_for -= held
            needs = position.coverage.missing - held
            if needs:
                found.append(
                    Opening(
                        id=position.pk, shift=shift.pk, activity=shift.activity_id,
                        starts_at=shift.starts_at, ends_at=shift.ends_at, week=monday_of(on),
                        month=on.replace(day=1), needs=needs, company=shift.coverage.taken,
                        label=f"{shift.activity.name}, {when(shift)}",
                    )
                )  # fmt: skip
    return found


def _with_people(
    found: Facts, shifts: list[Shift], agreed: Mapping[int, list[Person]], scope: Question,
    now: datetime,
) -> Facts:  # fmt: skip
    people = list(found.people.values())
    known = candidates_for_all(shifts, people, now)
    held = held_times([one.pk for one in people], shifts, scope.unit.zone)
    spoken, told = _spoken(shifts), _told(found.people, scope)
    against = _reasons(found, shifts, people, now)
    worth: dict[Pair, int] = {}
    for one in found.case.openings:
        for person in agreed[one.activity]:
            if person.pk not in found.names:
                continue
            pair, candidate = (person.pk, one.id), known[person.pk, one.shift]
            found.known[pair] = candidate
            reasons = list(against[person.pk, one.id])
            if (person.pk, one.shift) in spoken:
                reasons.append(Reason("asked_before"))
            if candidate.is_free is False:
                reasons.append(Reason("not_free_then"))
            is_yes = candidate.is_about_the_day and _lies_in(one, told[person.pk], scope.unit.zone)
            if not is_yes:  # would have to be asked: by whoever recruits alone
                reasons += found.asking[one.activity].reasons
            if reasons:
                found.against[pair] = reasons
                continue
            worth[pair] = points(replace(candidate, times_here=0, hours_most=None), found.limits)
            if is_yes:
                found.said_yes.add(pair)
    helpers = tuple(_helper(one, found, known, shifts, held[one.pk], scope) for one in people)
    return replace(found, case=replace(found.case, helpers=helpers, points=worth))


def _spoken(shifts: Sequence[Shift]) -> set[tuple[int, int]]:
    """Who is on a session, gave a place there back, or was asked about it, by (person, shift): for
    them it is no new question. Three queries.
    """
    rows = SignUp.objects.filter(shift__in=shifts).exclude(cancel_reason__in=GIVEN_BY_MISTAKE)
    there = rows.values_list("person_id", "shift_id")
    states = (OfferState.OPEN, OfferState.DECLINED)
    offers = PlaceOffer.objects.filter(shift__in=shifts, state__in=states)
    taken_back = Q(asked__question__withdrawn_at__isnull=False, asked__answered_at=None)
    asked = AskedTime.objects.filter(shift__in=shifts).exclude(taken_back)
    return {
        *there,
        *offers.values_list("person_id", "shift_id"),
        *asked.values_list("asked__person_id", "shift_id"),
    }


Window = tuple[date, date, int | None]


def _told(people: Iterable[int], scope: Question) -> dict[int, list[Window]]:
    """The days about which people answered a question of this house, which told them that they may
    be given a place; with its activity, where it was about one. One query.
    """
    rows = Asked.objects.filter(
        person__in=list(people), answered_at__isnull=False, question__unit=scope.unit,
        question__kind=QuestionKind.DAYS, question__withdrawn_at=None,
    ).select_related("question")  # fmt: skip
    found: dict[int, list[Window]] = defaultdict(list)
    for row in rows:
        one = row.question
        found[row.person_id].append((one.first_on, one.last_on, one.activity_id))
    return found


def _lies_in(one: Opening, windows: Iterable[Window], zone: ZoneInfo) -> bool:
    on = one.starts_at.astimezone(zone).date()
    return any(
        first <= on <= last and activity in (None, one.activity)
        for first, last, activity in windows
    )


def _reasons(
    found: Facts, shifts: Sequence[Shift], people: Sequence[Person], now: datetime
) -> dict[Pair, list[Reason]]:
    """What speaks against each person on each open position; positions of one session in turns."""
    turns: dict[int, dict[int, Position]] = defaultdict(dict)
    count: Counter[int] = Counter()
    for one in found.case.openings:
        turns[count[one.shift]][one.shift] = found.places[one.id][1]
        count[one.shift] += 1
    against = {}
    for positions in turns.values():
        asked = [one for one in shifts if one.pk in positions]
        verdicts = facts_of_all(people, asked, now, positions=positions)
        for (person_id, shift_id), facts in verdicts.items():
            against[person_id, positions[shift_id].pk] = reasons_against(facts)
    return against


def _helper(
    person: Person, found: Facts, known: Mapping[tuple[int, int], Candidate],
    shifts: Sequence[Shift], held: Held, scope: Question,
) -> Helper:  # fmt: skip
    days = [starts.date() for starts, _ends in held.spans]
    return Helper(
        id=person.pk,
        knows=frozenset(
            one.activity_id for one in shifts if known[person.pk, one.pk].times_here
        ),
        times=sum(scope.first_on <= day <= scope.last_on for day in days),
        hours_most=person.hours_most_month,
        month_hours=_sums(held.in_month, {one.month for one in found.case.openings}),
        week_hours=_sums(held.in_week, {one.week for one in found.case.openings}),
    )  # fmt: skip


def _sums(hours_in: Any, firsts: Iterable[date]) -> dict[date, float]:
    return {first: hours_in(first) for first in sorted(firsts)}


def against_choices(facts: Facts, roster: Roster) -> dict[tuple[int, int], list[Reason]]:
    """Every reason against each choice of an adjusted roster, by (position, person)."""
    pairs = Counter((key, one) for key, chosen in roster.items() for one in chosen)
    ours = {key: [one for one in chosen if one in facts.names] for key, chosen in roster.items()}
    found = defaultdict(list, problems(facts.case, ours))
    for (opening_id, person_id), times in pairs.items():
        if (person_id, opening_id) not in facts.case.points:
            unknown = [Reason("not_agreed_here")]
            found[opening_id, person_id] += facts.against.get((person_id, opening_id), unknown)
        if times > 1:
            shift, _position = facts.places[opening_id]
            found[opening_id, person_id].append(
                Reason("proposed_twice_then", {"other": when(shift)})
            )
    return dict(found)
