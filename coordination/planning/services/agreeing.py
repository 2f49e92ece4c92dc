"""Answers to a proposal, and whom a new partner may then see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from careshare.celery import poke
from careshare.errors import Reason, refuse_if
from coordination.activities.models import Activity
from coordination.arrangements import services as arrangements
from coordination.arrangements.access import latest_record, may_answer
from coordination.arrangements.models import Version, VersionParty
from coordination.arrangements.rules import TaskRow, VersionState
from coordination.signups.models import SignUp
from coordination.signups.services.signing_up import extend_sight
from volunteers.memberships.access import Actor


@transaction.atomic
def agree(*, version: Version, actor: Actor, now: datetime) -> Version:
    """Say yes for one's own side; once all have, the new parties see who is coming.

    Locks the activity. Two statements more for each person with a live sign-up ahead.

    Raises:
        Refused: already answered, one's own proposal, or agreed meanwhile.
        PermissionDenied: one's side is not asked, or one does not speak for it.
    """
    party = _speaks_for(version, actor)
    version = arrangements.agree(version=version, party=party, user=actor.user, now=now)
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
    undo_seconds: int = 0,
) -> Version:
    """Write a version for one party; a unit's record of its own applies at once.

    Locks the activity.

    Args:
        opened_on: the id of the version agreed last when the form was opened, 0 for none; None
            does not ask.
        undo_seconds: how long whoever is asked hears nothing.

    Raises:
        Refused: agreed_meanwhile, or every reason against the rows, the dates or the answer.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
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
        undo_seconds=undo_seconds,
    )
    _after(version, now)
    return version


@transaction.atomic
def decline(
    *, version: Version, actor: Actor, now: datetime, reason: str, text: str = ""
) -> Version:
    """Say no for one's own side, with a reason from the list. Locks the activity; raises as
    `agree` does.
    """
    party = _speaks_for(version, actor)
    version = arrangements.decline(
        version=version, party=party, user=actor.user, now=now, reason=reason, text=text
    )
    poke()
    return version


@transaction.atomic
def withdraw(*, version: Version, actor: Actor, now: datetime) -> Version:
    """Take one's own proposal back; whoever was asked is told. Locks the activity; raises as
    `agree` does.
    """
    party = _speaks_for(version, actor)
    version = arrangements.withdraw(version=version, party=party, user=actor.user, now=now)
    poke()
    return version


def _speaks_for(version: Version, actor: Actor) -> str:
    """The party for which one answers, asked under the activity's lock."""
    Activity.objects.select_for_update(no_key=True).get(pk=version.activity_id)
    asked = VersionParty.objects.filter(version=version).values_list("party", flat=True)
    verdict = may_answer(actor, version, set(asked))
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    return verdict.party


def _after(version: Version, now: datetime) -> None:
    if version.state == VersionState.AGREED:
        ahead = SignUp.objects.live().filter(
            shift__activity_id=version.activity_id, shift__starts_at__gt=now
        )
        for sign_up in ahead.for_pages():
            extend_sight(sign_up)
    poke()
