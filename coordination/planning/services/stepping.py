"""One side steps in for another in one case: written down, and the task's owner is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models import Max

from careshare.audit.models import AuditEntry
from careshare.audit.services import record as audit
from careshare.outbox.services.events import record_event
from coordination.arrangements.access import Verdict
from coordination.planning.services.deciding import Ask, still_allowed
from coordination.shifts.models import Shift
from coordination.signups.models import AddedHours, Raised


@contextmanager
def stepping_in(ask: Ask, *, shift: Shift, user: Any, now: datetime) -> Iterator[Verdict]:
    """Run an act that is still allowed; where it was another side's, log that and tell the owner,
    or neither. Gives the verdict.

    One transaction around the act; locks the activity. Four statements more where one steps in, one
    event row a session, side and day's version of it; nothing where the act did nothing.

    Args:
        ask: whether it is allowed under a record.

    Raises:
        PermissionDenied: the record does not allow it any more.
    """
    with (
        still_allowed(shift.activity, ask) as verdict,
        _written_down(verdict, shift, "shift", user, now),
    ):
        yield verdict


@contextmanager
def stepping_in_for_hours(
    ask: Ask, *, row: AddedHours, user: Any, now: datetime
) -> Iterator[Verdict]:
    """The same for hours that a volunteer added."""
    with (
        still_allowed(row.activity, ask) as verdict,
        _written_down(verdict, row, "hours", user, now),
    ):
        yield verdict


@contextmanager
def stepping_in_for_raised(ask: Ask, *, row: Raised, user: Any, now: datetime) -> Iterator[Verdict]:
    """The same for a concern or a hard day."""
    with (
        still_allowed(row.activity, ask) as verdict,
        _written_down(verdict, row, "raised", user, now),
    ):
        yield verdict


@contextmanager
def _written_down(
    verdict: Verdict, subject: Shift | AddedHours | Raised, noun: str, user: Any, now: datetime
) -> Iterator[None]:
    """Around an act that may be another side's. Each act that does something logs that itself: an
    empty form, or a press that changes nothing, is no stepping in.
    """
    if not verdict.is_stepping_in or verdict.task is None:
        yield
        return
    last = AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    yield
    if not AuditEntry.objects.filter(pk__gt=last, actor=user).exists():
        return
    audit(actor=user, action="task.stepped_in", subject=subject,
          activity_id=subject.activity_id, task=verdict.task, side=verdict.party,
          at=now)  # fmt: skip
    record_event(name=f"{noun}.stepped_in", cause=subject._meta.model_name or noun,
                 cause_id=subject.pk, cause_version=getattr(subject, "version", 1), now=now,
                 facts={"task": verdict.task.value, "side": verdict.party})  # fmt: skip
