"""Suspending a volunteer at once, and lifting it. Rows stay; nothing is deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.activities.models import LeadingVolunteer
from coordination.activities.rules.leading import WhyNoLonger
from coordination.arrangements.services.leading import end_leading
from coordination.signups.models import SignUp, Suspension
from coordination.signups.rules import CancelReason, SuspensionReason, decided_by
from coordination.signups.services import cancel
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Task
from volunteers.people.models import Person


@transaction.atomic
def suspend(
    *, person: Person, actor: Actor, reason: SuspensionReason, now: datetime
) -> tuple[Suspension, int]:
    """No new sign-up there from now on, every future one is freed as by a cancellation, and the
    person leads nothing there any more.

    Gives the row and how many days it freed. A second press gives the row that is there. Locks the
    person first: a sign-up at the same instant waits and is then refused, or is freed here. About
    eight statements, and those of `cancel` for each day freed.
    """
    hat = actor.membership
    assert hat is not None  # noqa: S101 the caller asked `may_suspend`
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    existing = Suspension.objects.open().filter(person=person, party_key=hat.scope_key).first()
    if existing is not None:
        return existing, 0
    row = Suspension.objects.create(
        person=person, unit_id=hat.unit_id, organisation_id=hat.organisation_id,
        party_key=hat.scope_key, reason=reason, made_by=actor.user, made_at=now,
    )  # fmt: skip
    audit(actor=actor.user, action="person.suspended", subject=row, task=Task.SAFEGUARD,
          side=actor.party, at=now)  # fmt: skip
    ahead = list(_ahead(row, now))
    for one in ahead:
        cancel(
            sign_up=one, by=decided_by(actor.party), user=actor.user, now=now,
            reason=CancelReason.ON_HOLD, side=actor.party,
        )  # fmt: skip
    end_leading(_led(row, now), at=now, why=WhyNoLonger.ON_HOLD, user=actor.user, now=now)
    record_event(name="person.suspended", cause="suspension", cause_id=row.pk, now=now)
    return row, len(ahead)


def _ahead(row: Suspension, now: datetime) -> Any:
    """The person's live sign-ups that it reaches and that have not begun."""
    rows = SignUp.objects.live().filter(person_id=row.person_id, starts_at__gt=now)
    if row.unit_id:
        rows = rows.filter(shift__activity__unit_id=row.unit_id)
    elif row.organisation_id:
        rows = rows.filter(shift__activity__parties__organisation_id=row.organisation_id)
    return rows.order_by("position_id", "pk")


def _led(row: Suspension, now: datetime) -> Any:
    """What the person leads where it reaches."""
    rows = LeadingVolunteer.objects.not_over(now).filter(person_id=row.person_id)
    if row.unit_id:
        rows = rows.filter(activity__unit_id=row.unit_id)
    elif row.organisation_id:
        rows = rows.filter(activity__parties__organisation_id=row.organisation_id)
    return rows.select_for_update(of=("self",)).order_by("pk")


def end_leading_on_hold(*, person: Person, user: Any, now: datetime) -> None:
    """Whoever is on hold leads nothing where that reaches: for two rows about one person that
    became one. Runs under the caller's lock on the person; a query a hold, and `end_leading`.
    """
    for row in Suspension.objects.open().filter(person=person).order_by("pk"):
        end_leading(_led(row, now), at=now, why=WhyNoLonger.ON_HOLD, user=user, now=now)


@transaction.atomic
def lift(*, row: Suspension, actor: Actor, now: datetime) -> Suspension:
    """From now on the person may sign up again; freed days stay free. Locks the row."""
    row = Suspension.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.lifted_at is not None:
        return row
    row.lifted_at, row.lifted_by = now, actor.user
    row.save(update_fields=["lifted_at", "lifted_by"])
    audit(actor=actor.user, action="person.suspension_lifted", subject=row, task=Task.SAFEGUARD,
          side=actor.party, at=now)  # fmt: skip
    record_event(name="person.suspension_lifted", cause="suspension", cause_id=row.pk,
                 cause_version=2, now=now)  # fmt: skip
    return row
