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
    for plan in world.plans.values():
        world.regulars[plan.key] = ONLY.get(plan.key) or [
            *STORY.get(plan.key, []),
            *_circle(world, plan, present),
        ]
    _interests(world)


def _circle(world: World, plan: Plan, present: list[str]) -> list[str]:
    """The partner's people first, then those of the unit and those of nobody."""
    partners = {f"organisation:{row.pk}" for row in world.parties[plan.key]}
    keys = {key: world.affiliations[key].party_key for key in present}
    near = [key for key in present if keys[key] in partners]
    unit = f"unit:{world.units[plan.unit].pk}"
    around = [key for key in present if keys[key] in (unit, "nobody")]
    far = [key for key in present if key not in near and key not in around]
    world.random.shuffle(near)
    if plan.record != "organisation":
        near = near[: max(3, plan.places[1])]
    wanted = max(6, plan.places[1] * 3, len(plan.days) * 3)
    rest = [*world.random.sample(around, min(len(around), wanted)), *far]
    return [*near, *rest][:wanted]


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
