"""What the pages about a concern or a hard day say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from coordination.arrangements.access import Record
from coordination.shifts.words import long_day
from coordination.signups.access import when
from coordination.signups.models import Raised
from coordination.signups.rules.raised import HowClosed, RaisedKind, RaisedReason, task_of
from coordination.signups.words.raised import ABOUT, HOW, TITLES


def who_reads(kind: RaisedKind, record: Record, *, name: str, number: str) -> str:
    """Who reads it, and whom to ring first where it cannot wait.

    Args:
        name: the contact of that day.
        number: the contact's telephone number.
    """
    values = {"who": record.who(task_of(kind)), "ring": f"{name} {number}".strip()}
    return _("%(who)s reads this. If somebody is in danger, ring first: %(ring)s.") % values


def told(kind: RaisedKind, record: Record) -> str:
    """Said once it is sent."""
    return _("Thank you for telling us. %(who)s reads it.") % {"who": record.who(task_of(kind))}


class RaisedPage(NamedTuple):
    """One of them, as whoever holds its task reads it."""

    title: str
    where: str
    about: str
    text: str
    told_by: str
    told_on: str
    closed: str  # what came of it, and by which side; "" while it is open


def raised_page(row: Raised, record: Record, names: Mapping[int, str]) -> RaisedPage:
    """In words; no query.

    Args:
        row: loaded by `for_pages`.
        names: how colleagues are called, by user.
    """
    told_by = row.person.name if row.person else names[row.raised_by_id or 0]
    closed = ""
    if row.how:
        values = {
            "who": record.names.get(row.closed_side, _("A former partner")),
            "how": HOW[HowClosed(row.how)],
        }
        closed = _("Read and closed by %(who)s: %(how)s") % values
    day = row.raised_at.astimezone(row.activity.unit.zone).date()
    return RaisedPage(
        title=str(TITLES[RaisedKind(row.kind)]),
        where=f"{row.activity.name}, {when(row.shift)}" if row.shift else row.activity.name,
        about=str(ABOUT[RaisedReason(row.reason)]),
        text=row.text,
        told_by=told_by,
        told_on=long_day(day),
        closed=closed,
    )
