"""Links in mails: signed for one person, one action and one object. They never log in."""

from __future__ import annotations

import base64
import binascii
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from coordination.messages.access.cards import (
    awaiting_with,
    long_moment,
    long_when,
    when_between,
)
from coordination.messages.rules import LinkAction
from coordination.shifts.models import Shift
from coordination.signups.models import Attendance, PlaceOffer, SignUp, SwapProposal
from volunteers.people.models import Person


def _signer() -> signing.Signer:
    """Made when it is needed: commands that sign nothing run without a secret key."""
    return signing.Signer(sep="~", salt="careshare.mail-link")


@dataclass(frozen=True)
class Link:
    """What a link that we signed is about."""

    action: LinkAction
    person: Person
    shift: Shift
    sign_up: SignUp | None
    offer: PlaceOffer | None = None
    swap: SwapProposal | None = None

    @property
    def attendance(self) -> Attendance | None:
        """Where it is still asked when the person left; one query."""
        rows = Attendance.objects.under_way().select_related("sign_up__shift__activity__unit")
        return rows.filter(sign_up=self.sign_up).first() if self.sign_up else None


About = SignUp | Shift | PlaceOffer | SwapProposal


def link_url(action: LinkAction, person: Person, about: About) -> str:
    """The full address of a link: valid until the shift starts, whoever opens it."""
    return settings.SITE_URL + link_path(action, person, about)


def link_path(action: LinkAction, person: Person, about: About) -> str:
    """The same within the site."""
    token = _signer().sign(f"{action}.{_short(person.public_id)}.{_short(about.public_id)}")
    return reverse("coordination:mail-link", args=[token])


def read_link(token: str) -> Link | None:
    """The link, or None where we did not sign it or its row is gone; two queries, or seven."""
    try:
        action, person_id, about_id = _signer().unsign(token).split(".")
        wanted = LinkAction(action)
        person_key, about_key = _long(person_id), _long(about_id)
    except (signing.BadSignature, ValueError, binascii.Error):
        return None
    person = Person.objects.present().select_related("user").filter(public_id=person_key).first()
    if person is None:
        return None
    if wanted == LinkAction.COME:
        shift = Shift.objects.for_pages().filter(public_id=about_key).first()
        own = SignUp.objects.live().filter(person=person, shift=shift) if shift else None
        return Link(wanted, person, shift, own.first() if own else None) if shift else None
    if wanted == LinkAction.SWAP:
        swaps = SwapProposal.objects.for_pages().filter(theirs__person=person)
        swap = swaps.filter(public_id=about_key).first()
        return Link(wanted, person, swap.mine.shift, None, swap=swap) if swap else None
    rows = SignUp.objects.for_pages().select_related("shift__activity__ward")
    sign_up = rows.filter(public_id=about_key, person=person).first()
    if sign_up is None and wanted in OFFERS:
        return _about_offer(wanted, person, about_key)
    return Link(wanted, person, sign_up.shift, sign_up) if sign_up else None


def new_time_page(link: Link) -> dict[str, object]:
    """What the page about a new time says; one query."""
    sign_up, zone = link.sign_up, link.shift.activity.unit.zone
    if sign_up is None:
        return {}
    others = awaiting_with(sign_up)
    until = sign_up.offer_until
    return {
        "name": link.person.first_name,
        "state": sign_up.state,
        "before": when_between(sign_up.starts_at, sign_up.ends_at, zone),
        "until": long_moment(until.astimezone(zone)) if until else "",
        "others": [long_when(one.shift) for one in others if one.pk != sign_up.pk],
        "answer_url": link_path(LinkAction.NEW_TIME, link.person, sign_up),
    }


OFFERS = (LinkAction.TAKE_OFFER, LinkAction.NO_THANKS)


def _about_offer(action: LinkAction, person: Person, key: uuid.UUID) -> Link | None:
    """One of a wave: the person has no sign-up yet, or one since."""
    rows = PlaceOffer.objects.select_related("shift__activity__unit__area__policy")
    offer = rows.filter(public_id=key, person=person).first()
    if offer is None:
        return None
    shift = Shift.objects.for_pages().get(pk=offer.shift_id)
    own = SignUp.objects.live().filter(person=person, shift=shift).first()
    return Link(action, person, shift, own, offer)


def _short(key: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")


def _long(text: str) -> uuid.UUID:
    return uuid.UUID(bytes=base64.urlsafe_b64decode(text + "=="))
