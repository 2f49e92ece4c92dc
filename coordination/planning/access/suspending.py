"""Who may suspend whom, and lift it: SAFEGUARD where the person comes, or the host unit always."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from careshare.errors import Reason
from coordination.activities.models import Activity
from coordination.arrangements.access import Record, Verdict, may, records_of
from coordination.arrangements.rules import organisation_party
from coordination.signups.models import SignUp, Suspension
from volunteers.memberships.access import Actor, colleague_names
from volunteers.memberships.rules import Capability, Task, allows
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
    return any(_verdicts(actor, person))


def open_holds(actor: Actor) -> list[tuple[Suspension, Verdict]]:
    """Who is on hold, the latest first, and whether the hat may lift it: those of its own side,
    and those of an organisation that sees to safety no more where the hat's side does now.

    Six queries for any number.
    """
    hat = actor.membership
    if hat is None or hat.area_id:
        return []
    own = Q(party_key=hat.scope_key)
    passed_on = Q(
        organisation__isnull=False,
        person__sign_ups__shift__activity__in=Activity.objects.current().of_side(hat),
    )
    rows = Suspension.objects.open().filter(own | passed_on).for_pages().distinct()
    found = list(rows.order_by("-made_at", "-pk"))
    reached = _reached(found)
    lines = [(row, _may_lift(actor, row, reached[row.pk])) for row in found]
    return [(row, yes) for row, yes in lines if row.party_key == hat.scope_key or yes]


def names_of(rows: Iterable[Suspension]) -> Mapping[int, str]:
    """Who put on hold and who lifted, by user; one query."""
    return colleague_names(
        user for row in rows for user in (row.made_by_id, row.lifted_by_id) if user
    )


def may_lift(actor: Actor, row: Suspension) -> Verdict:
    """Whether the hat may lift it, and why not; five queries.

    The unit lifts its own whatever the record says, as it may refuse entry. An organisation lifts
    its own while it holds SAFEGUARD of an activity to which the person has signed up, or while
    nobody else does. Where that passed to another side, it is for that side to say that the concern
    is closed.
    """
    return _may_lift(actor, row, _reached([row])[row.pk])


def _may_lift(actor: Actor, row: Suspension, records: list[Record]) -> Verdict:
    hat = actor.membership
    if hat is None or hat.area_id or not allows(hat.role, Capability.SUSPEND):
        return Verdict(False, (Reason("role_may_not"),), task=Task.SAFEGUARD)
    is_kept = not records or any(_key(row) in one.holder(Task.SAFEGUARD).parties for one in records)
    if hat.scope_key == row.party_key and (row.unit_id or is_kept):
        return Verdict(True, party=actor.party, task=Task.SAFEGUARD)
    verdicts = [may(actor, Capability.SUSPEND, one) for one in records]
    if not is_kept and any(verdicts):
        return next(one for one in verdicts if one)
    nobodys = Verdict(False, (Reason("role_may_not"),), task=Task.SAFEGUARD)
    return next((one for one in verdicts if not one), nobodys)


def _key(row: Suspension) -> str:
    return organisation_party(row.organisation_id or 0)


def _reached(rows: Sequence[Suspension]) -> dict[int, list[Record]]:
    """The records of the activities that each organisation's hold reaches and to which the person
    has signed up; at most five queries.
    """
    organisations = {row.organisation_id for row in rows if row.organisation_id}
    pairs: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    signed = SignUp.objects.filter(
        person__in={row.person_id for row in rows},
        shift__activity__parties__organisation_id__in=organisations,
    )
    for person, activity, organisation in signed.order_by().values_list(
        "person_id", "shift__activity_id", "shift__activity__parties__organisation_id"
    ):
        pairs[person, organisation].add(activity)
    wanted = Activity.objects.filter(pk__in=set().union(*pairs.values()))
    records = records_of(wanted.select_related("unit__area__policy").order_by("name", "pk"))
    return {
        row.pk: [
            one for pk, one in records.items() if pk in pairs[row.person_id, row.organisation_id]
        ]
        for row in rows
    }


def _verdicts(actor: Actor, person: Person) -> list[Verdict]:
    """About each activity of one's organisation to which a person has signed up."""
    rows = Activity.objects.filter(
        pk__in=SignUp.objects.filter(person=person).values("shift__activity_id"),
        parties__organisation_id=actor.membership.organisation_id if actor.membership else None,
    )
    records = records_of(rows.select_related("unit__area__policy"))
    return [may(actor, Capability.SUSPEND, record) for record in records.values()]
