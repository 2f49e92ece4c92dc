"""A suspension and its end are told to the volunteer and to whoever sees to safety, without the
reason.
"""

from __future__ import annotations

from careshare.outbox.models import Event
from careshare.outbox.rules import Priority
from careshare.outbox.services.kinds import Draft
from coordination.activities.models import Activity
from coordination.arrangements.access import Record, records_of
from coordination.arrangements.rules import UNIT_PARTY, organisation_party
from coordination.messages.access import speakers
from coordination.messages.rules import TOLD_OF, Kind
from coordination.signups.models import SignUp, Suspension
from volunteers.accounts.models import User

KINDS = {
    "person.suspended": Kind.SUSPENDED,
    "person.suspension_lifted": Kind.SUSPENSION_LIFTED,
}


def suspension_changed(event: Event) -> list[Draft]:
    """A letter by e-mail; whoever pressed was asked to ring where there is no address. Whoever else
    sees to safety where the person comes hears that it is so, not why.
    """
    row = Suspension.objects.select_related("person").filter(pk=event.cause_id).first()
    if row is None:
        return []
    return [*_to_volunteer(event, row), *_to_owners(event, row)]


def _to_owners(event: Event, row: Suspension) -> list[Draft]:
    own = organisation_party(row.organisation_id) if row.organisation_id else UNIT_PARTY
    told: dict[int, User] = {}
    for record in records_reached(row).values():
        day = event.due_at.astimezone(record.activity.unit.zone).date()
        parties = {
            party
            for task in TOLD_OF[Kind.HOLD_TOLD]
            for party in record.holder(task).parties
            if party != own
        }
        told |= {user.pk: user for user in speakers(parties, record.activity, day)}
    return [
        Draft(
            kind=Kind.HOLD_TOLD,
            cause=event.cause,
            cause_id=row.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            user_id=pk,
            priority=Priority.CHANGE,
        )
        for pk in told
    ]


def records_reached(row: Suspension) -> dict[int, Record]:
    """The records of the activities that a hold reaches and to which the person signed up."""
    signed = SignUp.objects.filter(person=row.person_id).values("shift__activity_id")
    rows = Activity.objects.current().filter(pk__in=signed)
    if row.unit_id:
        rows = rows.filter(unit=row.unit_id)
    else:
        rows = rows.filter(parties__organisation_id=row.organisation_id or 0)
    return records_of(rows.select_related("unit__area__policy"))


def _to_volunteer(event: Event, row: Suspension) -> list[Draft]:
    if not row.person.is_reachable_by_mail:
        return []
    return [
        Draft(
            kind=KINDS[event.name],
            cause=event.cause,
            cause_id=row.pk,
            cause_version=event.cause_version,
            due_at=event.due_at,
            person_id=row.person_id,
            priority=Priority.CHANGE,
        )
    ]
