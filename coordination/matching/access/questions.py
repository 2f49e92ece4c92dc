"""Whom a question goes to, what stands on its form, and the table of answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from coordination.activities.models import Activity
from coordination.activities.rules import SignUpMode
from coordination.matching.access.asking import bounds_of
from coordination.matching.models import Asked, AskedTime, Question
from coordination.matching.rules.questions import REGULAR_TIMES, QuestionKind, days_between
from coordination.planning.access.unplanning import sessions_of_plan
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import ShiftState
from coordination.shifts.words import hours, long_day
from coordination.signups.models import SignUp
from coordination.signups.rules import LIVE
from volunteers.people.access import free_times_of
from volunteers.people.models import Affiliation, Person
from volunteers.people.rules import AskedFor, DayPart, FreeTimes, part_of
from volunteers.people.words import DAY_PARTS
from volunteers.places.models import CareUnit


def regulars_of(
    user: Any, unit: CareUnit, activity: Activity | None, now: datetime,
    *, only: Collection[int] | None = None,
) -> list[Person]:  # fmt: skip
    """Who comes regularly to a unit or an activity and agreed to be asked; by name. One query.

    Only people whom the asker sees. For an activity to which nobody comes regularly yet: those of
    the house who agreed to be asked for anything there, unless it takes only who was approved.

    Args:
        only: of a unit, the activities (ids) for which one recruits; who comes to others alone is
            not asked. All unless given.
    """
    people = Person.objects.visible_to(user).present().exclude(asked_for=AskedFor.NOBODY)
    since = now - timedelta(weeks=unit.area.policy.regular_weeks)
    rows = SignUp.objects.confirmed().filter(shift__activity__unit=unit, starts_at__gte=since)
    if activity is None:
        own = rows if only is None else rows.filter(shift__activity__in=only)
        return list(people.filter(pk__in=_often(own)).order_by("name", "pk"))
    at_unit = _often(rows)
    found = list(people.filter(pk__in=_often(rows.filter(shift__activity=activity)))
                 .order_by("name", "pk"))  # fmt: skip
    if found or activity.sign_up_mode == SignUpMode.APPROVE_FIRST:
        return found
    wide = Q(asked_for__in=(AskedFor.THIS_UNIT, AskedFor.ANYONE))
    house = Affiliation.objects.current().filter(unit=unit).values("person_id")
    return list(people.filter(wide, Q(pk__in=at_unit) | Q(pk__in=house)).order_by("name", "pk"))


def _often(rows: Any) -> Any:
    counted = rows.order_by().values("person_id").annotate(times=Count("pk"))
    return counted.filter(times__gte=REGULAR_TIMES).values("person_id")


def count_beyond(activity: Activity, last_on: date, now: datetime) -> int:
    """How many open questions are about days after an activity's last day; one query."""
    return Question.objects.beyond(activity, last_on, now).count()


def questions_about_plan(shift: Shift, now: datetime) -> QuerySet[Question]:
    """Open questions that ask about a plan and nothing else: about its series, or out of a roster
    about sessions none of which takes place once it is taken back. One query.
    """
    times = AskedTime.objects.filter(asked__question__closes_at__gt=now)
    of_plan = times.filter(shift__in=sessions_of_plan(shift)).values("asked__question")
    others = times.filter(shift__state=ShiftState.PLANNED)
    others = others.exclude(shift__in=sessions_of_plan(shift)).values("asked__question")
    about = Q(series=shift.series_id or 0) | Q(pk__in=of_plan) & ~Q(pk__in=others)
    return Question.objects.for_pages().open_at(now).filter(about).order_by("pk")


def sessions_of(question: Question, now: datetime) -> list[Shift]:
    """The sessions that a question is about, still to come; loaded for a sign-up. Six queries.

    Of a series, also those of what it goes on from or as: to people it is one regular time. One
    query more.
    """
    zone = question.unit.zone
    first = datetime.combine(question.first_on, datetime.min.time(), zone)
    after = datetime.combine(question.last_on + timedelta(days=1), datetime.min.time(), zone)
    rows = Shift.objects.for_pages().upcoming(now).filter(activity__unit=question.unit)
    rows = rows.filter(starts_at__gte=first, starts_at__lt=after)
    if question.activity_id:
        rows = rows.filter(activity_id=question.activity_id)
    if question.series_id:
        rows = rows.filter(series__in=Series.objects.chain_of(question.series_id))
    return list(rows.order_by("starts_at", "pk"))


