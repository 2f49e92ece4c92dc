"""One side steps in for another in one case: written down, and the task's owner is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.arrangements.access import Verdict
from coordination.shifts.models import Shift


@contextmanager
def stepping_in(verdict: Verdict, *, shift: Shift, user: Any, now: datetime) -> Iterator[None]:
    """Run an act; where it was another side's, log that and tell the owner, or neither.

    One transaction around the act. Two statements more where one steps in, one event row a session,
    side and day's version of it.
    """
    with transaction.atomic():
        yield
        if not verdict.is_stepping_in or verdict.task is None:
            return
        audit(actor=user, action="task.stepped_in", subject=shift, activity_id=shift.activity_id,
              task=verdict.task, side=verdict.party, at=now)  # fmt: skip
        record_event(name="shift.stepped_in", cause="shift", cause_id=shift.pk,
                     cause_version=shift.version, now=now,
                     facts={"task": verdict.task.value, "side": verdict.party})  # fmt: skip
