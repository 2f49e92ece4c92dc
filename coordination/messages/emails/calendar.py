"""The calendar file of a sign-up (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from coordination.messages.access import Card
from coordination.signups.models import SignUp

CALENDAR_NAME = "careshare.ics"


def calendar_file(
    sign_up: SignUp,
    card: Card,
    *,
    now: datetime,
    url: str,
    is_cancelled: bool = False,
    others: Iterable[tuple[SignUp, Card]] = (),
) -> str:
    """One event that a later file with the same UID and a higher SEQUENCE replaces or cancels.

    The library escapes what would otherwise begin a line of its own.

    Args:
        others: further events of the same letter, each with its own UID.
    """
    every = [(sign_up, card), *others]
    calendar = Calendar()
    calendar.add("prodid", "-//CareShare//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    for one, about in every:
        calendar.add_component(_event(one, about, now, "" if is_cancelled else url))
    # The zone's rules for these months only: all since 1970 would weigh forty times as much.
    calendar.add_missing_timezones(
        first_date=date(min(about.starts.year for _one, about in every) - 1, 1, 1),
        last_date=date(max(about.ends.year for _one, about in every) + 1, 12, 31),
    )
    return calendar.to_ical().decode()


def _event(sign_up: SignUp, card: Card, now: datetime, url: str) -> Event:
    """Cancelled where there is no address under which one could still say no."""
    event = Event()
    event.add("uid", f"{sign_up.public_id}@careshare")
    event.add("sequence", sign_up.version)
    event.add("dtstamp", now)
    event.add("dtstart", card.starts)
    event.add("dtend", card.ends)
    event.add("summary", card.name)
    event.add("location", card.where)
    event.add("status", "CONFIRMED" if url else "CANCELLED")
    if url:
        event.add("description", _description(card, url))
    return event


def _description(card: Card, url: str) -> str:
    ring = _("Ring %(name)s, %(number)s.") % {"name": card.ring.name, "number": card.ring.number}
    return "\n".join([ring, _("I can't come: %(url)s") % {"url": url}])
