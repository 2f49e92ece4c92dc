"""A new activity: its first record from the unit's usual pattern, and a one-off's one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, refuse_if
from careshare.once import check_version
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.activities.services import create_activity
from coordination.activities.words import ONE_OFF
from coordination.arrangements.access import latest_record, today_at
from coordination.arrangements.models import UsualPattern, Version
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Pattern,
    TaskRow,
    from_pattern,
    organisation_party,
)
from coordination.arrangements.services import Terms, assume, propose
from coordination.planning.services import agreeing
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.rules import Wish
from volunteers.places.models import CareUnit


@transaction.atomic
def start_activity(
    *, unit: CareUnit, values: Mapping[str, Any], user: Any, now: datetime, form_uuid: UUID
) -> Activity:
    """A draft with what the unit usually does, marked *assumed*.

    What it does alone is its record at once. What it usually does with an organisation applies to
    nobody until that has agreed: until somebody confirms it, not even asked (decision 0022).
    """
    activity, is_new = create_activity(
        unit=unit, values=values, user=user, now=now, form_uuid=form_uuid
    )
    if is_new:
        usual = usual_pattern(unit)
        if usual.pattern == Pattern.UNIT:
            _assume_unit(activity, user, now)
        elif usual.rows:
            assume(activity=activity, rows=usual.rows, user=user, now=now)
    return activity


@transaction.atomic
def start_one_off(
    *,
    unit: CareUnit,
    values: Mapping[str, Any],
    wish: Wish,
    user: Any,
    user_name: str,
    now: datetime,
    form_uuid: UUID,
) -> Activity:
    """A draft with its one session, all texts and the unit's own record: ready to be published.

    Raises:
        Refused: where the session cannot be planned; then nothing is written.
    """
    texts = usual_texts(unit, user_name)
    activity, is_new = create_activity(
        unit=unit,
        values={**texts, **values, "is_one_off": True},
        user=user,
        now=now,
        form_uuid=form_uuid,
    )
    if is_new:
        _assume_unit(activity, user, now)
        plan_shifts(activity=activity, wish=wish, user=user, now=now, form_uuid=form_uuid)
    return activity


@dataclass(frozen=True)
class Usual:
    """Who does most of it at a unit, and with whom; None where the unit has not said."""

    pattern: Pattern | None
    organisation_id: int | None = None
    version: int = 0  # of the row; 0 where there is none

    @property
    def rows(self) -> tuple[TaskRow, ...]:
        """The rows with which a board starts."""
        if self.pattern is None:
            return ()
        partner = organisation_party(self.organisation_id) if self.organisation_id else None
        return from_pattern(self.pattern, partner)


def usual_pattern(unit: CareUnit) -> Usual:
    """What the unit's new activities start with. One query."""
    found = UsualPattern.objects.filter(unit=unit).first()
    if found is None:
        return Usual(None)
    return Usual(Pattern(found.pattern), found.organisation_id, found.version)


def assumed_rows(activity: Activity) -> tuple[TaskRow, ...]:
    """What is assumed for an activity of which nothing was ever agreed: as it was when it began,
    else what its unit usually does now. Four queries at most.
    """
    found = assumed_version(activity)
    return found.rows if found else usual_pattern(activity.unit).rows


def assumed_version(activity: Activity) -> Version | None:
    """What is assumed for an activity since it began; None once something was agreed."""
    found = Version.objects.assumed().filter(activity=activity).for_pages().order_by("-pk")
    return found.first()


@transaction.atomic
def set_usual_pattern(
    *, unit: CareUnit, pattern: str, organisation_id: int | None, user: Any, opened: int
) -> UsualPattern:
    """Say what new activities start with; what exists does not change. Locks the unit.

    Args:
        opened: the version of the row on which the form was opened, 0 for none.

    Raises:
        Stale: somebody else said something meanwhile.
    """
    CareUnit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    found = UsualPattern.objects.filter(unit=unit).first() or UsualPattern(unit=unit, version=0)
    check_version(opened, found.version)
    found.pattern, found.organisation_id = pattern, organisation_id
    found.version += 1
    found.save()
    audit(actor=user, action="usual_pattern.set", subject=found, fields=["pattern", "organisation"])
    return found


@transaction.atomic
def confirm_assumed(
    *, activity: Activity, opened_on: int, user: Any, now: datetime, form_uuid: UUID
) -> Version:
    """Say "yes, this is how it is": the unit's record is no longer assumed, from today on.

    An agreed version never changes, so the same rows are agreed anew. What names an organisation
    is sent there: nobody answers for it.

    Args:
        opened_on: the id of the version that the reader saw, 0 for none.

    Raises:
        Refused: nothing is assumed here, or something else was agreed meanwhile.
    """
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    done = Version.objects.filter(form_uuid=form_uuid, activity=activity).first()
    if done is not None:
        return done
    latest = latest_record(activity)
    version, rows = latest.version, latest.rows
    if version is None:
        rows = assumed_rows(activity)
    is_assumed = bool(rows) if version is None else version.is_assumed
    refuse_if([] if is_assumed else [Reason("nothing_assumed")])
    policy, today = activity.unit.area.policy, today_at(activity, now)
    terms = Terms(
        valid_from=today,
        review_on=today + relativedelta(months=policy.review_months),
        notice_days=policy.notice_days,
    )
    return agreeing.propose(
        activity=activity,
        rows=rows,
        terms=terms,
        party=UNIT_PARTY,
        user=user,
        now=now,
        form_uuid=form_uuid,
        opened_on=opened_on,
    )


_TEXTS = ("supervisor", "induction", "place", "expenses", "contact_name", "contact_phone")


def usual_texts(unit: CareUnit, user_name: str) -> dict[str, Any]:
    """What a one-off need not ask: the unit's last published activity says it, else we do.

    One query, and one for the unit's requirements.
    """
    texts: dict[str, Any] = {name: str(text) for name, text in ONE_OFF.items()}
    texts |= {
        "supervisor": user_name,
        "contact_name": user_name or unit.name,
        "contact_phone": str(unit.phone),
        "place": unit.address or unit.name,
        "needs_no_credentials": not unit.requirements.filter(ended_at__isnull=True).exists(),
    }
    last = (
        Activity.objects.filter(unit=unit, state=ActivityState.PUBLISHED)
        .order_by("-published_at", "-pk")
        .first()
    )
    if last is not None:
        texts |= {name: getattr(last, name) for name in _TEXTS if getattr(last, name)}
    return texts


def _assume_unit(activity: Activity, user: Any, now: datetime) -> None:
    propose(
        activity=activity,
        rows=from_pattern(Pattern.UNIT, None),
        terms=Terms(valid_from=today_at(activity, now), is_assumed=True),
        party=UNIT_PARTY,
        user=user,
        now=now,
    )
