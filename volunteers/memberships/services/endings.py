"""A role ends."""

from datetime import datetime

from django.db import transaction

from careshare.audit.services import record
from careshare.errors import Reason, refuse_if
from volunteers.accounts.models import User
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import EndingFacts, reasons_against_ending


def reasons_against_end(membership: Membership, now: datetime) -> list[Reason]:
    """Why a role cannot end now; the page shows them and the service asks again.

    Days are those of the role's place. One query, beside those that load the place's area.
    """
    others = (
        Membership.objects.on(now.astimezone(membership.zone).date())
        .filter(scope_key=membership.scope_key, role=membership.role, deputy_for__isnull=True)
        .exclude(user_id=membership.user_id)
    )
    return reasons_against_ending(
        EndingFacts(
            role=membership.role,
            is_ended=membership.ended_at is not None,
            others_who_decide=others.count(),
        )
    )


@transaction.atomic
def end_membership(*, actor: User, membership: Membership, now: datetime) -> Membership:
    """End a role, and those of its deputies; they are refused at the next request.

    Locks the scope, so that the last two cannot leave at once, then the role.

    Raises:
        Refused: membership_ended, last_member.
    """
    scope = membership.scope
    type(scope)._default_manager.select_for_update().get(pk=scope.pk)
    fresh = Membership.objects.select_for_update().get(pk=membership.pk)
    refuse_if(reasons_against_end(fresh, now))
    fresh.ended_at = now
    fresh.ended_by = actor
    fresh.save(update_fields=["ended_at", "ended_by"])
    # Nobody stands in for somebody who has left.
    fresh.deputies.filter(ended_at__isnull=True).update(ended_at=now, ended_by=actor)
    record(actor=actor, action="membership.ended", subject=fresh, at=now)
    return fresh