def times_of(asked: Asked, now: datetime) -> list[Shift]:
    """The sessions about which somebody is asked: those of the question, or those out of a roster.
    Seven queries.
    """
    own = set(asked.times.values_list("shift_id", flat=True))
    return [one for one in sessions_of(asked.question, now) if not own or one.pk in own]


def parts_of_days(question: Question, sessions: Iterable[Shift]) -> list[tuple[date, list[str]]]:
    """The parts of each day about which a question asks: those in which something is planned on any
    of the days, or all three.
    """
    zone, bounds = question.unit.zone, bounds_of(question.unit.area.policy)
    planned = {
        part_of(one.starts_at.astimezone(zone), one.ends_at.astimezone(zone), bounds)[1]
        for one in sessions
    }
    parts = [part.value for part in DayPart if part in planned or not planned]
    return [(day, parts) for day in days_between(question.first_on, question.last_on)]


class Option(NamedTuple):
    """One box to tick."""

    value: str
    label: str
    is_ticked: bool


class DayBoxes(NamedTuple):
    """A day with its parts."""

    day: str
    options: list[Option]


def day_boxes(asked: Asked, now: datetime) -> list[DayBoxes]:
    """The form of a question about days, ticked as answered before; eight queries."""
    question = asked.question
    said = free_times_of([asked.person_id], question.first_on, question.last_on)[asked.person_id]
    found = []
    for day, parts in parts_of_days(question, sessions_of(question, now)):
        options = [
            Option(f"{day:%Y-%m-%d}.{part}", str(DAY_PARTS[DayPart(part)]),
                   said.says_on(day, part) is True)
            for part in parts
        ]  # fmt: skip
        found.append(DayBoxes(long_day(day), options))
    return found


class TimeBox(NamedTuple):
    """One time that somebody may come to."""

    value: str
    label: str
    places: str  # how full it is, where it matters
    is_coming: bool
    is_full: bool
    is_ticked: bool  # out of a roster that was made for the person, until there is an answer


def time_boxes(asked: Asked, now: datetime) -> list[TimeBox]:
    """The form of a question about sessions; eight queries."""
    sessions = times_of(asked, now)
    own = set(
        SignUp.objects.filter(person=asked.person, shift__in=sessions, state__in=LIVE)
        .values_list("shift_id", flat=True)
    )  # fmt: skip
    zone = asked.question.unit.zone
    is_proposed = asked.answered_at is None and asked.times.exists()
    return [
        TimeBox(
            str(one.pk),
            long_day(one.starts_at.astimezone(zone).date()),
            hours(one.starts_at, one.ends_at, zone),
            one.pk in own,
            one.coverage.free < asked.person.heads,
            is_proposed,
        )
        for one in sessions
    ]


def who_said_yes(question: Question, rows: Iterable[Asked]) -> set[int]:
    """Who of those asked said yes to one of its days, by id; two queries. Nobody to a question
    about sessions: that yes was a place.
    """
    people = [one.person_id for one in rows if one.answered_at]
    if question.kind != QuestionKind.DAYS or not people:
        return set()
    said = free_times_of(people, question.first_on, question.last_on)
    days = days_between(question.first_on, question.last_on)
    return {
        pk for pk in people
        if any(said[pk].says_on(day, part) for day in days for part in DayPart)
    }  # fmt: skip


class Answer(NamedTuple):
    """One person's answer, for the asker."""

    asked: Asked
    name: str
    says: list[str]
    needs_call: bool
    has_nothing_left: bool = False  # none of the times takes place any more


class SessionLine(NamedTuple):
    """A session of a day, with who can come and does not yet."""

    shift: Shift
    hours: str
    able: list[Person]


class DayLine(NamedTuple):
    """One day of the table: who can come in which part, and what is planned."""

    day: str
    parts: list[tuple[str, list[str]]]
    sessions: list[SessionLine]


