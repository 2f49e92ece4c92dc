"""Ticking off whom one has told that a place is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from coordination.shifts.models import Closure
from coordination.signups.models import Reached, SignUp


@transaction.atomic
def tick_reached(
    *, closure: Closure, sign_up: SignUp, is_reached: bool, user: Any, now: datetime
) -> Reached:
    """Note that somebody was told, or take that back. A second press keeps who was first.

    Locks the closure. About five statements.
    """
    Closure.objects.select_for_update().get(pk=closure.pk)
    row, _made = Reached.objects.get_or_create(closure=closure, sign_up=sign_up)
    if is_reached == (row.reached_at is not None):
        return row
    row.reached_at, row.reached_by = (now, user) if is_reached else (None, None)
    row.save(update_fields=["reached_at", "reached_by"])
    audit(actor=user, action="closure.reached" if is_reached else "closure.not_reached",
          subject=sign_up, side="unit", at=now)  # fmt: skip
    return row
