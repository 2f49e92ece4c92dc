"""Roles, what each may do for its own side, and under which coordination task.

The matrix is half of every permission. The other half is the agreed record, which says whether
one's side holds the task (`coordination.arrangements.access.may` asks both). `docs/permissions.md`
is generated from here, and a test compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from careshare.errors import Reason


class Role(StrEnum):
    """What a user is in a scope."""

    AREA_LEAD = "area_lead"
    UNIT_MANAGER = "unit_manager"
    UNIT_STAFF = "unit_staff"
    COORDINATOR = "coordinator"  # of an organisation
    STAFF_REPRESENTATIVE = "staff_representative"
    RESEARCHER = "researcher"


class ScopeKind(StrEnum):
    """What sort of scope a role has."""

    AREA = "area"
    UNIT = "unit"
    ORGANISATION = "organisation"


SCOPE_OF: Mapping[Role, ScopeKind] = {
    Role.AREA_LEAD: ScopeKind.AREA,
    Role.UNIT_MANAGER: ScopeKind.UNIT,
    Role.UNIT_STAFF: ScopeKind.UNIT,
    Role.COORDINATOR: ScopeKind.ORGANISATION,
    Role.STAFF_REPRESENTATIVE: ScopeKind.AREA,
    Role.RESEARCHER: ScopeKind.AREA,
}

MAY_INVITE: Mapping[Role, frozenset[Role]] = {
    Role.AREA_LEAD: frozenset(Role),
    Role.UNIT_MANAGER: frozenset({Role.UNIT_MANAGER, Role.UNIT_STAFF}),
    Role.COORDINATOR: frozenset({Role.COORDINATOR}),
}
"""Which roles one may invite to: within one's own scope, or, for the area lead, in the area."""


class Task(StrEnum):
    """The sixteen coordination tasks of an activity.

    They are a noun of `arrangements`; they are named here, in the lowest room that speaks of
    them, because the matrix says under which task a role may act.
    """

    NEED = "need"
    ROLE = "role"
    FUND = "fund"
    RECRUIT = "recruit"
    VET = "vet"
    TRAIN = "train"
    MATCH = "match"
    SCHEDULE = "schedule"
    TRANSPORT = "transport"
    HOST = "host"
    SUPERVISE = "supervise"
    FOLLOW_UP = "follow_up"
    SAFEGUARD = "safeguard"
    RECOGNISE = "recognise"
    RECORD = "record"
    INFORM = "inform"


class Capability(StrEnum):
    """Something that a role may be allowed to do."""

    # In the scope itself
    RUN_AREA = "run_area"  # units, wards, organisations, sides, policy
    EDIT_UNIT = "edit_unit"
    EDIT_ORGANISATION = "edit_organisation"
    INVITE_COLLEAGUES = "invite_colleagues"
    ADD_PEOPLE = "add_people"
    SEE_PEOPLE = "see_people"
    SEE_REPORTS = "see_reports"  # counts of one's own scope, never names
    RUN_SCREEN = "run_screen"  # an address at which a screen on the wall shows who comes
    CONFIRM_LIST = "confirm_list"  # that the unit's list of activities is complete
    PAIR_TABLETS = "pair_tablets"  # at which volunteers check in
    SEE_PAID_WORK = "see_paid_work"  # posts by quarter, alerts, which reviews are missing
    ENTER_POSTS = "enter_posts"
    # On an activity, as the side that one belongs to
    SEE_ACTIVITIES = "see_activities"
    CREATE_ACTIVITY = "create_activity"
    OPEN_TO_PARTNERS = "open_to_partners"
    END_ACTIVITY = "end_activity"
    CLASSIFY = "classify"
    REVIEW_PAID_WORK = "review_paid_work"  # answer whether it replaces paid work
    SECOND_VOICE = "second_voice"  # answer it for the staff
    PROPOSE = "propose"
    ANSWER = "answer"  # agree or decline
    CLOSE_PLACE = "close_place"
    CANCEL_FOR_SAFETY = "cancel_for_safety"
    WITHDRAW_OWN_VOLUNTEERS = "withdraw_own_volunteers"
    NOTE_CALL = "note_call"
    RAISE_CONCERN = "raise_concern"  # a concern or a hard day, at a session
    # On an activity, under a task of the record
    EDIT_ACTIVITY = "edit_activity"
    PUBLISH = "publish"
    INVITE_VOLUNTEERS = "invite_volunteers"
    RECORD_CHECKS = "record_checks"
    RECORD_TRAINING = "record_training"
    DECIDE_SIGN_UPS = "decide_sign_ups"
    PLACE_PEOPLE = "place_people"
    PLAN_SHIFTS = "plan_shifts"
    SEE_WHO_COMES = "see_who_comes"
    SUPPORT = "support"
    SUSPEND = "suspend"
    CLOSE_CONCERN = "close_concern"
    RECORD_ATTENDANCE = "record_attendance"
    APPROVE_HOURS = "approve_hours"  # that a volunteer added
    THANK = "thank"
    INFORM_ALL = "inform_all"


