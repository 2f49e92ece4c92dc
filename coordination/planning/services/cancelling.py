"""Cancelling a session: nobody is left believing that it takes place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import refuse_if
from careshare.outbox.services.events import record_event
from coordination.shifts.models import Position, Shift
from coordination.shifts.rules import ShiftCancelReason, ShiftState, reasons_against_changing
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelReason, SignUpState, decided_by
from coordination.signups.services.signing_up import announce
from volunteers.memberships.rules import Task


@dataclass
class Together:
    """The sessions of one press: which one's letter speaks for all, to each person and the owner.

    Whoever is on several hears of all of them in one letter.
    """

    first_shift: int = 0
    first_of: dict[int, int] = field(default_factory=dict)

    def of(self, sign_up: SignUp) -> dict[str, int]:
        """The fact for one sign-up's event."""
        return {"first": self.first_of.setdefault(sign_up.person_id, sign_up.pk)}

    def of_shift(self, shift: Shift) -> dict[str, int]:
        """The fact for one session's event."""
        self.first_shift = self.first_shift or shift.pk
        return {"first": self.first_shift}


@transaction.atomic
def cancel_shift(
    *,
    shift: Shift,
    reason: ShiftCancelReason,
    user: Any,
    side: str,
    now: datetime,
    together: Together | None = None,
) -> list[SignUp]:
    """Cancel a session and everybody's sign-up on it. Gives the sign-ups that it freed.

    Locks the positions in order: whoever signs up meanwhile waits and then reads that it is
    cancelled. A second press changes nothing. Two statements more for each sign-up, each with an
    event of its own, so that everybody hears of it.

    Args:
        together: what the same press cancels, too: one letter then speaks for all of it.

    Raises:
        Refused: the session has begun.
    """
    list(Position.objects.select_for_update().filter(shift_id=shift.pk).order_by("pk"))
    shift = Shift.objects.select_related("activity__unit__area__policy").get(pk=shift.pk)
    if shift.state == ShiftState.CANCELLED:
        return []
    refuse_if(reasons_against_changing(shift.state, shift.starts_at, now))
    shift.state = ShiftState.CANCELLED
    shift.cancelled_at, shift.cancelled_by, shift.cancel_reason = now, user, reason
    shift.version += 1
    shift.save(update_fields=[
        "state", "cancelled_at", "cancelled_by", "cancel_reason", "version",
    ])  # fmt: skip
    together = together if together is not None else Together()
    freed = [_free(one, user, side, now, together) for one in affected(shift)]
    audit(actor=user, action="shift.cancelled", subject=shift, activity_id=shift.activity_id,
          task=Task.SCHEDULE, side=side, at=now)  # fmt: skip
    record_event(name="shift.cancelled", cause="shift", cause_id=shift.pk,
                 cause_version=shift.version, facts=together.of_shift(shift), now=now,
                 undo_seconds=shift.activity.unit.area.policy.undo_seconds)  # fmt: skip
    return freed


def affected(shift: Shift) -> list[SignUp]:
    """Whose plans a cancellation changes, in the order in which they signed up."""
    return list(SignUp.objects.for_pages().live().filter(shift=shift).order_by("pk"))


def _free(sign_up: SignUp, user: Any, side: str, now: datetime, together: Together) -> SignUp:
    sign_up.state_before, sign_up.state = sign_up.state, SignUpState.CANCELLED
    sign_up.cancelled_at = now
    sign_up.cancelled_by = decided_by(side)
    sign_up.cancelled_by_user = user
    sign_up.cancel_reason = CancelReason.SHIFT_CANCELLED
    sign_up.version += 1
    sign_up.save()
    audit(actor=user, action="signup.cancelled", subject=sign_up, side=side,
          activity_id=sign_up.shift.activity_id, at=now)  # fmt: skip
    announce(sign_up, "signup.cancelled", now, together.of(sign_up))
    return sign_up
