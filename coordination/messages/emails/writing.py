"""What all letters share: the reader, the language, the template, tidy lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.messages.access import cards_of, link_url, own_card
from coordination.messages.rules import LinkAction
from coordination.shifts.words import WORD_JOINER
from coordination.signups.models import SignUp
from volunteers.accounts.models import User
from volunteers.people.access import language_of
from volunteers.people.models import Person
from volunteers.places.models import Area


@contextmanager
def in_language_of(reader: Person | User, area: Area) -> Iterator[None]:
    """Write in the reader's language."""
    with translation.override(language_of(reader, area)):
        yield


def letter(
    kind: str,
    *,
    address: str,
    words: dict[str, Any],
    attachment_name: str = "",
    attachment: str = "",
) -> Letter:
    """Render the two templates of a kind in the active language.

    A letter's lines are its reader's: what binds times on a page would show as a box in some.
    """
    words = {"site_url": settings.SITE_URL, **words}
    subject, body = (
        render_to_string(f"email/{kind}/{part}.txt", words).replace(WORD_JOINER, "")
        for part in ("subject", "body")
    )
    return Letter(address, " ".join(subject.split()), _tidy(body), attachment_name, attachment)


def page_url(name: str, pk: int | UUID) -> str:
    """The full address of the page of a matter; it asks for the log-in first."""
    return settings.SITE_URL + reverse(name, args=[pk])


def _tidy(text: str) -> str:
    """Lines without stray blanks, paragraphs one empty line apart: templates need not care."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def person_of(delivery: Delivery) -> Person | None:
    """The volunteer whom a letter is for, if still here and reachable by mail."""
    person = Person.objects.present().filter(pk=delivery.person_id or 0).first()
    return person if person is not None and person.is_reachable_by_mail else None


def sign_up_of(delivery: Delivery) -> SignUp | None:
    """The sign-up that a letter is about; None where it changed since."""
    rows = SignUp.objects.for_pages().select_related("shift__activity__ward")
    sign_up = rows.filter(pk=delivery.cause_id).first()
    if sign_up is None or sign_up.version != delivery.cause_version:
        return None
    return sign_up


def words_about(sign_up: SignUp, now: datetime) -> dict[str, Any]:
    """What the letters about a sign-up say; in the active language. Six queries."""
    card = own_card(cards_of([sign_up.shift], now)[sign_up.shift_id], sign_up)
    return {
        "name": sign_up.person.first_name,
        "heads": sign_up.heads,
        "card": card,
        "activity": sign_up.shift.activity.name,
        "cannot_url": link_url(LinkAction.CANNOT_COME, sign_up.person, sign_up),
    }
