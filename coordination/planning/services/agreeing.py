"""Answers to a proposal, and whom a new partner may then see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.celery import poke
from careshare.errors import Reason, refuse_if
from coordination.activities.models import Activity
from coordination.arrangements import services as arrangements
from coordination.arrangements.access import latest_record
from coordination.arrangements.models import Version
from coordination.arrangements.rules import TaskRow, VersionState
from coordination.signups.models import SignUp
from coordination.signups.services.signing_up import extend_sight


@transaction.atomic
def agree(*, version: Version, party: str, user: Any, now: datetime) -> Version:
    """Say yes for one party; once all have, the new parties see who is coming.

    Locks the activity. Two statements more for each person with a live sign-up ahead.

    Raises:
        Refused: already answered, not a party, one's own proposal, or agreed meanwhile.
    """
    version = arrangements.agree(version=version, party=party, user=user, now=now)
    _after(version, now)
    return version


@transaction.atomic
def propose(
    *,
    activity: Activity,
    rows: Sequence[TaskRow],
    terms: arrangements.Terms,
    party: str,
    user: Any,
    now: datetime,
    counters: Version | None = None,
    also_counters: Sequence[Version] = (),
    form_uuid: uuid.UUID | None = None,
    opened_on: int | None = None,
) -> Version:
    """Write a version for one party; a unit's record of its own applies at once.

    Locks the activity.

    Args:
        opened_on: the id of the version agreed last when the form was opened, 0 for none; None
            does not ask.

    Raises:
        Refused: agreed_meanwhile, or every reason against the rows, the dates or the answer.
    """
    Activity.objects.select_for_update().get(pk=activity.pk)
    is_repeat = form_uuid is not None and Version.objects.filter(form_uuid=form_uuid).exists()
    if opened_on is not None and not is_repeat:
        latest = latest_record(activity).version
        refuse_if([Reason("agreed_meanwhile")] if opened_on != getattr(latest, "pk", 0) else [])
    version = arrangements.propose(
        activity=activity,
        rows=rows,
        terms=terms,
        party=party,
        user=user,
        now=now,
        counters=counters,
        also_counters=also_counters,
        form_uuid=form_uuid,
    )
    _after(version, now)
    return version


@transaction.atomic
def decline(
    *, version: Version, party: str, user: Any, now: datetime, reason: str, text: str = ""
) -> Version:
    """Say no for one party, with a reason from the list."""
    version = arrangements.decline(
        version=version, party=party, user=user, now=now, reason=reason, text=text
    )
    poke()
    return version


@transaction.atomic
def withdraw(*, version: Version, party: str, user: Any, now: datetime) -> Version:
    """Take one's own proposal back; whoever was asked is told."""
    version = arrangements.withdraw(version=version, party=party, user=user, now=now)
    poke()
    return version


def _after(version: Version, now: datetime) -> None:
    if version.state == VersionState.AGREED:
        ahead = SignUp.objects.live().filter(
            shift__activity_id=version.activity_id, shift__starts_at__gt=now
        )
        for sign_up in ahead.for_pages():
            extend_sight(sign_up)
    poke()
