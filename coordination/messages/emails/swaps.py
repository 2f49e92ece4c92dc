"""Letters about places that change hands."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.arrangements.access import record_of
from coordination.messages.access import cards_of, colleagues, link_url, long_when
from coordination.messages.emails.calendar import CALENDAR_NAME, calendar_file
from coordination.messages.emails.writing import (
    in_language_of,
    letter,
    page_url,
    person_of,
    sign_up_of,
    words_about,
)
from coordination.messages.rules import TOLD_OF, Kind, LinkAction
from coordination.signups.models import PlaceOffer, SignUp, SwapProposal
from coordination.signups.rules import CancelReason, OfferState
from volunteers.people.models import Person


def swapped(delivery: Delivery, now: datetime) -> Letter | None:
    """Somebody comes instead, as you wished. Takes it out of the calendar."""
    person, sign_up = person_of(delivery), _swapped(delivery)
    if person is None or sign_up is None:
        return None
    with in_language_of(person, sign_up.shift.activity.unit.area):
        words = words_about(sign_up, now)
        other, day = _taker(sign_up)
        words["other"] = other.first_name if other else ""
        words["day"] = day
        file = calendar_file(sign_up, words["card"], now=now, url="", is_cancelled=True)
        return letter(Kind.SWAPPED, address=person.email, words=words,
                      attachment_name=CALENDAR_NAME, attachment=file)  # fmt: skip


def swap_told(delivery: Delivery, now: datetime) -> Letter | None:
    """The task's owner reads who comes instead of whom."""
    sign_up = _swapped(delivery)
    if sign_up is None:
        return None
    shift, unit = sign_up.shift, sign_up.shift.activity.unit
    day = now.astimezone(unit.zone).date()
    told = colleagues(record_of(shift.activity, day), *TOLD_OF[Kind.SWAP_TOLD], day=day)
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None:
        return None
    with in_language_of(user, unit.area):
        other, their_day = _taker(sign_up)
        words = {
            **words_about(sign_up, now),
            "name": "",
            "who": sign_up.person.name,
            "other": other.name if other else "",
            "day": their_day,
            "page_url": page_url("coordination:shift-detail", shift.pk),
        }
        return letter(Kind.SWAP_TOLD, address=user.email, words=words)


def about_proposal(delivery: Delivery, now: datetime) -> Letter | None:
    """My day for yours? Or: it does not suit. None where it was answered or taken back."""
    person = person_of(delivery)
    rows = SwapProposal.objects.open_at(now).for_pages()
    if delivery.kind == Kind.SWAP_DECLINED:
        rows = SwapProposal.objects.for_pages().filter(state=OfferState.DECLINED)
    swap = rows.filter(pk=delivery.cause_id).first()
    if person is None or swap is None:
        return None
    with in_language_of(person, swap.mine.shift.activity.unit.area):
        is_asked = delivery.kind == Kind.SWAP_PROPOSED
        other = swap.mine.person if is_asked else swap.theirs.person
        words = {
            "name": person.first_name,
            "heads": person.heads,
            "other": other.first_name,
            "card": cards_of([swap.mine.shift], now)[swap.mine.shift_id],
            "theirs": long_when(swap.theirs.shift),
        }
        if is_asked:
            words["answer_url"] = link_url(LinkAction.SWAP, person, swap)
        return letter(delivery.kind, address=person.email, words=words)


def _swapped(delivery: Delivery) -> SignUp | None:
    sign_up = sign_up_of(delivery)
    is_so = sign_up is not None and sign_up.cancel_reason == CancelReason.SWAPPED
    return sign_up if is_so else None


def _taker(sign_up: SignUp) -> tuple[Person | None, str]:
    """Who comes instead, and for which day of that person's where it was day for day."""
    taken = OfferState.TAKEN
    offer = PlaceOffer.objects.filter(instead_of=sign_up, state=taken).select_related("person")
    if found := offer.first():
        return found.person, ""
    swaps = SwapProposal.objects.for_pages().filter(state=taken)
    if swap := swaps.filter(mine=sign_up).first():
        return swap.theirs.person, long_when(swap.theirs.shift)
    if swap := swaps.filter(theirs=sign_up).first():
        return swap.mine.person, long_when(swap.mine.shift)
    return None, ""
