"""The volunteers: three quarters over fifty, some without e-mail, a couple with one address."""

from dataclasses import dataclass
from datetime import timedelta

from demo import names
from demo.catalogue.cast import CLASS, COUPLE, MEMBERS, Member
from demo.catalogue.places import ORGANISATIONS, UNITS
from demo.makers.logins import make_users
from demo.makers.places import position
from demo.world import World, save
from volunteers.people.models import Affiliation, Person
from volunteers.people.rules import AffiliationKind, AskedFor, PersonKind

VOLUNTEERS = 140
OVER_FIFTY = 105
COUPLE_ADDRESS = "haugen"
SHARED_PHONE = "+4722000070"
VERAS_HOME = (60, 580)  # metres north and east of the middle: 400 m from Solbakken


@dataclass(frozen=True)
class _Someone:
    key: str
    name: str
    age: int | None
    through: str  # the key of a unit or organisation; empty for nobody
    has_email: bool
    has_log_in: bool
    heads: int = 1

    @property
    def is_group(self) -> bool:
        return self.heads > 1


def make(world: World) -> None:
    """People with their log-ins and affiliations."""
    taken = {member.name for member in MEMBERS} | set(world.names.values())
    everybody = [_of_the_cast(world, member, taken) for member in MEMBERS]
    everybody += _others(world, taken)
    emails = {one.key: _email(world, one) for one in everybody if one.has_email}
    has_log_in = {one.key for one in everybody if one.has_log_in}
    own_log_ins = {key: emails[key] for key in has_log_in - {*COUPLE, "ingrid"}}
    make_users(world, dict(sorted(own_log_ins.items())))
    make_users(world, {COUPLE[0]: emails[COUPLE[0]]})
    world.users[COUPLE[1]] = world.users[COUPLE[0]]
    world.users["ingrid"] = world.users["coordinator:red_cross"]
    emails["ingrid"] = world.users["ingrid"].email
    rows = save([_person(world, one, emails.get(one.key, "")) for one in everybody])
    world.people = {one.key: row for one, row in zip(everybody, rows, strict=True)}
    affiliations = save([_affiliation(world, one) for one in everybody])
    world.affiliations = {one.key: row for one, row in zip(everybody, affiliations, strict=True)}


def _of_the_cast(world: World, member: Member, taken: set[str]) -> _Someone:
    name = member.name
    if member.key == "ingrid":
        name = world.names["coordinator:red_cross"]
    elif not world.is_first and member.key != CLASS:
        [name] = names.different(world.random, names.ELDER, 1, taken)
    return _Someone(
        member.key, name, member.age, member.through,
        member.has_email, member.has_log_in, member.heads,
    )  # fmt: skip


def _others(world: World, taken: set[str]) -> list[_Someone]:
    chance = world.random
    count = VOLUNTEERS - len(MEMBERS)
    elders = OVER_FIFTY - sum((member.age or 0) > 50 for member in MEMBERS)
    found = names.different(chance, names.ELDER, elders, taken)
    found += names.different(chance, names.YOUNGER, count - elders, taken)
    people = []
    for number, name in enumerate(found):
        is_elder = number < elders
        age = chance.randint(52, 86) if is_elder else chance.randint(17, 49)
        has_email = chance.random() > (0.2 if is_elder else 0.02)
        has_log_in = has_email and chance.random() < 0.5
        people.append(_Someone(f"p{number}", name, age, _through(world), has_email, has_log_in))
    chance.shuffle(people)
    return people


def _through(world: World) -> str:
    """60 of 100 come through an organisation, 25 straight to a unit, 15 of their own accord."""
    chance = world.random.random()
    if chance < 0.6:
        weights = [group.share for group in ORGANISATIONS]
        return world.random.choices(ORGANISATIONS, weights)[0].key
    return world.random.choice(UNITS).key if chance < 0.85 else ""


def _email(world: World, one: _Someone) -> str:
    return world.email(COUPLE_ADDRESS if one.key in COUPLE else one.name)


def _person(world: World, one: _Someone, email: str) -> Person:
    chance = world.random
    home = VERAS_HOME if one.key == "vera" else (chance.gauss(0, 900), chance.gauss(0, 900))
    asked_for = chance.choices(
        [AskedFor.THIS_ACTIVITY, AskedFor.THIS_UNIT, AskedFor.MY_ORGANISATION, AskedFor.ANYONE],
        [55, 20, 15, 10],
    )[0]
    return Person(
        public_id=world.uuid(),
        user=world.users[one.key] if one.has_log_in else None,
        kind=PersonKind.GROUP if one.is_group else PersonKind.INDIVIDUAL,
        name=one.name,
        contact_name=world.names["coordinator:school"] if one.is_group else "",
        heads=one.heads,
        email=email,
        phone=SHARED_PHONE if one.key in COUPLE else world.phone(),
        language=chance.choice(["nb", "en"]) if one.key.startswith("p") else "en",
        birth_year=None if one.age is None else world.today.year - one.age,
        asked_for=asked_for,
        offered_to=world.area if one.through == "" else None,
        last_active_at=world.ago(days=chance.randint(0, 60)),
        **position(world, *home),
    )


def _affiliation(world: World, one: _Someone) -> Affiliation:
    organisation = world.organisations.get(one.through)
    unit = world.units.get(one.through)
    if one.is_group:
        kind = AffiliationKind.GROUP
    elif organisation:
        kind = AffiliationKind.ORGANISED
    else:
        kind = AffiliationKind.UNIT_DIRECT if unit else AffiliationKind.UNORGANISED
    row = Affiliation(
        person=world.people[one.key],
        kind=kind,
        organisation=organisation,
        unit=unit,
        since=world.today - timedelta(days=world.random.randint(120, 2500)),
    )
    row.party_key = (
        f"organisation:{organisation.pk}"
        if organisation
        else f"unit:{unit.pk}"
        if unit
        else "nobody"
    )
    return row
