"""What the pages about a concern or a hard day say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careshare.sentences import joined
from coordination.arrangements.access import Record
from coordination.shifts.words import long_day, short_day
from coordination.signups.access import when
from coordination.signups.models import Raised
from coordination.signups.rules.raised import HowClosed, RaisedKind, RaisedReason, task_of
from coordination.signups.words.raised import ABOUT, HOW, TITLES


class Readers(NamedTuple):
    """Who would read what is told now."""

    now: str
    later: str  # who may read it too if it stays open; "" where nobody else ever may
    days: int  # after so many


class InDanger(NamedTuple):
    """Whom to ring where it cannot wait: first the emergency number, then whom."""

    emergency: str
    name: str
    number: str


def who_reads(readers: Readers, danger: InDanger) -> str:
    """Whom to ring first where it cannot wait, who reads it, and who else may if it stays open."""
    ring = ", ".join(filter(None, (danger.name, danger.number)))
    first = _("If somebody is in danger now, ring %(emergency)s first, then %(ring)s.")
    reads = _("This is read by %(who)s.") % {"who": readers.now}
    said = f"{first % {'emergency': danger.emergency, 'ring': ring}} {reads}"
    if not readers.later:
        return said
    later = ngettext(
        "If it is still open after %(days)s day, %(who)s may read it too.",
        "If it is still open after %(days)s days, %(who)s may read it too.",
        readers.days,
    )
    return f"{said} {later % {'days': readers.days, 'who': readers.later}}"


def told(readers: Readers) -> str:
    """Said once it is sent."""
    return _("Thank you for telling us. It is read by %(who)s.") % {"who": readers.now}


class RaisedPage(NamedTuple):
    """One of them, as whoever holds its task reads it."""

    title: str
    where: str
    about: str
    text: str
    told_by: str
    told_on: str
    closed: str  # what came of it, and by which side; "" while it is open
    waits: str  # since when it waits, and who steps in for whom; "" until it waited too long


def raised_page(
    row: Raised, record: Record, names: Mapping[int, str], *, is_stepping_in: bool, is_both: bool
) -> RaisedPage:
    """In words; no query.

    Args:
        row: loaded by `for_pages`.
        names: how colleagues are called, by user.
        is_stepping_in: whether the reader's side steps in for the one whose task it is.
        is_both: whether another side may, and the reader's is the one whose task it is.
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
        waits=_waits(row, record, day, is_stepping_in) if is_stepping_in or is_both else "",
    )


def _waits(row: Raised, record: Record, day: date, is_stepping_in: bool) -> str:
    task = task_of(RaisedKind(row.kind))
    others = joined(record.others(task))
    values = {"day": short_day(day), "who": record.who(task), "others": others}
    if is_stepping_in:
        said = _(
            "It has waited since %(day)s, so you may step in for %(who)s this once. "
            "%(who)s can see that you did."
        )
        return said % values
    return _("It has waited since %(day)s, so %(others)s may step in now.") % values
