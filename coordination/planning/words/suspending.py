"""Suspensions in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from careshare.sentences import say
from coordination.arrangements.access import Verdict
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
    why_not: str = ""


def suspension_line(
    row: Suspension,
    names: Mapping[int, str],
    *,
    lifting: Verdict | None = None,
    is_own: bool = True,
) -> SuspensionLine:
    """In sentences, with who did it; the row loaded by `for_pages`. No query.

    Args:
        names: colleagues by user.
        lifting: whether the reader may lift it; None for what is lifted already.
        is_own: whether the reader's side did it: nobody else reads the reason.
    """
    area = row.unit.area if row.unit else row.organisation.home_area  # type: ignore[union-attr]
    zone = area.zone
    said = _("Since %(day)s, by %(who)s.") % {
        "day": day(row.made_at.astimezone(zone).date()),
        "who": names[row.made_by_id],
    }
    if row.lifted_at is not None and row.lifted_by_id is not None:
        lifted = _("Lifted %(day)s by %(who)s.") % {
            "day": day(row.lifted_at.astimezone(zone).date()),
            "who": names[row.lifted_by_id],
        }
        said = f"{said} {lifted}"
    why = str(SUSPENSION_REASONS[SuspensionReason(row.reason)])
    if not is_own:
        why = _("Put on hold by %(side)s, which sees to safety here no more") % {"side": row.side}
    held = (
        [one for one in lifting.reasons if one.code in ("held_by_other", "volunteer_leads")]
        if lifting is not None
        else []
    )
    why_not = " ".join(say(one).says for one in held)
    return SuspensionLine(row.pk, row.person.name, why, said, bool(lifting), why_not)
