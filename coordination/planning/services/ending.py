"""Leaving with notice, and who takes over."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from careshare.celery import poke
from coordination.activities.models import Activity
from coordination.arrangements import services as arrangements
from coordination.arrangements.access import Record, today_at
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import with_owners
from coordination.planning.services.agreeing import propose
from volunteers.memberships.rules import Task


@transaction.atomic
def give_notice(
    *,
    activity: Activity,
    leaving: str,
    by: str,
    ends_on: date,
    reason: str,
    message: str,
    user: Any,
    now: datetime,
    opened_on: int,
) -> Ending:
    """Say for one party that it, or another, leaves on a day. Locks the activity.

    Raises:
        Refused: with every reason.
    """
    ending = arrangements.give_notice(
        activity=activity,
        leaving=leaving,
        by=by,
        ends_on=ends_on,
        reason=reason,
        message=message,
        user=user,
        now=now,
        opened_on=opened_on,
    )
    poke()
    return ending


def take_over(
    *,
    ending: Ending,
    after: Record,
    owners: Mapping[Task, str],
    reasons: Mapping[Task, str],
    party: str,
    user: Any,
    now: datetime,
    form_uuid: uuid.UUID,
    opened_on: int,
) -> Version:
    """Propose who takes over what falls open, from the day on which a party leaves.

    Where only the unit is concerned it applies at once. Whoever leaves is not asked: its notice
    was its answer. Locks the activity.

    Args:
        after: the record of that day.
        owners: a party key, "nobody" or "not_needed", by task.

    Raises:
        Refused: with every reason against the rows or the dates, or where something else was
            agreed meanwhile.
    """
    version = ending.version
    start = max(ending.ends_on, today_at(ending.activity, now))
    review_on = version.review_on if version.review_on and version.review_on > start else None
    return propose(
        activity=ending.activity,
        rows=with_owners(after.rows, owners, reasons),
        terms=arrangements.Terms(
            valid_from=start, review_on=review_on, notice_days=version.notice_days
        ),
        party=party,
        user=user,
        now=now,
        form_uuid=form_uuid,
        opened_on=opened_on,
    )
