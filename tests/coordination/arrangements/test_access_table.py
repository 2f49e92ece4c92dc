"""The whole table: role x task x responsibility x side, written out a second time by hand."""

from types import SimpleNamespace
from typing import Any

import pytest

from coordination.arrangements.access import Record, may
from coordination.arrangements.rules import VOLUNTEERS, Doer, Leader, Share, TaskRow
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Role, Task

ACTS: dict[Task, tuple[str, ...]] = {
    Task.NEED: (),
    Task.ROLE: ("edit_activity", "publish"),
    Task.FUND: (),
    Task.RECRUIT: ("invite_volunteers",),
    Task.VET: ("record_checks",),
    Task.TRAIN: ("record_training",),
    Task.MATCH: ("decide_sign_ups", "place_people"),
    Task.SCHEDULE: ("plan_shifts",),
    Task.TRANSPORT: (),
    Task.HOST: ("see_who_comes",),
    Task.SUPERVISE: ("support",),
    Task.FOLLOW_UP: (),
    Task.SAFEGUARD: ("suspend", "close_concern"),
    Task.RECOGNISE: ("thank",),
    Task.RECORD: ("record_attendance", "approve_hours"),
    Task.INFORM: ("inform_all",),
}
STAFF_DO = {"see_who_comes", "record_attendance", "approve_hours"}
ABOVE = {
    "close_place": {"manager", "staff"},
    "cancel_for_safety": {"manager", "staff"},
    "withdraw_own_volunteers": {"coordinator"},
    "note_call": {"manager", "staff", "coordinator"},
    "raise_concern": {"manager", "staff", "coordinator"},
}
RED = "organisation:7"
HOLDS: dict[Doer | None, tuple[set[str], set[str]]] = {  # who is named, whose side acts
    Doer.UNIT: ({"unit"}, {"unit"}),
    Doer.ORGANISATION: ({RED}, {RED}),
    Doer.SHARED: ({"unit", RED}, {"unit", RED}),
    Doer.DIVIDED: ({"unit", RED}, {"unit", RED}),
    Doer.VOLUNTEERS: (set(), {"unit"}),
    Doer.NOBODY: (set(), {"unit"}),
    Doer.NOT_NEEDED: (set(), {"unit"}),
    None: (set(), {"unit"}),  # no row, or no valid version
}
SCOPES: dict[str, tuple[Role, dict[str, int], str]] = {
    "manager": (Role.UNIT_MANAGER, {"unit_id": 3}, "unit"),
    "staff": (Role.UNIT_STAFF, {"unit_id": 3}, "unit"),
    "coordinator": (Role.COORDINATOR, {"organisation_id": 7}, RED),
    "manager elsewhere": (Role.UNIT_MANAGER, {"unit_id": 4}, ""),
    "staff elsewhere": (Role.UNIT_STAFF, {"unit_id": 4}, ""),
    "coordinator of others": (Role.COORDINATOR, {"organisation_id": 8}, ""),
    "lead": (Role.AREA_LEAD, {"area_id": 1}, ""),
    "representative": (Role.STAFF_REPRESENTATIVE, {"area_id": 1}, ""),
    "researcher": (Role.RESEARCHER, {"area_id": 1}, ""),
}


def actor(who: str) -> Actor:
    role, scope, _side = SCOPES[who]
    empty: dict[str, Any] = {"unit_id": None, "organisation_id": None, "area_id": None}
    return Actor(None, SimpleNamespace(role=role, **{**empty, **scope}))  # type: ignore[arg-type]


def record(task: Task, doer: Doer | None) -> Record:
    """One task as given; the Red Cross takes part anyway, through another."""
    parties, _acting = HOLDS[doer]
    rows = [TaskRow(Task.NEED, Doer.SHARED, (Share("unit"), Share(RED)))]
    if doer is not None and task != Task.NEED:
        rows.append(TaskRow(task, doer, tuple(map(Share, sorted(parties)))))
    activity: Any = SimpleNamespace(unit_id=3, unit=SimpleNamespace(area_id=1))
    return Record(activity, rows=tuple(rows), names={"unit": "Solbakken", RED: "Red Cross"})


