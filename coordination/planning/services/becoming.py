"""An idea from outside becomes an activity, with whoever had it as a partner."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.errors import refuse_if
from coordination.activities.models import Activity
from coordination.activities.rules import Origin
from coordination.activities.services import create_activity
from coordination.activities.words import USUAL_BOUNDARIES
from coordination.arrangements.rules import UNIT_PARTY, initiative_rows, organisation_party
from coordination.arrangements.services import Terms
from coordination.initiatives.models import Initiative
from coordination.initiatives.rules import Step, reasons_against
from coordination.initiatives.services import become, locked
from coordination.planning.services import agreeing
from coordination.planning.services.starting import start_activity


@transaction.atomic
def make_activity(*, initiative: Initiative, terms: Terms, user: Any, now: datetime) -> Activity:
    """A draft with what the idea says. An organisation is named in the unit's proposal of who does
    what, which it agrees to or answers; a person is remembered as the proposer.

    A second press gives the first activity. Locks the initiative, then the activity.

    Raises:
        Refused: it is not answered with yes, or was taken back.
    """
    fresh = locked(initiative)
    if fresh.activity is not None:
        return fresh.activity
    refuse_if(reasons_against(Step.BECOME, fresh.state))
    activity = _make(fresh, user, now)
    if fresh.organisation_id is not None:
        agreeing.propose(
            activity=activity,
            rows=initiative_rows(organisation_party(fresh.organisation_id), fresh.task_list),
            terms=terms,
            party=UNIT_PARTY,
            user=user,
            now=now,
        )
    become(initiative=fresh, activity=activity, user=user, now=now)
    return activity


def _make(initiative: Initiative, user: Any, now: datetime) -> Activity:
    """The draft; its own form is the initiative, so that there is one at most."""
    values = {
        "type": initiative.type,
        "other_text": initiative.title if initiative.type.code == "other" else "",
        "name": initiative.title,
        "purpose": initiative.purpose,
        "does": initiative.what,
        "does_not": str(USUAL_BOUNDARIES),
        "contact_phone": initiative.unit.phone,
        "origin": Origin.INITIATIVE,
    }
    made = {
        "unit": initiative.unit, "values": values, "user": user, "now": now,
        "form_uuid": initiative.public_id,
    }  # fmt: skip
    if initiative.organisation_id is None:
        return start_activity(**made)
    return create_activity(**made)[0]
