"""What a proposal would change, in words and side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.arrangements.access import Record
from coordination.arrangements.models import Version
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Change,
    TaskRow,
    changes,
)
from coordination.arrangements.words import (
    TASKS,
)
from coordination.planning.words.board import Chip, _names, _parts, doer_chip, joined, proposer


@dataclass(frozen=True)
class ChangeRow:
    """One task that a proposal sees differently, side by side."""

    label: str
    before: Chip
    after: Chip
    before_detail: str = ""
    after_detail: str = ""


def change_rows(
    before: Iterable[TaskRow], after: Iterable[TaskRow], names: Mapping[str, str]
) -> list[ChangeRow]:
    """What differs, task by task."""
    return [_change_row(change, names) for change in changes(before, after)]


def _change_row(change: Change, names: Mapping[str, str]) -> ChangeRow:
    return ChangeRow(
        label=str(TASKS[change.task]),
        before=doer_chip(change.before, names),
        after=doer_chip(change.after, names),
        before_detail=_parts(change.before, names),
        after_detail=_parts(change.after, names),
    )


def days_ago(then: datetime, now: datetime, zone: Any) -> str:
    """How long ago, in days of the unit's calendar."""
    days = (now.astimezone(zone).date() - then.astimezone(zone).date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def proposal_sentence(version: Version, record: Record, now: datetime) -> tuple[str, str]:
    """Who proposes how much and when, and then what, as two sentences."""
    names = {**record.names, **_names(version)}
    found = change_rows(record.rows, version.rows, names)
    zone = version.activity.unit.zone
    head = ngettext(
        "%(who)s proposes one change (%(when)s)",
        "%(who)s proposes %(count)s changes (%(when)s)",
        len(found),
    ) % {
        "who": proposer(version),
        "count": len(found),
        "when": days_ago(version.proposed_at, now, zone),
    }
    invited = _invited(version, record)
    if invited:
        head = _("%(who)s asks %(other)s to help run it (%(when)s)") % {
            "who": proposer(version),
            "other": joined(invited),
            "when": days_ago(version.proposed_at, now, zone),
        }
    most = 3
    what = [f"{row.label}: {row.after.label}" for row in found[:most]]
    if len(found) > most:
        rest = len(found) - most
        what.append(ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest})
    return head, "; ".join(what)


def _invited(version: Version, record: Record) -> list[str]:
    """The organisations that a unit's proposal asks without their being in the record yet."""
    if version.proposer != UNIT_PARTY or version.counters_id:
        return []
    asked = version.asked(record.names[UNIT_PARTY])
    return [name for party, name in asked.items() if party not in record.names]
