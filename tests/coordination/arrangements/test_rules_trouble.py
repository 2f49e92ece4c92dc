"""Gaps and collisions."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from coordination.arrangements.rules import (
    CORE_TASKS,
    ContactFacts,
    Doer,
    Share,
    TaskRow,
    TroubleFacts,
    TroubleKind,
    pick_contact,
    troubles,
)
from volunteers.memberships.rules import Task

RED, LIONS = "organisation:7", "organisation:8"
OSLO = ZoneInfo("Europe/Oslo")


def row(task: Task, doer: Doer, *parties: str) -> TaskRow:
    return TaskRow(task, doer, tuple(Share(party, "a part") for party in parties), reason="none")


CORE = [row(task, Doer.UNIT, "unit") for task in CORE_TASKS]


def codes(**facts) -> list[tuple[str, str]]:
    return [(one.kind, one.task) for one in troubles(TroubleFacts(**{"rows": CORE, **facts}))]


def contact(task: Task, party: str, **values) -> ContactFacts:
    return ContactFacts(task, party, "Kari", "+4722000001", **values)


def session(day: int, start: int, end: int) -> tuple[datetime, datetime]:
    at = datetime(2026, 11, day, tzinfo=OSLO)
    return at.replace(hour=start), at.replace(hour=end)


def test_a_whole_record_has_none():
    assert codes() == []


def test_a_gap_is_a_core_task_without_a_row_and_any_that_nobody_does():
    rows = [*CORE[1:], row(Task.TRANSPORT, Doer.NOBODY), row(Task.FUND, Doer.NOT_NEEDED)]
    assert codes(rows=rows) == [("gap", "recruit"), ("gap", "transport")]


@pytest.mark.parametrize(
    ("doer", "parties", "collides"),
    [
        (Doer.UNIT, ("unit",), True),
        (Doer.ORGANISATION, (LIONS,), True),
        (Doer.ORGANISATION, (RED,), False),
        (Doer.SHARED, ("unit", LIONS), False),  # not alone: a word between them is enough
        (Doer.DIVIDED, ("unit", LIONS), False),
        (Doer.VOLUNTEERS, (), False),
    ],
)
def test_a_contact_of_another_party_for_a_task_done_alone(doer, parties, collides):
    rows = [*CORE, row(Task.HOST, doer, *parties)]
    found = codes(rows=rows, contacts=[contact(Task.HOST, RED)])
    assert (("foreign_contact", "host") in found) == collides


def test_rival_proposals_give_one_task_alone_to_two():
    ours = [row(Task.MATCH, Doer.ORGANISATION, RED), row(Task.RECORD, Doer.SHARED, "unit", RED)]
    theirs = [row(Task.MATCH, Doer.ORGANISATION, LIONS), row(Task.RECORD, Doer.UNIT, "unit")]
    assert codes(proposals=[ours, theirs]) == [("rival_proposals", "match")]
    assert codes(proposals=[ours, ours]) == []
    (found,) = troubles(TroubleFacts(rows=CORE, proposals=[ours, theirs]))
    assert found.parties == (RED, LIONS)
    assert found.is_collision


@pytest.mark.parametrize(
    ("hours", "window", "covered"),
    [
        ({"from_time": time(8), "until_time": time(16)}, (14, 16), True),
        ({"from_time": time(15), "until_time": time(16)}, (14, 17), True),
        ({"from_time": time(8), "until_time": time(13)}, (14, 16), False),
        ({"from_time": time(17)}, (14, 16), False),
        ({"weekdays": "12345"}, (14, 16), True),
        ({"weekdays": "67"}, (14, 16), False),
        ({"weekdays": "67", "deputy_name": "Per", "deputy_phone": "+4722000009"}, (14, 16), True),
    ],
)
def test_contacts_that_cover_no_hour_of_a_session(hours, window, covered):
    sessions = [session(24, *window)]  # a Tuesday
    found = codes(contacts=[contact(Task.HOST, "unit", **hours)], sessions=sessions)
    assert (("no_hour_covered", "host") not in found) == covered


def test_without_a_contact_the_activitys_own_is_rung_so_nothing_is_wrong():
    assert codes(sessions=[session(24, 3, 4)]) == []
    assert codes(contacts=[contact(Task.HOST, RED, weekdays="7")], sessions=[]) == []


def test_the_first_session_is_named():
    sessions = [session(26, 14, 16), session(24, 14, 16)]
    (found,) = troubles(
        TroubleFacts(
            rows=CORE, sessions=sessions, contacts=[contact(Task.HOST, "unit", weekdays="67")]
        )
    )
    assert found.kind == TroubleKind.NO_HOUR_COVERED
    assert found.moment == session(24, 14, 16)[0]


@pytest.mark.parametrize(
    ("hour", "weekdays", "name"),
    [(9, "1234567", "Kari"), (20, "1234567", "Per"), (9, "67", "Per")],
)
def test_at_other_hours_the_deputy_is_named(hour, weekdays, name):
    kari = contact(
        Task.HOST, "unit", until_time=time(16), weekdays=weekdays, deputy_name="Per",
        deputy_phone="+4722000009", valid_until=datetime(2026, 11, 24).date(),
    )  # fmt: skip
    at, _end = session(24, hour, hour)
    found = pick_contact([kari], task=Task.HOST, parties=frozenset({"unit"}), at=at)
    assert found is not None
    assert found.name == name
    assert found.phone == ("+4722000001" if name == "Kari" else "+4722000009")
    late, _end = session(25, hour, hour)  # no longer in force
    assert pick_contact([kari], task=Task.HOST, parties=frozenset({"unit"}), at=late) is None


NIGHT = {"from_time": time(22), "until_time": time(6)}


@pytest.mark.parametrize(
    ("weekdays", "day", "hour", "answers"),
    [
        ("1234567", 24, 2, True),
        ("1234567", 24, 23, True),
        ("1234567", 24, 6, True),
        ("1234567", 24, 7, False),
        ("1234567", 24, 21, False),
        ("1", 24, 2, True),  # Tuesday at two is still Monday's night
        ("1", 23, 2, False),
        ("2", 24, 2, False),
    ],
)
def test_hours_past_midnight_belong_to_the_day_on_which_they_begin(weekdays, day, hour, answers):
    kari = contact(Task.HOST, "unit", weekdays=weekdays, **NIGHT)
    at, _end = session(day, hour, hour)
    found = pick_contact([kari], task=Task.HOST, parties=frozenset({"unit"}), at=at)
    assert (found is not None) == answers


def test_the_last_night_of_a_contact_goes_on_to_its_morning():
    until = datetime(2026, 11, 23).date()
    kari = contact(Task.HOST, "unit", valid_until=until, **NIGHT)
    for day, answers in ((24, True), (25, False)):
        at, _end = session(day, 2, 2)
        assert kari.answers(at) == answers


def test_a_night_contact_covers_a_night_session_and_no_other():
    night = contact(Task.HOST, "unit", **NIGHT)
    assert codes(contacts=[night], sessions=[session(24, 2, 4)]) == []
    assert codes(contacts=[night], sessions=[session(24, 20, 23)]) == []
    found = codes(contacts=[night], sessions=[session(24, 10, 12)])
    assert found == [(TroubleKind.NO_HOUR_COVERED, Task.HOST)]
