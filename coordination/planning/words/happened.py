"""What happened on an activity, in words: which side did what, never about whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careshare.audit.models import AuditEntry
from coordination.arrangements.rules import VOLUNTEERS
from coordination.arrangements.words import TASKS
from coordination.shifts.words import short_day
from volunteers.memberships.rules import Task

ACTS = {
    "signup.confirmed": gettext_lazy("%(who)s gave somebody a place"),
    "signup.declined": gettext_lazy("%(who)s declined a sign-up"),
    "signup.cancelled": gettext_lazy("%(who)s freed a place"),
    "standing.joined": gettext_lazy("%(who)s put somebody down for every time"),
    "standing.ended": gettext_lazy("%(who)s noted that somebody no longer comes every time"),
    "attendance.recorded": gettext_lazy("%(who)s noted who came"),
    "attendance.corrected": gettext_lazy("%(who)s corrected who came"),
    "shift.planned": gettext_lazy("%(who)s planned a session"),
    "series.planned": gettext_lazy("%(who)s planned a series of sessions"),
    "shift.changed": gettext_lazy("%(who)s changed a session"),
    "shift.cancelled": gettext_lazy("%(who)s cancelled a session"),
    "shift.restored": gettext_lazy("%(who)s let what was cancelled or moved take place again"),
    "shift.unplanned": gettext_lazy("%(who)s took back a session planned by mistake"),
    "series.unplanned": gettext_lazy("%(who)s took back a series planned by mistake"),
    "activity.changed": gettext_lazy("%(who)s changed the description"),
    "activity.published": gettext_lazy("%(who)s published it"),
    "activity.paused": gettext_lazy("%(who)s took it back to draft"),
    "activity.end_said": gettext_lazy("%(who)s said that it ends"),
    "activity.end_taken_back": gettext_lazy("%(who)s let it go on after all"),
    "activity.reopened": gettext_lazy("%(who)s opened it again"),
    "version.proposed": gettext_lazy("%(who)s proposed who does what"),
    "version.consented": gettext_lazy("%(who)s agreed to who does what"),
    "version.declined": gettext_lazy("%(who)s declined a proposal"),
    "version.withdrawn": gettext_lazy("%(who)s took a proposal back"),
    "notice.given": gettext_lazy("%(who)s gave notice"),
    "notice.withdrawn": gettext_lazy("%(who)s took the notice back"),
    "contact.added": gettext_lazy("%(who)s named a contact"),
    "contact.ended": gettext_lazy("%(who)s took a contact away"),
    "leading.named": gettext_lazy("%(who)s named a volunteer who leads"),
    "leading.ended": gettext_lazy("%(who)s said that somebody leads no longer"),
    "announcement.inform": gettext_lazy("%(who)s wrote to the volunteers"),
    "announcement.thank": gettext_lazy("%(who)s thanked the volunteers"),
    "certificate.made": gettext_lazy("%(who)s made a certificate"),
    "concern.closed": gettext_lazy("%(who)s closed a concern"),
    "hard_day.closed": gettext_lazy("%(who)s closed a hard day"),
    "task.stepped_in": gettext_lazy("%(who)s stepped in for somebody else's task"),
}


class Happened(NamedTuple):
    """One act."""

    says: str
    task: str
    when: str


def happened(
    entries: Iterable[AuditEntry], names: Mapping[str, str], zone: ZoneInfo
) -> list[Happened]:
    """Acts of the log as lines, the same act of a day once with its last time (who came is logged
    person by person); those of a side that takes part no longer stand without its name.

    No query.

    Args:
        entries: the latest first.
    """
    found: dict[tuple[object, ...], Happened] = {}
    for one in entries:
        if one.action in ACTS:
            key = (one.action, one.task, one.side, one.at.astimezone(zone).date())
            found.setdefault(key, _line(one, names, zone))
    return list(found.values())


def _line(entry: AuditEntry, names: Mapping[str, str], zone: ZoneInfo) -> Happened:
    local = entry.at.astimezone(zone)
    leading = {VOLUNTEERS: _("The volunteer who leads")}
    return Happened(
        says=str(ACTS[entry.action])
        % {"who": {**leading, **names}.get(entry.side, _("A former partner"))},
        task=str(TASKS[Task(entry.task)]) if entry.task else "",
        when=f"{short_day(local.date())}, {local:%H:%M}",
    )
