"""Who may see whom because of a sign-up: the unit, and the organisations of the record."""

from datetime import date, timedelta

from demo.world import ZONE, World, save
from volunteers.people.models import Sight


def make(world: World) -> None:
    """Until some days (area policy) after the last session there."""
    keys = {activity.pk: key for key, activity in world.activities.items()}
    until: dict[tuple[int, str], date] = {}
    for row in world.sign_ups:
        key = keys[row.shift.activity_id]
        last = row.ends_at.astimezone(ZONE).date() + timedelta(days=world.policy.sight_days)
        parties = [f"unit:{world.units[world.plans[key].unit].pk}"]
        parties += [f"organisation:{partner.pk}" for partner in world.parties[key]]
        for party in parties:
            known = until.get((row.person_id, party), last)
            until[row.person_id, party] = max(known, last)
    save([_sight(person, party, last) for (person, party), last in until.items()])


def _sight(person_id: int, party: str, last: date) -> Sight:
    kind, _colon, number = party.partition(":")
    scope = {f"{kind}_id": int(number)}
    return Sight(person_id=person_id, party_key=party, until_on=last, **scope)
