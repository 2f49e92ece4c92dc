"""Suspensions in words."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from coordination.planning.words.board import day
from coordination.signups.models import Suspension
from coordination.signups.rules import SuspensionReason
from coordination.signups.words import SUSPENSION_REASONS


class SuspensionLine(NamedTuple):
    """One suspension."""

    pk: int
    name: str
    why: str
    history: str
    may_lift: bool = False


def suspension_line(row: Suspension, *, may_lift: bool = False) -> SuspensionLine:
    """In sentences, with who did it; the row loaded by `for_pages`. No query."""
    area = row.unit.area if row.unit else row.organisation.home_area  # type: ignore[union-attr]
    zone = area.zone
    said = _("Since %(day)s, by %(who)s.") % {
        "day": day(row.made_at.astimezone(zone).date()),
        "who": row.made_by.email,
    }
    if row.lifted_at is not None and row.lifted_by is not None:
        lifted = _("Lifted %(day)s by %(who)s.") % {
            "day": day(row.lifted_at.astimezone(zone).date()),
            "who": row.lifted_by.email,
        }
        said = f"{said} {lifted}"
    why = str(SUSPENSION_REASONS[SuspensionReason(row.reason)])
    return SuspensionLine(row.pk, row.person.name, why, said, may_lift)
