"""Closing a place for a while. It is nobody's cancellation: sign-ups stay as they are."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from careshare.audit.services import record as audit
from careshare.errors import Reason, refuse_if
from careshare.outbox.services.events import record_event
from coordination.shifts.models import Closure
from coordination.shifts.rules import DAYS_A_MONTH, ClosureReason, reasons_against_closing
from coordination.signups.services import restart_deadlines
from volunteers.places.models import CareUnit, Ward


@transaction.atomic
def close_place(
    *,
    unit: CareUnit,
    ward: Ward | None,
    reason: ClosureReason,
    until: datetime | None,
    user: Any,
    now: datetime,
    form_uuid: uuid.UUID | None = None,
) -> Closure:
    """Close a unit or one ward from now on, until a time or further notice.

    No sign-up changes. A repeat with the same `form_uuid` gives the first result. Locks the unit,
    so that two hands close it once. About 6 statements, one event row.

    Raises:
        Refused: the end lies before now or too far ahead, or the place is closed already.
    """
    CareUnit.objects.select_for_update().get(pk=unit.pk)
    repeated = Closure.objects.filter(form_uuid=form_uuid).first() if form_uuid else None
    if repeated is not None:
        return repeated
    months = unit.area.policy.plan_ahead_months
    latest = now + timedelta(days=DAYS_A_MONTH * months)
    reasons = reasons_against_closing(now=now, until=until, latest=latest)
    around = Q(ward__isnull=True) | Q(ward=ward) if ward else Q(ward__isnull=True)
    if Closure.objects.open_at(now).filter(around, unit=unit).exists():
        reasons.append(Reason("closed_already"))
    refuse_if(reasons)
    closure = Closure.objects.create(
        unit=unit,
        ward=ward,
        reason=reason,
        starts_at=now,
        ends_at=until,
        created_by=user,
        form_uuid=form_uuid,
    )
    audit(actor=user, action="closure.opened", subject=closure, side="unit", at=now)
    _announce(closure, "closure.opened", 1, now)
    return closure


@transaction.atomic
def reopen(*, closure: Closure, user: Any, now: datetime) -> Closure:
    """Open the place again, at once. A second press gives the same answer.

    Whoever must answer for a session there has the whole time for it anew. Locks the closure, then
    the positions that are answered for. About 8 statements, one event row, and for each answer
    what `restart_deadlines` says. Raises `Refused` where it ended by itself.
    """
    closure = (
        Closure.objects.select_for_update(of=("self",))
        .select_related("unit__area__policy")
        .get(pk=closure.pk)
    )
    if closure.reopened_at is not None:
        return closure
    if closure.ends_at is not None and closure.ends_at <= now:
        refuse_if([Reason("closure_over")])
    closure.reopened_at, closure.reopened_by = now, user
    closure.save(update_fields=["reopened_at", "reopened_by"])
    audit(actor=user, action="closure.ended", subject=closure, side="unit", at=now)
    restart_deadlines(closure=closure, now=now)
    _announce(closure, "closure.ended", 2, now)
    return closure


def _announce(closure: Closure, name: str, version: int, now: datetime) -> None:
    policy = closure.unit.area.policy
    record_event(name=name, cause="closure", cause_id=closure.pk, cause_version=version, now=now,
                 undo_seconds=policy.undo_seconds)  # fmt: skip
