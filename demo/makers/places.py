"""The municipality, its policy, closing days, care units and wards."""

import math

from coordination.activities.models import AreaTypeClass
from coordination.activities.rules import StatutoryClass
from coordination.arrangements.models import UsualPattern
from coordination.arrangements.rules import Pattern
from demo import names
from demo.catalogue.places import UNITS
from demo.world import ZONE, World, save
from volunteers.places.models import Area, AreaPolicy, CareUnit, ClosingDay, Ward
from volunteers.places.rules import Country

MIDDLE = (63.4000, 8.1000)  # out at sea: there is no such town
POPULATION = 18_000
CARE_ACT = "Health and Care Services Act, section 3-2"
DECISION = "Decision 14/25 of the municipal council"
CLASSES = {
    "culture": (StatutoryClass.COMPLEMENTARY, "Care regulations on culture and meaningful days"),
    "social": (StatutoryClass.COMPLEMENTARY, ""),
    "visiting": (StatutoryClass.COMPLEMENTARY, ""),
    "exercise": (StatutoryClass.COMPLEMENTARY, ""),
    "meal_delivery": (StatutoryClass.MIXED, CARE_ACT),
    "practical_help": (StatutoryClass.COMPLEMENTARY, DECISION),
    "errands": (StatutoryClass.COMPLEMENTARY, DECISION),
    "transport": (StatutoryClass.COMPLEMENTARY, DECISION),
    "mealtime_company": (StatutoryClass.COMPLEMENTARY, DECISION),
    "respite": (StatutoryClass.MIXED, CARE_ACT),
    "carer_support": (StatutoryClass.COMPLEMENTARY, DECISION),
}


def position(world: World, north: float, east: float) -> dict[str, float]:
    """Latitude and longitude of a spot so many metres from the middle of the town.

    Neighbouring municipalities lie 20 km apart, on a grid.
    """
    row, column = divmod(world.number, 20)
    latitude = MIDDLE[0] - row * 0.18 + north / 111_195
    longitude = MIDDLE[1] - column * 0.4 + east / (111_195 * math.cos(math.radians(MIDDLE[0])))
    return {"latitude": round(latitude, 5), "longitude": round(longitude, 5)}


def make_area(world: World) -> None:
    """The area with its policy, closing days and how it classifies types."""
    world.area = Area.objects.create(
        name=names.town(world.number),
        country=Country.NORWAY,
        time_zone=ZONE.key,
        languages=["nb", "en"],
        population=POPULATION,
    )
    world.policy = AreaPolicy.objects.create(area=world.area)
    save(
        [
            ClosingDay(area=world.area, month=12, day=24, name="Christmas Eve"),
            ClosingDay(area=world.area, month=12, day=31, name="New Year's Eve"),
        ]
    )
    save(
        [
            AreaTypeClass(
                area=world.area,
                type=world.types[code],
                statutory_class=statutory_class,
                legal_reference=reference,
            )
            for code, (statutory_class, reference) in CLASSES.items()
        ]
    )


def make_units(world: World) -> None:
    """The care units, and their wards."""
    units = save(
        [
            CareUnit(
                public_id=world.uuid(),
                area=world.area,
                name=unit.name.replace("Solvik", world.area.name),
                kind=unit.kind,
                address=f"{unit.street}, {world.area.name}",
                directions=unit.directions,
                phone=unit.phone,
                **position(world, unit.north, unit.east),
            )
            for unit in UNITS
        ]
    )
    world.units = {plan.key: unit for plan, unit in zip(UNITS, units, strict=True)}
    wards = [(plan.key, name) for plan in UNITS for name in plan.wards]
    rows = save([Ward(unit=world.units[key], name=name) for key, name in wards])
    world.wards = dict(zip(wards, rows, strict=True))


def make_usual_patterns(world: World) -> None:
    """What new activities of some units start with."""
    together = {"unit": world.units["elvebo"], "organisation": world.organisations["trekking"]}
    save(
        [
            UsualPattern(unit=world.units["solbakken"], pattern=Pattern.UNIT),
            UsualPattern(pattern=Pattern.TOGETHER, **together),
        ]
    )