TASK_OF: Mapping[Capability, Task] = {
    Capability.EDIT_ACTIVITY: Task.ROLE,
    Capability.PUBLISH: Task.ROLE,
    Capability.INVITE_VOLUNTEERS: Task.RECRUIT,
    Capability.RECORD_CHECKS: Task.VET,
    Capability.RECORD_TRAINING: Task.TRAIN,
    Capability.DECIDE_SIGN_UPS: Task.MATCH,
    Capability.PLACE_PEOPLE: Task.MATCH,
    Capability.PLAN_SHIFTS: Task.SCHEDULE,
    Capability.SEE_WHO_COMES: Task.HOST,
    Capability.SUPPORT: Task.SUPERVISE,
    Capability.SUSPEND: Task.SAFEGUARD,
    Capability.CLOSE_CONCERN: Task.SAFEGUARD,
    Capability.RECORD_ATTENDANCE: Task.RECORD,
    Capability.APPROVE_HOURS: Task.RECORD,
    Capability.THANK: Task.RECOGNISE,
    Capability.INFORM_ALL: Task.INFORM,
}
"""The task under which a capability is exercised; one that is not here stands above the record."""

TASK_OF_ACTION: Mapping[str, Task | None] = {
    "signup.cancelled": Task.MATCH,
    "signup.taken_back": Task.MATCH,
    "contact.added": None,  # says whom to ring; it does not do the task
    "contact.ended": None,
    "leading.named": None,  # says who leads; it does not do the task
    "leading.ended": None,
    "task.stepped_in": None,  # says for whom it was done; the act itself stands beside it
}
"""Under which task an act of the log counts as done, where the log's own row does not say it."""

_UNDER_A_TASK = frozenset(TASK_OF)
_EVERY_SIDE = frozenset({
    Capability.SEE_PEOPLE, Capability.SEE_ACTIVITIES, Capability.NOTE_CALL,
    Capability.RAISE_CONCERN,
})  # fmt: skip

MATRIX: Mapping[Role, frozenset[Capability]] = {
    Role.AREA_LEAD: frozenset(
        {
            Capability.RUN_AREA,
            Capability.EDIT_UNIT,
            Capability.EDIT_ORGANISATION,
            Capability.INVITE_COLLEAGUES,
            Capability.SEE_ACTIVITIES,
            Capability.SEE_REPORTS,
            Capability.CLASSIFY,
            Capability.SEE_PAID_WORK,
            Capability.ENTER_POSTS,
        }
    ),
    Role.UNIT_MANAGER: _UNDER_A_TASK
    | _EVERY_SIDE
    | {
        Capability.SEE_REPORTS,
        Capability.CONFIRM_LIST,
        Capability.RUN_SCREEN,
        Capability.PAIR_TABLETS,
        Capability.EDIT_UNIT,
        Capability.INVITE_COLLEAGUES,
        Capability.ADD_PEOPLE,
        Capability.CREATE_ACTIVITY,
        Capability.OPEN_TO_PARTNERS,
        Capability.END_ACTIVITY,
        Capability.CLASSIFY,
        Capability.SEE_PAID_WORK,
        Capability.ENTER_POSTS,
        Capability.REVIEW_PAID_WORK,
        Capability.PROPOSE,
        Capability.ANSWER,
        Capability.CLOSE_PLACE,
        Capability.CANCEL_FOR_SAFETY,
    },
    Role.UNIT_STAFF: _EVERY_SIDE
    | {
        Capability.SEE_WHO_COMES,
        Capability.RECORD_ATTENDANCE,
        Capability.APPROVE_HOURS,
        Capability.CLOSE_PLACE,
        Capability.CANCEL_FOR_SAFETY,
    },
    Role.COORDINATOR: _UNDER_A_TASK
    | _EVERY_SIDE
    | {
        Capability.SEE_REPORTS,
        Capability.EDIT_ORGANISATION,
        Capability.INVITE_COLLEAGUES,
        Capability.ADD_PEOPLE,
        Capability.PROPOSE,
        Capability.ANSWER,
        Capability.WITHDRAW_OWN_VOLUNTEERS,
    },
    Role.STAFF_REPRESENTATIVE: frozenset(
        {
            Capability.SEE_ACTIVITIES,
            Capability.SEE_REPORTS,
            Capability.SEE_PAID_WORK,
            Capability.SECOND_VOICE,
        }
    ),
    Role.RESEARCHER: frozenset({Capability.SEE_REPORTS}),
}

