"""When people can come and how much they wish: chance of its own, so that nothing else changes."""

from datetime import date, timedelta
from random import Random

from demo.world import SEED, World, save
from volunteers.people.models import Person, UsualTime
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
