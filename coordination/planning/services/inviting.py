"""A unit asks an organisation to help run an activity: a proposal that names it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from careshare.errors import Reason, refuse_if
from coordination.activities.models import Activity
from coordination.arrangements.access import latest_record
from coordination.arrangements.models import Version
from coordination.arrangements.rules import (
    UNIT_PARTY,
    TaskRow,
    invitation_rows,
    organisation_party,
    parties_of,
)
from coordination.arrangements.services import Terms
from coordination.initiatives.access import wishes_no
from coordination.planning.services import agreeing
from volunteers.memberships.rules import Task


@transaction.atomic
def ask(
    *,
    activity: Activity,
    organisation_id: int,
    tasks: Collection[Task],
    terms: Terms,
    user: Any,
    now: datetime,
    form_uuid: UUID,
) -> Version:
    """The unit's proposal to do some tasks together with an organisation.

    It waits for the organisation, which agrees, answers with another proposal or declines, and
    expires as every proposal does. Taken back within the area's silent seconds, nobody hears of
    it. A repeat of the form gives the first result. Locks the activity, which needs
    `unit__area__policy` selected.

    Raises:
        Refused: takes_part_already, asked_already, asked_for_nothing, wishes_no_requests, or what
            speaks against the proposal itself.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    repeated = Version.objects.filter(form_uuid=form_uuid, activity=activity).first()
    if repeated is not None:
        return repeated
    party, base = organisation_party(organisation_id), latest_record(activity).rows
    rows = invitation_rows(base, party, tasks)
    refuse_if(_reasons_against(activity, organisation_id, base, rows, now))
    return agreeing.propose(
        activity=activity,
        rows=rows,
        terms=terms,
        party=UNIT_PARTY,
        user=user,
        now=now,
        form_uuid=form_uuid,
        undo_seconds=activity.unit.area.policy.undo_seconds,
    )


def _reasons_against(
    activity: Activity,
    organisation_id: int,
    base: Collection[TaskRow],
    rows: Collection[TaskRow],
    now: datetime,
) -> list[Reason]:
    party = organisation_party(organisation_id)
    if party in parties_of(base):
        return [Reason("takes_part_already")]
    reasons = []
    if party not in parties_of(rows):
        reasons.append(Reason("asked_for_nothing"))
    if open_questions(activity, now).filter(parties__party=party).exists():
        reasons.append(Reason("asked_already"))
    if wishes_no(organisation_id, activity):
        reasons.append(Reason("wishes_no_requests"))
    return reasons


def open_questions(activity: Activity, now: datetime) -> Any:
    """The unit's own proposals on an activity that wait for somebody."""
    return Version.objects.open_at(now).filter(activity=activity, proposer=UNIT_PARTY)
