"""A new activity: its first record from the unit's usual pattern, and a one-off's one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from careshare.audit.services import record as audit
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.activities.services import create_activity
from coordination.activities.words import ONE_OFF
from coordination.arrangements.access import today_at
from coordination.arrangements.models import UsualPattern
from coordination.arrangements.rules import UNIT_PARTY, Pattern, from_pattern
from coordination.arrangements.services import Terms, propose
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.rules import Wish
from volunteers.places.models import CareUnit


@transaction.atomic
def start_activity(
    *, unit: CareUnit, values: Mapping[str, Any], user: Any, now: datetime, form_uuid: UUID
) -> Activity:
    """A draft. Where the unit usually does it all, that is recorded, marked *assumed*.

    A pattern with an organisation records nothing by itself: nobody answers for the other side.
    The board then starts with it.
    """
    activity, is_new = create_activity(
        unit=unit, values=values, user=user, now=now, form_uuid=form_uuid
    )
    if is_new and usual_pattern(unit).pattern == Pattern.UNIT:
        _assume_unit(activity, user, now)
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


def usual_pattern(unit: CareUnit) -> Usual:
    """What the unit's new activities start with. One query."""
    found = UsualPattern.objects.filter(unit=unit).first()
    if found is None:
        return Usual(None)
    return Usual(Pattern(found.pattern), found.organisation_id)


@transaction.atomic
@transaction.atomic
def set_usual_pattern(
    *, unit: CareUnit, pattern: str, organisation_id: int | None, user: Any
) -> UsualPattern:
    """Say what new activities start with; what exists does not change."""
    found, _is_new = UsualPattern.objects.update_or_create(
        unit=unit, defaults={"pattern": pattern, "organisation_id": organisation_id}
    )
    audit(actor=user, action="usual_pattern.set", subject=found, fields=["pattern", "organisation"])
    return found


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
