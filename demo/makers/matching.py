"""When people can come and how much they wish: chance of its own, so that nothing else changes."""

from datetime import date, timedelta
from random import Random

from coordination.matching.models import Asked, Question
from coordination.matching.rules.questions import QuestionKind, closing_moment, days_between
from demo.world import SEED, ZONE, World, save
from volunteers.people.models import DatedTime, Person, UsualTime
from volunteers.people.rules import DayPart

SAYS_WHEN = 0.6
WISHES_MORE = 0.2
SAYS_HOW_MUCH = 0.3
HOURS = (6, 8, 10, 12)
DAYTIME = ("vera", "aud", "tor", "nils", "randi")  # of the cast: free on weekdays before evening


def make(world: World) -> None:
    """Usual times of most people, wishes of some."""
    chance = Random(f"{SEED}:matching:{world.number}")
    rows: list[UsualTime] = []
    for key, person in world.people.items():
        if person.heads > 1:
            continue
        person.wishes_more = key == "tor" or chance.random() < WISHES_MORE
        person.hours_most_month = chance.choice(HOURS) if chance.random() < SAYS_HOW_MUCH else None
        if key in DAYTIME or chance.random() < SAYS_WHEN:
            rows += _week(person, chance, is_daytime=key in DAYTIME)
    Person.objects.bulk_update(world.people.values(), ["wishes_more", "hours_most_month"])
    save(rows)
    _ask_about_days(world, chance)


ASKED = ("coffee", "mealtime", "walking")  # whose regulars the question of Solbakken went to
DAYS_AHEAD, DAYS_ASKED, DAYS_OPEN = 21, 7, 6


def _ask_about_days(world: World, chance: Random) -> None:
    """Which days can you come? Asked four days ago; two of three have answered."""
    first = world.today + timedelta(days=DAYS_AHEAD)
    last = first + timedelta(days=DAYS_ASKED - 1)
    asked_at = world.ago(days=4)
    [question] = save(
        [
            Question(
                kind=QuestionKind.DAYS,
                unit=world.units[world.plans["coffee"].unit],
                first_on=first,
                last_on=last,
                closes_at=closing_moment(world.today + timedelta(days=DAYS_OPEN), ZONE),
                asked_at=asked_at,
                asked_by=world.manager(world.plans["coffee"].unit),
                side="unit",
            )
        ]
    )
    people = dict.fromkeys(key for name in ASKED for key in world.regulars[name])
    rows = [
        Asked(
            public_id=world.uuid(),
            question=question,
            person=world.people[key],
            answered_at=asked_at + timedelta(hours=2 + 5 * number) if number % 3 else None,
        )
        for number, key in enumerate(people)
    ]
    save(rows)
    save(
        [
            DatedTime(
                person=row.person,
                on=day,
                part=part,
                is_free=chance.random() < 0.4,
                said_at=row.answered_at,
            )
            for row in rows
            if row.answered_at
            for day in days_between(first, last)
            for part in DayPart
        ]
    )


def _week(person: Person, chance: Random, *, is_daytime: bool) -> list[UsualTime]:
    """Older people by day, the others in the evening and at the weekend, each with a day off."""
    off = chance.randrange(7)
    old = is_daytime or (person.birth_year or 0) < _YOUNG
    parts = (DayPart.MORNING, DayPart.AFTERNOON) if old else (DayPart.EVENING,)
    days = range(5) if old else range(7)
    found = [(day, part) for day in days if day != off or is_daytime for part in parts]
    if not old:
        found += [(5, DayPart.AFTERNOON), (6, DayPart.AFTERNOON)]
    return [UsualTime(person=person, weekday=day, part=part) for day, part in found]


_YOUNG = (date(2026, 1, 1) - timedelta(days=60 * 365)).year
