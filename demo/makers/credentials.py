"""What people have shown: most of it holds, some runs out, one has expired."""

from datetime import date, timedelta

from demo.world import World, save
from volunteers.credentials.models import Credential
from volunteers.credentials.rules import CredentialState, CredentialType

MONTHS = {CredentialType.TRAIN_LONE_VISIT: 36, CredentialType.TRAIN_DEMENTIA: 24}


def make(world: World) -> None:
    """Everybody in a circle that asks for something has it, but for the last one of the first."""
    asked = {
        (person, plan.asks_for): plan.unit
        for plan in world.plans.values()
        if plan.asks_for
        for person in world.regulars[plan.key]
    }
    expired = world.regulars["visiting_friends"].pop()
    rows = []
    for (person, code), unit in asked.items():
        row = _credential(world, person, CredentialType(code), unit)
        if person == expired and code == CredentialType.TRAIN_LONE_VISIT:
            row.state = CredentialState.EXPIRED
            row.seen_on = row.issued_on = world.today - timedelta(days=3 * 365 + 14)
            row.valid_until = world.today - timedelta(days=14)
        rows.append(row)
    rows += [_agreement(world, person) for person in ("vera", "nils", "tor", "jon")]
    rows.append(_pending(world, "vera"))
    for key, circle in world.regulars.items():
        if expired in circle and world.plans[key].asks_for == CredentialType.TRAIN_LONE_VISIT:
            circle.remove(expired)
    save(rows)


def _credential(world: World, person: str, code: CredentialType, unit: str) -> Credential:
    seen_on: date = world.today - timedelta(days=world.random.randint(120, 500))
    months = MONTHS.get(code)
    return Credential(
        person=world.people[person],
        type=code,
        state=CredentialState.MET,
        seen_on=seen_on,
        seen_by=world.manager(unit),
        issued_on=seen_on,
        valid_until=seen_on + timedelta(days=months * 30) if months else None,
    )


def _agreement(world: World, person: str) -> Credential:
    return _credential(world, person, CredentialType.VOLUNTEER_AGREEMENT, "solbakken")


def _pending(world: World, person: str) -> Credential:
    """Asked for, not yet seen: a refusal can be tried out with it."""
    return Credential(
        person=world.people[person],
        type=CredentialType.TRAIN_LONE_VISIT,
        state=CredentialState.PENDING,
    )
