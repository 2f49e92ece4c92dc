"""Asking the chosen, as a wave does; the first yes counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from careshare.audit.models import AuditEntry
from careshare.audit.services import entry
from careshare.celery import poke
from careshare.errors import Reason, Refused
from careshare.outbox.services.events import record_event
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
) -> list[PlaceOffer]:
    """Ask people whether they come to a session; gives what each was asked now.

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
    return made


class TakenBack(NamedTuple):
    """What came of taking questions back."""

    people: list[int]  # who need not answer any more
    keep: list[int]  # who said yes meanwhile, and keeps the place


@transaction.atomic
def take_asks_back(
    *, shift: Shift, offers: Collection[int], verdict: Verdict, user: Any, now: datetime
) -> TakenBack:
    """Close what some people were asked about a session and have not answered.

    Whoever said yes keeps the place, and a no stays a no. Nobody hears of it whose letter has not
    left. A second press changes nothing. Locks the positions in order, as a yes does; five
    statements and one event row for each who was asked.

    Args:
        offers: ids of what `ask_people` gave.
    """
    list(Position.objects.select_for_update().filter(shift=shift).order_by("pk"))
    rows = list(PlaceOffer.objects.filter(shift=shift, pk__in=offers).order_by("pk"))
    open_ones = [one for one in rows if one.state == OfferState.OPEN]
    PlaceOffer.objects.filter(pk__in=[one.pk for one in open_ones]).update(
        state=OfferState.WITHDRAWN, answered_at=now, answered_by=user
    )
    AuditEntry.objects.bulk_create(
        entry(actor=user, action="offer.withdrawn", subject=one, activity_id=shift.activity_id,
              task=verdict.task or "", side=verdict.party, at=now)
        for one in open_ones
    )  # fmt: skip
    for one in open_ones:  # each waits as the question did: a letter that is leaving has left then
        record_event(name="offer.withdrawn", cause="offer", cause_id=one.pk, now=now,
                     undo_seconds=shift.activity.unit.area.policy.undo_seconds)  # fmt: skip
    poke()
    keep = [one.person_id for one in rows if one.state == OfferState.TAKEN]
    return TakenBack([one.person_id for one in open_ones], keep)