LEADING: Mapping[Task, frozenset[Capability]] = {
    Task.MATCH: frozenset({Capability.DECIDE_SIGN_UPS, Capability.SEE_WHO_COMES}),
    Task.SCHEDULE: frozenset({Capability.PLAN_SHIFTS}),
    Task.HOST: frozenset({Capability.SEE_WHO_COMES}),
    Task.RECORD: frozenset({Capability.RECORD_ATTENDANCE, Capability.SEE_WHO_COMES}),
}
"""What the volunteer may do who leads a task left to the volunteers (docs/decisions/0028)."""


@dataclass(frozen=True)
class InvitationFacts:
    """What decides whether an invitation can still be taken."""

    email: str
    asked_email: str
    is_expired: bool
    is_accepted: bool
    is_withdrawn: bool


def allows(role: str, capability: Capability) -> bool:
    """Whether the matrix gives a role a capability, on its own side."""
    return capability in MATRIX[Role(role)]


def may_invite_to(inviter: str, role: str) -> bool:
    """Whether a holder of one role may invite to another."""
    return Role(role) in MAY_INVITE.get(Role(inviter), frozenset())


def reasons_against_accepting(facts: InvitationFacts) -> list[Reason]:
    """Why an invitation cannot be taken by somebody who holds `asked_email`.

    `asked_email` is empty for somebody who is not logged in: then only the invitation counts.
    """
    if facts.is_accepted:
        return [Reason("invitation_used")]
    reasons = []
    if facts.is_withdrawn:
        reasons.append(Reason("invitation_withdrawn"))
    elif facts.is_expired:
        reasons.append(Reason("invitation_expired"))
    if facts.asked_email and facts.asked_email != facts.email:
        reasons.append(Reason("invitation_other_address"))
    return reasons


DECIDES: Mapping[ScopeKind, Role] = {
    ScopeKind.AREA: Role.AREA_LEAD,
    ScopeKind.UNIT: Role.UNIT_MANAGER,
    ScopeKind.ORGANISATION: Role.COORDINATOR,
}
"""The role in each sort of scope without which nobody there could decide."""


@dataclass(frozen=True)
class EndingFacts:
    """What decides whether a role can be given up or taken away."""

    role: str
    is_ended: bool
    others_who_decide: int  # active holders of the deciding role there, besides this one


def reasons_against_ending(facts: EndingFacts) -> list[Reason]:
    """Why a role cannot end: the last one of a side needs a successor first."""
    if facts.is_ended:
        return [Reason("membership_ended")]
    if facts.role in DECIDES.values() and not facts.others_who_decide:
        return [Reason("last_member")]
    return []


def covers_day(starts_on: date | None, ends_on: date | None, day: date) -> bool:
    """Whether a day lies in a range whose ends may be open."""
    return (starts_on is None or starts_on <= day) and (ends_on is None or day <= ends_on)


def reasons_against_deputy(
    *, starts_on: date, ends_on: date, today: date, latest: date
) -> list[Reason]:
    """Why nobody can be a deputy on these days."""
    reasons = []
    if ends_on < starts_on:
        reasons.append(Reason("deputy_backwards"))
    elif ends_on < today:
        reasons.append(Reason("deputy_past"))
    if max(starts_on, ends_on) > latest:
        reasons.append(Reason("deputy_too_far", {"day": latest}))
    return reasons
