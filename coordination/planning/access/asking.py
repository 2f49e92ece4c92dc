"""Who may ask people to come: whoever recruits, plans the sessions or places people there."""

from __future__ import annotations

from datetime import datetime

from coordination.arrangements.access import Record, Verdict, may
from coordination.planning.access.waiting import Staff, verdict_on
from coordination.shifts.models import Shift
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability

ASKS = (Capability.INVITE_VOLUNTEERS, Capability.PLAN_SHIFTS, Capability.PLACE_PEOPLE)


def may_ask(actor: Actor, record: Record) -> Verdict:
    """Whether somebody may ask people about an activity, and why not. No query."""
    verdicts = [may(actor, capability, record) for capability in ASKS]
    return next((one for one in verdicts if one), verdicts[0])


def may_ask_on(
    actor: Actor, record: Record, shift: Shift, now: datetime, staff: Staff | None = None
) -> Verdict:
    """The same for one session, which may have waited so long that the other side steps in."""
    verdict = may_ask(actor, record)
    return verdict or verdict_on(actor, Capability.PLAN_SHIFTS, record, shift, now, staff)
