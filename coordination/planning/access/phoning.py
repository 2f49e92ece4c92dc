"""Whom no letter reaches, and who is asked to come all the same: rung, by whoever takes calls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.activities.models import Activity
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftState
from coordination.signups.access import closed_shifts, moment, when
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import OfferKind, SignUpState
from volunteers.memberships.access import Actor
from volunteers.people.models import Person


class OfferCall(NamedTuple):
    """Somebody without e-mail who is asked to come: ring before the time is over."""

    name: str
    phone: str  # empty where it is not known, or not for this reader
    what: str  # which session
    says: str  # until when, or whose place
    url: str  # where the answer is noted
    pk: int = 0


def offers_to_phone(
    actor: Actor, activities: Iterable[Activity], now: datetime, *, only: Shift | None = None
) -> list[OfferCall]:
    """Places held for people whom no letter reaches, then who of them is asked in a wave or to
    come instead of somebody, the most pressing first; not where the place is closed.

    Four queries for any number.

    Args:
        activities: those whose calls the reader may note.
        only: one session of them, else all that are still ahead.
    """
    asked = {"person__email": "", "shift__activity__in": activities, "shift__starts_at__gt": now}
    if only is not None:
        asked["shift"] = only
    held = list(
        SignUp.objects.for_pages()
        .filter(**asked, state=SignUpState.OFFERED, shift__state=ShiftState.PLANNED)
        .order_by("offer_until", "pk")
    )
    open_ones = list(
        PlaceOffer.objects.for_pages()
        .open_at(now)
        .filter(**asked)
        .order_by("shift__starts_at", "made_at", "pk")
    )
    rows: list[SignUp | PlaceOffer] = [*held, *open_ones]
    closed = closed_shifts([one.shift for one in rows])
    reachable = set(
        Person.objects.visible_to(actor.user)
        .filter(pk__in={one.person_id for one in rows})
        .values_list("pk", flat=True)
    )
    return [
        OfferCall(
            one.person.name,
            str(one.person.phone or "") if one.person_id in reachable else "",
            f"{one.shift.activity.name}, {when(one.shift)}",
            _says(one),
            _url(one),
            one.pk,
        )
        for one in rows
        if one.shift_id not in closed
    ]


def _says(one: SignUp | PlaceOffer) -> str:
    if isinstance(one, SignUp):
        if one.offer_until is None:
            return ""
        return _("Until %(until)s") % {"until": moment(one.offer_until, one.shift)}
    if one.kind == OfferKind.SWAP:
        return _("Instead of somebody who would rather not come")
    return _("The first yes gets the place")


def _url(one: SignUp | PlaceOffer) -> str:
    name = "note-answer" if isinstance(one, SignUp) else "note-offer-answer"
    return reverse(f"coordination:{name}", args=[one.pk])
