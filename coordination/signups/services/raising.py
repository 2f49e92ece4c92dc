"""Telling of a concern or a hard day, and closing it. Rows stay; nothing is deleted."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.models import Raised
from coordination.signups.rules.raised import (
    HowClosed,
    RaisedKind,
    RaisedReason,
    reasons_against_raising,
    task_of,
)
from volunteers.people.models import Person


@transaction.atomic
def raise_about(
    *, shift: Shift, kind: RaisedKind, reason: RaisedReason, text: str, form_uuid: uuid.UUID,
    user: Any, now: datetime, person: Person | None = None, side: str = "",
) -> Raised:  # fmt: skip
    """Tell of a concern or a hard day at a session; whoever holds its task is told.

    A second press gives the same row. Locks the activity. About six statements.

    Args:
        person: the volunteer who tells; None where a side does.
        side: the party for which `user` tells; "" for a volunteer.

    Raises:
        Refused: a session that has not begun or did not take place, a reason of the other kind,
            nothing written where words are needed, or a form that told of something else already.
    """
    Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=shift.activity_id)
    known = Raised.objects.filter(form_uuid=form_uuid).first()
    is_ones_own = known is not None and known.raised_by_id == user.pk
    if known is not None and is_ones_own and (known.shift_id, known.kind) == (shift.pk, kind):
        return known
    against = reasons_against_raising(
        kind, reason, text, has_begun=shift.starts_at <= now,
        is_cancelled=shift.state != ShiftState.PLANNED, is_form_used=known is not None,
    )  # fmt: skip
    refuse_if(against)
    row = Raised.objects.create(
        activity_id=shift.activity_id, shift=shift, kind=kind, reason=reason, text=text.strip(),
        person=person, raised_by=user, side=side, raised_at=now, form_uuid=form_uuid,
    )  # fmt: skip
    audit(actor=user, action=f"{kind}.raised", subject=row, side=side,
          activity_id=row.activity_id, at=now)  # fmt: skip
    name = "concern.raised" if kind == RaisedKind.CONCERN else "hard_day.raised"
    record_event(name=name, cause="raised", cause_id=row.pk, now=now)
    return row


@transaction.atomic
def close_raised(*, row: Raised, how: HowClosed, user: Any, side: str, now: datetime) -> Raised:
    """It was read, and this came of it. Locks the row.

    Args:
        side: the party for which `user` acts: whose task it is, or which steps in.

    Raises:
        Refused: somebody closed it meanwhile; that stays as it is.
    """
    row = Raised.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not row.is_open:
        raise Refused(Reason("raised_closed"))
    row.closed_at, row.closed_by, row.closed_side, row.how = now, user, side, how
    row.save(update_fields=["closed_at", "closed_by", "closed_side", "how"])
    kind = RaisedKind(row.kind)
    audit(actor=user, action=f"{kind}.closed", subject=row, task=task_of(kind), side=side,
          activity_id=row.activity_id, at=now)  # fmt: skip
    return row
