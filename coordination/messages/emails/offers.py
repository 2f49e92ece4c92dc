"""Letters about places that may come free: on the list, offered, asked around."""

from __future__ import annotations

from datetime import datetime

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.messages.access import by_when, cards_of, link_url
from coordination.messages.emails.writing import (
    in_language_of,
    letter,
    person_of,
    sign_up_of,
    words_about,
)
from coordination.messages.rules import Kind, LinkAction
from coordination.signups.access import closed_shifts
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import OfferKind, OfferState, SignUpState


def waitlisted(delivery: Delivery, now: datetime) -> Letter | None:
    """You are on the list."""
    person, sign_up = person_of(delivery), sign_up_of(delivery)
    if person is None or sign_up is None or sign_up.state != SignUpState.WAITLISTED:
        return None
    with in_language_of(person, sign_up.shift.activity.unit.area):
        return letter(Kind.WAITLISTED, address=person.email, words=words_about(sign_up, now))


def offered(delivery: Delivery, now: datetime) -> Letter | None:
    """A place is held for you until a time; None once it lapsed or the place is closed."""
    person, sign_up = person_of(delivery), sign_up_of(delivery)
    if person is None or sign_up is None or sign_up.state != SignUpState.OFFERED:
        return None
    if sign_up.offer_until is None or sign_up.offer_until <= now or closed_shifts([sign_up.shift]):
        return None
    with in_language_of(person, sign_up.shift.activity.unit.area):
        words = words_about(sign_up, now)
        words["until"] = by_when(sign_up.offer_until, sign_up.shift)
        words["yes_url"] = link_url(LinkAction.TAKE_OFFER, person, sign_up)
        return letter(Kind.OFFERED, address=person.email, words=words)


def asked(delivery: Delivery, now: datetime) -> Letter | None:
    """Can you come? None where somebody else said yes first."""
    person = person_of(delivery)
    rows = PlaceOffer.objects.open_at(now).select_related(
        "shift__activity__unit__area__policy", "shift__activity__ward"
    )
    offer = rows.filter(pk=delivery.cause_id).first()
    if person is None or offer is None or closed_shifts([offer.shift]):
        return None
    with in_language_of(person, offer.shift.activity.unit.area):
        words = {
            "name": person.first_name,
            "heads": offer.comes_with,
            "is_swap": offer.kind == OfferKind.SWAP,
            "card": cards_of([offer.shift], now)[offer.shift_id],
            "yes_url": link_url(LinkAction.TAKE_OFFER, person, offer),
        }
        return letter(Kind.ASKED, address=person.email, words=words)


def ask_withdrawn(delivery: Delivery, now: datetime) -> Letter | None:
    """You need not answer any more; None where the person comes, or is asked anew."""
    person = person_of(delivery)
    rows = PlaceOffer.objects.select_related(
        "shift__activity__unit__area__policy", "shift__activity__ward"
    )
    offer = rows.filter(pk=delivery.cause_id, state=OfferState.WITHDRAWN).first()
    if person is None or offer is None:
        return None
    comes = SignUp.objects.live().filter(shift=offer.shift_id, person=person).exists()
    anew = PlaceOffer.objects.open_at(now).filter(shift=offer.shift_id, person=person).exists()
    if comes or anew:
        return None
    with in_language_of(person, offer.shift.activity.unit.area):
        words = {
            "name": person.first_name,
            "heads": person.heads,
            "card": cards_of([offer.shift], now)[offer.shift_id],
        }
        return letter(Kind.ASK_WITHDRAWN, address=person.email, words=words)
