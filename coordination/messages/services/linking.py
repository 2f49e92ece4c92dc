"""A pressed button behind a link in a mail: the same services as in the app."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from careshare.errors import Reason, Refused, refuse_if
from coordination.messages.access import OFFERS, Link, awaiting_with
from coordination.messages.rules import LinkAction
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelledBy
from coordination.signups.rules.attendance import AttendedVia
from coordination.signups.services import (
    accept,
    accept_new_time,
    agree_to_swap,
    cancel,
    check_out,
    come,
    decline_swap,
    say_no,
    say_yes,
    turn_down,
    undo_cancel,
)


def answer_new_time(link: Link, *, is_yes: bool, now: datetime) -> None:
    """One answer to all new times that a link speaks for. A second press changes nothing.

    Raises:
        Refused: something speaks against one or several of the new times; the others count.
    """
    if link.sign_up is None:
        return
    user, against = link.person.user, []
    for sign_up in awaiting_with(link.sign_up):
        try:
            if is_yes:
                accept_new_time(sign_up=sign_up, user=user, now=now)
            else:
                cancel(sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=user, now=now)
        except Refused as refused:
            against += [one for one in refused.reasons if one not in against]
    refuse_if(against)


def answer_swap(link: Link, *, is_yes: bool, now: datetime) -> None:
    """Yes or no to "my day for yours". A second press changes nothing.

    Raises:
        Refused: one of the two places is gone, or something speaks against it.
    """
    if link.swap is not None:
        answer = agree_to_swap if is_yes else decline_swap
        answer(proposal=link.swap, user=link.person.user, now=now)


def say_when_left(link: Link, *, left_at: datetime, is_sure: bool, now: datetime) -> None:
    """The answer to "when did you leave?". A second press changes nothing.

    Raises:
        Refused: nobody came, a time that cannot be, or an unlikely one of which one is not sure.
    """
    if link.sign_up is not None:
        check_out(sign_up=link.sign_up, via=AttendedVia.ASKED, user=link.person.user,
                  left_at=left_at, is_sure=is_sure, now=now)  # fmt: skip


def act_on(link: Link, *, now: datetime) -> SignUp | None:
    """Do the one thing that a link is for; a second press gives the same answer.

    The person acts, whoever is logged in on that device, and nobody is logged in by it.

    Raises:
        Refused: the start has passed, or the place is gone.
    """
    if link.shift.starts_at <= now:
        raise Refused(Reason("link_too_late"))
    user = link.person.user
    if link.action in OFFERS:
        return _answer(link, user, now)
    if link.action == LinkAction.COME or link.sign_up is None:
        return come(person=link.person, shift=link.shift, user=user, now=now)
    if link.action == LinkAction.CANNOT_COME:
        return cancel(sign_up=link.sign_up, by=CancelledBy.VOLUNTEER, user=user, now=now)
    return undo_cancel(sign_up=link.sign_up, user=user, now=now)


def _answer(link: Link, user: Any, now: datetime) -> SignUp | None:
    """Yes or no to an offer, of a place that is held or of one for which several are asked."""
    is_yes = link.action == LinkAction.TAKE_OFFER
    if link.offer is not None:
        if is_yes:
            return say_yes(offer=link.offer, user=user, now=now)
        say_no(offer=link.offer, user=user, now=now)
    elif link.sign_up is not None:
        answer = accept if is_yes else turn_down
        return answer(sign_up=link.sign_up, user=user, now=now)
    return None
