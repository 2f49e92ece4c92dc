"""Who usually comes to what."""

from demo.catalogue.cast import CLASS, MEMBERS
from demo.catalogue.plans import Plan
from demo.world import World, save
from volunteers.people.models import Interest

STORY = {
    "coffee": ["vera", "nils", "tor"],
    "walking": ["aud", "jon"],
    "mealtime": ["randi", "tor"],
    "book_club": ["odd", "gerd"],
    "river_walk": ["liv", "arne"],
    "elvebo_visits": ["ingrid"],
}
ONLY = {"walking": ["aud", "jon"], "young_and_old": [CLASS]}
WANTS_ALSO = {"vera": ["social", "mealtime_company", "visiting"], "nils": ["social"]}
AWAY = 6  # people of whom nothing was heard this season


def make(world: World) -> None:
    """A circle of people for every activity, and what each person likes because of it."""
    own = {member.key for member in MEMBERS}
    others = [key for key in world.people if key not in own]
    world.random.shuffle(others)
    present = others[AWAY:]
    load = dict.fromkeys(present, 0)
    for plan in world.plans.values():
        circle = ONLY.get(plan.key) or _circle(world, plan, present, load)
        for person in circle:
            load[person] = load.get(person, 0) + 1
        told = [person for person in STORY.get(plan.key, []) if person not in circle]
        world.regulars[plan.key] = [*told, *circle]
    _interests(world)


def _circle(world: World, plan: Plan, present: list[str], load: dict[str, int]) -> list[str]:
    """The partner's people first, then those of the unit and of nobody, then anybody.

    Among equals whoever is in the fewest circles comes first, so that nobody carries it all.
    """
    partners = {f"organisation:{row.pk}" for row in world.parties[plan.key]}
    around = {f"unit:{world.units[plan.unit].pk}", "nobody"}

    def _rank(person: str) -> tuple[int, int]:
        party = world.affiliations[person].party_key
        nearness = 0 if party in partners else 1 if party in around else 2
        return nearness + 2 * load[person], load[person]

    wanted = max(5, round(plan.places[1] * 1.8), round(len(plan.days) * 1.6))
    return sorted(present, key=_rank)[:wanted]


def _interests(world: World) -> None:
    wishes: dict[str, set[str]] = {key: set(codes) for key, codes in WANTS_ALSO.items()}
    for key, circle in world.regulars.items():
        for person in circle:
            wishes.setdefault(person, set()).add(world.plans[key].type)
    save(
        [
            Interest(person=world.people[person], type_code=code)
            for person in world.people
            for code in sorted(wishes.get(person, set()))
        ]
    )