@dataclass(frozen=True)
class AnswersPage:
    """A question with its answers."""

    question: Question
    answers: list[Answer]
    days: list[DayLine] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(1 for one in self.answers if one.asked.answered_at)


def answers_page(question: Question, now: datetime) -> AnswersPage:
    """The table of answers; thirteen queries for any number of people and sessions."""
    rows = list(question.asked.select_related("person").order_by("person__name", "pk"))
    sessions = sessions_of(question, now)
    live = SignUp.objects.filter(shift__in=sessions, state__in=LIVE)
    coming = set(live.values_list("person_id", "shift_id"))
    if question.kind == QuestionKind.SESSIONS:
        meant: dict[int, set[int]] = defaultdict(set)
        about = AskedTime.objects.filter(asked__question=question)
        for asked_id, shift_id in about.values_list("asked_id", "shift_id"):
            meant[asked_id].add(shift_id)
        answers = [
            _of_sessions(row, [one for one in sessions if row.pk not in meant
                               or one.pk in meant[row.pk]], coming)
            for row in rows
        ]  # fmt: skip
        sessions = [one for one in sessions if not meant or one.pk in set().union(*meant.values())]
        return AnswersPage(question, answers, _session_days(question, sessions))
    answered = [one for one in rows if one.answered_at]
    said = free_times_of([one.person_id for one in answered], question.first_on, question.last_on)
    days = parts_of_days(question, sessions)
    return AnswersPage(
        question,
        [_of_days(one, days, said.get(one.person_id)) for one in rows],
        [_day_line(day, parts, answered, said, sessions, coming, question) for day, parts in days],
    )


def _of_days(
    asked: Asked, days: Sequence[tuple[date, list[str]]], said: FreeTimes | None
) -> Answer:
    says = []
    for day, parts in days if said else ():
        yes = [str(DAY_PARTS[DayPart(part)]).lower() for part in parts
               if said and said.says_on(day, part)]  # fmt: skip
        if yes:
            says.append(f"{long_day(day)}: {', '.join(yes)}")
    return Answer(asked, asked.person.name, says, _needs_call(asked))


def _of_sessions(
    asked: Asked, sessions: Sequence[Shift], coming: Collection[tuple[int, int]]
) -> Answer:
    zone = asked.question.unit.zone
    says = [long_day(one.starts_at.astimezone(zone).date()) for one in sessions
            if (asked.person_id, one.pk) in coming]  # fmt: skip
    needs_call = bool(sessions) and _needs_call(asked)
    return Answer(asked, asked.person.name, says, needs_call, has_nothing_left=not sessions)


def _needs_call(asked: Asked) -> bool:
    return asked.answered_at is None and not asked.person.is_reachable_by_mail


def _day_line(
    day: date, parts: list[str], answered: Sequence[Asked], said: dict[int, FreeTimes],
    sessions: Iterable[Shift], coming: Collection[tuple[int, int]], question: Question,
) -> DayLine:  # fmt: skip
    zone, bounds = question.unit.zone, bounds_of(question.unit.area.policy)
    able = {part: [one.person for one in answered if said[one.person_id].says_on(day, part)]
            for part in parts}  # fmt: skip
    lines = []
    for one in sessions:
        local = (one.starts_at.astimezone(zone), one.ends_at.astimezone(zone))
        on, part = part_of(*local, bounds)
        if on != day:
            continue
        free = [person for person in able.get(part.value, ()) if (person.pk, one.pk) not in coming]
        lines.append(SessionLine(one, hours(one.starts_at, one.ends_at, zone), free))
    named = [(str(DAY_PARTS[DayPart(part)]), [person.name for person in able[part]])
             for part in parts]  # fmt: skip
    return DayLine(long_day(day), named, lines)


def _session_days(question: Question, sessions: Sequence[Shift]) -> list[DayLine]:
    zone = question.unit.zone
    return [
        DayLine(
            long_day(one.starts_at.astimezone(zone).date()), [],
            [SessionLine(one, hours(one.starts_at, one.ends_at, zone), [])],
        )
        for one in sessions
    ]  # fmt: skip
