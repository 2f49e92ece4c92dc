"""Who may suspend whom: SAFEGUARD where the person comes, or the host unit at any time."""

from __future__ import annotations

from coordination.activities.models import Activity
from coordination.arrangements.access import may, records_of
from coordination.signups.models import SignUp, Suspension
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, allows
from volunteers.people.access import known_to
from volunteers.people.models import Person


def may_suspend(actor: Actor, person: Person) -> bool:
    """Whether the hat may suspend a person for its side.

    The unit stands above the record (it may always refuse entry): whoever it knows. An organisation
    may where it holds SAFEGUARD of an activity to which the person has signed up. At most six
    queries.
    """
    hat = actor.membership
    if hat is None or hat.area_id or not known_to(actor).filter(pk=person.pk).exists():
        return False
    if hat.unit_id:
        return allows(hat.role, Capability.CANCEL_FOR_SAFETY)
    rows = Activity.objects.filter(
        pk__in=SignUp.objects.filter(person=person).values("shift__activity_id"),
        parties__organisation_id=hat.organisation_id,
    )
    records = records_of(rows.select_related("unit__area__policy"))
    return any(may(actor, Capability.SUSPEND, record) for record in records.values())


def may_lift(actor: Actor, row: Suspension) -> bool:
    """Whether the hat may lift it: of the same side, with a role that looks after safety."""
    hat = actor.membership
    return (
        hat is not None and hat.scope_key == row.party_key and allows(hat.role, Capability.SUSPEND)
    )
