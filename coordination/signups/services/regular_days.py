"""The days of a regular time: taken wherever there is room, and freed together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from careshare.errors import Reason
from coordination.shifts.models import Position, Series, Shift
from coordination.signups.access import days_still_open, facts_of, week_of, when
from coordination.signups.models import PlaceOffer, SignUp, Standing
from coordination.signups.rules import (
    Busy,
    CancelledBy,
    CancelReason,
    OfferKind,
    OfferState,
    SignUpState,
    Via,
    against_standing,
    beside,
)
from coordination.signups.services.filling import fill
from coordination.signups.services.signing_up import extend_sight


@dataclass(frozen=True)
class Outcome:
    """What joining a series, or the next stretch of it, came to."""

    standing: Standing
    made: list[SignUp] = field(default_factory=list)
    missed: list[Shift] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)  # against those, each once


def lock_places(shifts: QuerySet[Shift]) -> None:
    """All places of some sessions, in the order in which everybody locks them."""
    rows = Position.objects.select_for_update().filter(shift__in=shifts.values("pk"))
    list(rows.order_by("pk").values_list("pk", flat=True))


def make_days(
    standing: Standing,
    user: Any,
    now: datetime,
    *,
    after: date | None = None,
    only: Collection[Shift] | None = None,
    own_accord: bool = False,
) -> Outcome:
    """Sign-ups for the days ahead, those after a day, or some alone; the caller holds the person's
    lock.

    What was freed by a pause is made again, what somebody cancelled is not.
    """
    days = days_still_open(standing, now)
    if after is not None:
        days = days.filter(series_on__gt=after)
    if only is not None:
        days = days.filter(pk__in=[one.pk for one in only])
    ids = list(days.values_list("pk", flat=True))
    lock_places(Shift.objects.filter(pk__in=ids))
    shifts = list(Shift.objects.for_pages().filter(pk__in=ids).order_by("starts_at", "pk"))
    rows: list[SignUp] = []
    missed: list[Shift] = []
    reasons: list[Reason] = []
    found = facts_of(standing.person, shifts, now, heads=standing.heads, own_accord=own_accord)
    for shift in shifts:
        facts = beside(found[shift.pk], [Busy(one.starts_at, one.ends_at) for one in rows],
                       week=week_of(shift), name=when(shift))  # fmt: skip
        against = against_standing(facts)
        if against:
            missed.append(shift)
            reasons += [one for one in against if one not in reasons]
        else:
            rows.append(_row(standing, shift, facts.position_id, user, now))
    made = SignUp.objects.bulk_create(rows)
    if made:
        extend_sight(made[-1])
    return Outcome(standing, made, missed, reasons)


def _row(standing: Standing, shift: Shift, position_id: int, user: Any, now: datetime) -> SignUp:
    return SignUp(
        position_id=position_id,
        shift=shift,
        person=standing.person,
        heads=standing.heads,
        state=SignUpState.CONFIRMED,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        via=Via.STANDING,
        made_by=user,
        made_at=now,
    )


def free_days(standing: Standing, user: Any, now: datetime, before: date | None = None) -> None:
    """Free the days to come, without a letter for each: the change of the whole is told once."""
    chain = Series.objects.chain_of(standing.series_id)
    rows = SignUp.objects.live().filter(
        person=standing.person_id, shift__series__in=chain, shift__starts_at__gt=now
    )
    if before is not None:
        rows = rows.filter(shift__series_on__lt=before)
    places = set(rows.values_list("position_id", flat=True))
    list(Position.objects.select_for_update().filter(pk__in=places).order_by("pk"))
    # The rows themselves as well: a session that is moved meanwhile writes them.
    found = list(rows.filter(position_id__in=places).select_for_update().order_by("pk"))
    for one in found:
        one.state_before, one.state = one.state, SignUpState.CANCELLED
        one.cancelled_at, one.cancelled_by = now, CancelledBy.VOLUNTEER
        one.cancelled_by_user, one.cancel_reason = user, CancelReason.STOOD_DOWN
        one.wants_swap_at = None
        one.version += 1
    names = ("state_before", "state", "cancelled_at", "cancelled_by", "cancelled_by_user",
             "cancel_reason", "wants_swap_at", "version")  # fmt: skip
    SignUp.objects.bulk_update(found, names)
    # Whoever was asked to come instead is now asked for the place that is free.
    PlaceOffer.objects.filter(instead_of__in=found, state=OfferState.OPEN).update(
        kind=OfferKind.WAVE, instead_of=None
    )
    waited = SignUp.objects.waiting().filter(position_id__in=places)
    for pk in sorted(set(waited.values_list("position_id", flat=True))):
        fill(pk, now)
