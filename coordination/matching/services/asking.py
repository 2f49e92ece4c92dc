"""Asking the chosen, as a wave does; the first yes counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.models import AuditEntry
from careshare.audit.services import entry
from careshare.celery import poke
from careshare.errors import Reason, Refused
from coordination.arrangements.access import Verdict
from coordination.shifts.models import Position, Shift
from coordination.signups.access import facts_of_all, whom_to_ask
from coordination.signups.models import PlaceOffer
from coordination.signups.rules import OfferState, reasons_against
from coordination.signups.services.filling import ask_person


@transaction.atomic
def ask_people(
    *,
    shift: Shift,
    position: Position,
    people: Sequence[int],
    verdict: Verdict,
    user: Any,
    now: datetime,
) -> int:
    """Ask people whether they come to a session; how many were asked now.

    Locks the position. Only people who agreed to be asked, against whom nothing speaks and who have
    no open question and no answer there; a second press asks nobody twice. Two rows a person, one
    audit row each.

    Raises:
        Refused: nobody_chosen.
    """
    position = Position.objects.select_for_update().get(pk=position.pk)
    chosen = set(people)
    found = [one for one in whom_to_ask(shift, position, now) if one.pk in chosen]
    if not chosen:
        raise Refused(Reason("nobody_chosen"))
    facts = facts_of_all(found, [shift], now, positions={shift.pk: position})
    there = set(
        PlaceOffer.objects.filter(shift=shift, state__in=(OfferState.OPEN, OfferState.DECLINED))
        .values_list("person_id", flat=True)
    )  # fmt: skip
    made = [
        ask_person(one, shift, position, now)
        for one in found
        if one.pk not in there
        and not reasons_against(replace(facts[one.pk, shift.pk], free=one.heads))
    ]
    AuditEntry.objects.bulk_create(
        entry(actor=user, action="offer.made", subject=offer, activity_id=shift.activity_id,
              task=verdict.task or "", side=verdict.party, at=now)
        for offer in made
    )  # fmt: skip
    poke()
    return len(made)
