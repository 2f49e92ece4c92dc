"""Proposing an activity from outside, and the unit's answer; what an organisation wants to hear."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.celery import poke
from careshare.errors import Reason, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.initiatives.models import Initiative, UnwantedType
from coordination.initiatives.rules import (
    YES,
    InitiativeState,
    ProposerKind,
    PublicFacts,
    Step,
    acknowledge_by,
    reasons_against,
    reasons_against_deciding,
    reasons_against_suggesting,
)
from volunteers.organisations.models import Organisation, OrganisationArea
from volunteers.people.models import Person
from volunteers.places.models import CareUnit
from volunteers.places.services.rows import create_once


@transaction.atomic
def propose_initiative(
    *,
    unit: CareUnit,
    values: Mapping[str, Any],
    user: Any,
    now: datetime,
    form_uuid: UUID,
    organisation: Organisation | None = None,
    person: Person | None = None,
) -> Initiative:
    """An idea of an organisation, of a volunteer, or of somebody from the public (neither).

    A repeat of the form gives the first result. At most eight statements; locks the unit for the
    public, so that the most that may wait holds.

    Raises:
        Refused: unit_takes_no_suggestions, too_many_suggestions; initiative_form_used.
    """
    mine = Initiative.objects.filter(unit=unit, organisation=organisation, person=person)
    if organisation is None and person is None and not mine.filter(form_uuid=form_uuid).exists():
        _ask_unit(unit)
    policy = unit.area.policy
    found, is_new = create_once(
        mine,
        form_uuid=form_uuid,
        refusal=Reason("initiative_form_used"),
        values={
            **values,
            "unit": unit,
            "organisation": organisation,
            "person": person,
            "kind": _kind(organisation, person),
            "proposed_at": now,
            "proposed_by": user if getattr(user, "pk", None) else None,
            "acknowledge_by": acknowledge_by(now, policy.acknowledge_days),
        },
    )
    if is_new:
        _told(found, "initiative.proposed", user, now)
    return found


def _kind(organisation: Organisation | None, person: Person | None) -> ProposerKind:
    if organisation is not None:
        return ProposerKind.ORGANISATION
    return ProposerKind.VOLUNTEER if person is not None else ProposerKind.PUBLIC


def _ask_unit(unit: CareUnit) -> None:
    fresh = CareUnit.objects.select_for_update().get(pk=unit.pk)
    waiting = Initiative.objects.waiting().filter(unit=unit, kind=ProposerKind.PUBLIC)
    refuse_if(
        reasons_against_suggesting(
            PublicFacts(
                is_allowed=fresh.takes_public_suggestions,
                waiting=waiting.count(),
                most=unit.area.policy.public_suggestions_most,
            )
        )
    )


@transaction.atomic
def acknowledge(*, initiative: Initiative, user: Any, now: datetime) -> Initiative:
    """Say that it was read; a second press changes nothing. Locks the initiative.

    Raises:
        Refused: it has been answered or taken back.
    """
    fresh = locked(initiative)
    if fresh.state == InitiativeState.ACKNOWLEDGED:
        return fresh
    refuse_if(reasons_against(Step.ACKNOWLEDGE, fresh.state))
    fresh.state = InitiativeState.ACKNOWLEDGED
    fresh.acknowledged_at, fresh.acknowledged_by = now, user
    return _save(fresh, "initiative.acknowledged", user, now)


@transaction.atomic
def decide(
    *,
    initiative: Initiative,
    decision: str,
    reason: str,
    text: str,
    user: Any,
    now: datetime,
) -> Initiative:
    """Answer it with a reason; answering at once acknowledges it too. Locks the initiative.

    The same answer by the same person again, as by a second press, gives the first result.

    Raises:
        Refused: it was answered otherwise or taken back, or the choice needs words.
    """
    fresh = locked(initiative)
    asked = (decision, reason, text, user.pk)
    if (
        fresh.decision,
        fresh.decision_reason,
        fresh.decision_text,
        fresh.decided_by_id,
    ) == asked and fresh.state != InitiativeState.WITHDRAWN:
        return fresh
    refuse_if(reasons_against_deciding(fresh.state, reason=reason, decision=decision, text=text))
    is_yes = decision in YES
    fresh.state = InitiativeState.ACCEPTED if is_yes else InitiativeState.DECLINED
    fresh.decision, fresh.decision_reason, fresh.decision_text = decision, reason, text
    fresh.decided_at, fresh.decided_by = now, user
    if fresh.acknowledged_at is None:
        fresh.acknowledged_at, fresh.acknowledged_by = now, user
    return _save(fresh, "initiative.decided", user, now)


@transaction.atomic
def withdraw_initiative(*, initiative: Initiative, user: Any, now: datetime) -> Initiative:
    """Take one's own idea back before it is an activity; a second press changes nothing.

    Raises:
        Refused: it was answered with no, or is an activity already.
    """
    fresh = locked(initiative)
    if fresh.state == InitiativeState.WITHDRAWN:
        return fresh
    refuse_if(reasons_against(Step.WITHDRAW, fresh.state))
    fresh.state = InitiativeState.WITHDRAWN
    fresh.withdrawn_at, fresh.withdrawn_by = now, user if getattr(user, "pk", None) else None
    return _save(fresh, "initiative.withdrawn", user, now)


def become(*, initiative: Initiative, activity: Activity, user: Any, now: datetime) -> Initiative:
    """Note which activity it became. In the caller's transaction, on a locked row."""
    refuse_if(reasons_against(Step.BECOME, initiative.state))
    initiative.state, initiative.activity = InitiativeState.BECAME_ACTIVITY, activity
    initiative.became_at, initiative.became_by = now, user
    return _save(initiative, "initiative.became_activity", user, now)


def locked(initiative: Initiative) -> Initiative:
    """The row under lock, with what its unit is named by."""
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    return Initiative.objects.for_pages().get(pk=initiative.pk)


def _save(row: Initiative, name: str, user: Any, now: datetime) -> Initiative:
    row.version += 1
    row.save()
    _told(row, name, user, now)
    return row


def _told(row: Initiative, name: str, user: Any, now: datetime) -> None:
    audit(actor=user, action=name, subject=row, activity_id=row.activity_id, at=now)
    record_event(name=name, cause="initiative", cause_id=row.pk, cause_version=row.version, now=now)
    poke()


@transaction.atomic
def set_wishes(
    *, organisation: Organisation, areas: Collection[int], unwanted: Collection[int], user: Any
) -> None:
    """Say in which areas an organisation wants to be asked, and about which types it does not.

    Questions that are open stay open. Locks the organisation; five statements.

    Args:
        areas: ids of the areas in which it may be asked.
        unwanted: ids of activity types.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    here = OrganisationArea.objects.filter(organisation=organisation)
    here.filter(area_id__in=areas).update(wants_no_requests=False)
    here.exclude(area_id__in=areas).update(wants_no_requests=True)
    UnwantedType.objects.filter(organisation=organisation).exclude(type_id__in=unwanted).delete()
    UnwantedType.objects.bulk_create(
        [UnwantedType(organisation=organisation, type_id=pk) for pk in sorted(unwanted)],
        ignore_conflicts=True,
    )
    audit(actor=user, action="organisation.wishes_set", subject=organisation,
          fields=["areas", "unwanted_types"])  # fmt: skip
