"""Who may do what on an activity. `may` is the only place that asks the matrix and the record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from careshare.errors import Reason
from coordination.activities.access import standing_of
from coordination.activities.rules import GateFacts
from coordination.activities.rules import missing_for_publishing as missing
from coordination.activities.rules.displacement import gate
from coordination.arrangements.access.contacts import Contact, contact_for, main_number
from coordination.arrangements.access.leading import led_by
from coordination.arrangements.access.proposals import (
    answered_parties,
    bases_of,
    coming_record,
    coming_records,
    overtaken,
    replaced_by,
)
from coordination.arrangements.access.records import (
    Record,
    begins_at,
    latest_record,
    notice_days,
    record_from,
    record_of,
    records_of,
    replaced_parties,
    today_at,
)
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY, VOLUNTEERS, Case, Step, acts_of
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import TASK_OF, Capability, Task, allows

__all__ = [
    "Contact",
    "Record",
    "Verdict",
    "answered_parties",
    "bases_of",
    "begins_at",
    "coming_record",
    "coming_records",
    "contact_for",
    "latest_record",
    "led_by",
    "main_number",
    "may",
    "may_answer",
    "missing_for_publishing",
    "notice_days",
    "overtaken",
    "record_from",
    "record_of",
    "records_of",
    "replaced_by",
    "replaced_parties",
    "require",
    "sees_names",
    "takes_part",
    "today_at",
]


@dataclass(frozen=True)
class Verdict:
    """Yes or no, and why. True in a condition where the answer is yes."""

    is_allowed: bool
    reasons: tuple[Reason, ...] = ()
    party: str = ""
    task: Task | None = None
    is_stepping_in: bool = False  # the task is another side's, and this case waited too long

    def __bool__(self) -> bool:
        return self.is_allowed


def may(
    actor: Actor,
    capability: Capability,
    record: Record,
    *,
    case: Case | None = None,
    now: datetime | None = None,
) -> Verdict:
    """Whether somebody may do something on an activity now, and why not.

    The matrix says what the role may do for its own side and under which task; the record says
    whether that side holds the task. Both must say yes; or the case in hand has waited so long
    that the other side may step in; or a volunteer leads a task that the record leaves to the
    volunteers, and the matrix gives that to whoever leads it. No query but that of `led_by`.

    Args:
        actor: a user under one role.
        capability: what is to be done.
        record: the activity's record as of today.
        case: the very to-do, where it is about one.
        now: the moment, where there is a case.
    """
    task = TASK_OF.get(capability)
    if capability in acts_of(led_by(actor, record)):
        return Verdict(True, party=VOLUNTEERS, task=task)
    if not actor.role or not allows(actor.role, capability):
        return Verdict(False, (Reason("role_may_not"),), task=task)
    side = _side(actor, record)
    if side is None:
        return Verdict(False, (Reason("not_a_party_here"),), task=task)
    if task is None:
        return _above_the_record(actor, capability, record, side)
    if side in record.holder(task).parties:
        return Verdict(True, party=side, task=task)
    if case is not None and now is not None and _may_step_in(side, capability, record, case, now):
        return Verdict(True, party=side, task=task, is_stepping_in=True)
    return Verdict(False, (_whose(task, record, side),), party=side, task=task)


def _whose(task: Task, record: Record, side: str) -> Reason:
    """Whose the task is; who takes part reads which volunteer leads it."""
    values = {"who": record.who(task), "task": task.value}
    leader = record.leaders.get(task) if side in record.names else None
    if leader is None:
        return Reason("held_by_other", values)
    return Reason("volunteer_leads", {**values, "name": leader.name})


def _may_step_in(
    side: str, capability: Capability, record: Record, case: Case, now: datetime
) -> bool:
    """Another side that takes part, never the one that let it wait."""
    return (
        capability in case.acts
        and side in record.names
        and side not in record.holder(case.task).parties
        and case.step(now) == Step.OTHER_SIDE
    )


def _side(actor: Actor, record: Record) -> str | None:
    """The party for which the actor stands at this activity, or None for a stranger."""
    hat, activity = actor.membership, record.activity
    if hat is None:
        return None
    if hat.unit_id:
        return UNIT_PARTY if hat.unit_id == activity.unit_id else None
    if hat.area_id:
        return "" if hat.area_id == activity.unit.area_id else None
    return actor.party


_FOR_THE_UNIT = frozenset(
    {
        Capability.OPEN_TO_PARTNERS,
        Capability.END_ACTIVITY,
        Capability.CLOSE_PLACE,
        Capability.CANCEL_FOR_SAFETY,
    }
)
_FOR_PARTIES = frozenset(
    {Capability.NOTE_CALL, Capability.RAISE_CONCERN, Capability.WITHDRAW_OWN_VOLUNTEERS}
)


def _above_the_record(actor: Actor, capability: Capability, record: Record, side: str) -> Verdict:
    if capability in _FOR_THE_UNIT and side != UNIT_PARTY:
        return Verdict(False, (Reason("not_the_unit"),), party=side)
    if capability in _FOR_PARTIES and not takes_part(actor, record):
        return Verdict(False, (Reason("not_a_party_here"),), party=side)
    return Verdict(True, party=side)


def takes_part(actor: Actor, record: Record) -> bool:
    """Whether the actor's side is the host unit or an organisation that the record names."""
    side = _side(actor, record)
    return side == UNIT_PARTY or (bool(side) and side in record.names)


def require(
    actor: Actor,
    capability: Capability,
    record: Record,
    *,
    case: Case | None = None,
    now: datetime | None = None,
) -> Verdict:
    """The verdict where it is yes; else `PermissionDenied` with its reasons (403)."""
    verdict = may(actor, capability, record, case=case, now=now)
    if not verdict:
        raise PermissionDenied(*verdict.reasons)
    return verdict


def sees_names(actor: Actor, record: Record) -> bool:
    """Whether one reads who comes: whoever receives, and every side that takes part, as each may
    note a call and withdraw its own; never the area's roles.
    """
    wanted = (Capability.SEE_WHO_COMES, Capability.NOTE_CALL)
    return any(may(actor, capability, record) for capability in wanted)


def may_answer(actor: Actor, version: Version, asked: Collection[str]) -> Verdict:
    """Whether the actor's side is among those that are asked about a version, and the actor speaks
    for it; the verdict names the party. No query.
    """
    verdict = may(actor, Capability.ANSWER, Record(version.activity))
    if not verdict or verdict.party in asked:
        return verdict
    return Verdict(False, (Reason("not_a_party"),), party=verdict.party)


def missing_for_publishing(record: Record, *, has_shift: bool) -> list[Reason]:
    """What the publishing gate still asks for; also asked before every sign-up (`stops_sign_ups`).

    The activity needs its requirements prefetched, and those of its unit, and its standing loaded
    (`load_standings`); no query then.
    """
    activity = record.activity
    requirements = [*activity.requirements.all(), *activity.unit.requirements.all()]
    contacts = [activity.contact_name, str(activity.contact_phone or "")]
    return missing(
        GateFacts(
            purpose=activity.purpose,
            does=activity.does,
            does_not=activity.does_not,
            supervisor=activity.supervisor,
            induction=activity.induction,
            place=activity.place,
            expenses=activity.expenses,
            contact=" ".join(contacts) if all(contacts) else "",
            are_requirements_settled=activity.needs_no_credentials
            or any(requirement.ended_at is None for requirement in requirements),
            has_shift=has_shift,
            uncovered_core=tuple(task.value for task in record.derived.uncovered_core),
            is_paid_work_answered=activity.was_paid_work is not None,
            review=gate(standing_of(activity)),
        )
    )