def test_every_act_of_the_table_is_a_capability_and_none_is_left_over():
    under_a_task = {act for acts in ACTS.values() for act in acts}
    assert set(ACTS) == set(Task)
    assert under_a_task <= {one.value for one in Capability}


@pytest.mark.parametrize("doer", list(HOLDS), ids=str)
@pytest.mark.parametrize("who", list(SCOPES))
def test_role_task_responsibility_side(who, doer):
    _role, _scope, side = SCOPES[who]
    for task, acts in ACTS.items():
        found = record(task, doer)
        for act in acts:
            verdict = may(actor(who), Capability(act), found)
            in_matrix = who in ("manager", "coordinator") or (who == "staff" and act in STAFF_DO)
            assert bool(verdict) == (in_matrix and side in HOLDS[doer][1]), (task, act)
            assert bool(verdict) != bool(verdict.reasons), "a no says why, a yes has no reason"
            if in_matrix and not verdict:
                names = {"unit": "Solbakken", RED: "Red Cross"}
                whose = {names[party] for party in HOLDS[doer][1]}
                assert set(str(verdict.reasons[0].values["who"]).split(", ")) == whose


@pytest.mark.parametrize("doer", list(HOLDS), ids=str)
@pytest.mark.parametrize("act", sorted(ABOVE))
def test_above_the_record_no_responsibility_counts(act, doer):
    for task in Task:
        found = record(task, doer)
        allowed = {who for who in SCOPES if may(actor(who), Capability(act), found)}
        assert allowed == ABOVE[act], task


LEADERS_DO = {
    Task.MATCH: {"decide_sign_ups", "see_who_comes"},
    Task.SCHEDULE: {"plan_shifts"},
    Task.HOST: {"see_who_comes"},
    Task.RECORD: {"record_attendance", "see_who_comes"},
}
KARI, OLA = 41, 42  # two people behind one log-in
KARIS_USER: Any = SimpleNamespace(pk=5)


def led(task: Task) -> Record:
    """The volunteers see to a task, and Kari leads it."""
    found = record(task, Doer.VOLUNTEERS)
    return Record(found.activity, None, found.rows, found.names, {task: Leader(KARI, 5, "Kari")})


@pytest.mark.parametrize("task", [task for task in Task if task != Task.NEED])
def test_whoever_leads_may_what_the_matrix_gives_for_that_task_and_nothing_else(task):
    kari = Actor(KARIS_USER, None, KARI)
    verdicts = {one: may(kari, one, led(task)) for one in Capability}
    assert {one.value for one, yes in verdicts.items() if yes} == LEADERS_DO.get(task, set())
    assert {yes.party for yes in verdicts.values() if yes} <= {VOLUNTEERS}


@pytest.mark.parametrize(
    "stranger",
    [
        Actor(KARIS_USER, None, OLA),
        Actor(SimpleNamespace(pk=6), None, KARI),
        Actor(SimpleNamespace(pk=None), None, KARI),
        Actor(KARIS_USER, actor("coordinator").membership),
    ],
    ids=["another person of the log-in", "another log-in", "nobody", "under a role"],
)
def test_nobody_else_leads(stranger):
    for task in LEADERS_DO:
        for one in LEADERS_DO[task]:
            assert not may(stranger, Capability(one), led(task))


def test_somebody_without_a_log_in_leads_and_no_visitor_passes_for_her():
    found = record(Task.SCHEDULE, Doer.VOLUNTEERS)
    leaders = {Task.SCHEDULE: Leader(KARI, None, "Kari")}
    nobody = Actor(SimpleNamespace(pk=None), None, KARI)
    assert not may(
        nobody,
        Capability.PLAN_SHIFTS,
        Record(found.activity, None, found.rows, found.names, leaders),
    )


def test_the_unit_still_acts_and_a_partner_reads_who_leads():
    assert may(actor("manager"), Capability.PLAN_SHIFTS, led(Task.SCHEDULE)).party == "unit"
    (reason,) = may(actor("coordinator"), Capability.PLAN_SHIFTS, led(Task.SCHEDULE)).reasons
    assert (reason.code, reason.values["name"]) == ("volunteer_leads", "Kari")
    (reason,) = may(actor("coordinator of others"), Capability.PLAN_SHIFTS,
                    led(Task.SCHEDULE)).reasons  # fmt: skip
    assert "Kari" not in str(reason.values)
