"""The record's rules: derivation, rows, answers, claims."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination.arrangements.rules import (
    CORE_TASKS,
    COVERED,
    UNIT_PARTY,
    AnswerFacts,
    Arrangement,
    Doer,
    Pattern,
    Share,
    TaskRow,
    VersionState,
    arrangement,
    askable_tasks,
    changes,
    claim_rows,
    derive,
    from_pattern,
    holder,
    initiative_rows,
    invitation_rows,
    is_agreed,
    on_others_day,
    parties_of,
    reasons_against_agreeing,
    reasons_against_rows,
)
from volunteers.memberships.rules import Task

RED, CHOIR = "organisation:7", "organisation:8"
ALLOWED = frozenset({UNIT_PARTY, RED, CHOIR})


def row(task: Task, doer: Doer, *parties: str, part: str = "", reason: str = "") -> TaskRow:
    return TaskRow(task, doer, tuple(Share(party, part) for party in parties), reason)


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


# --- Derivation ---------------------------------------

CHECK_TABLE = [
    ((3, 0, 0, 0), Arrangement.UNIT_ALONE),
    ((0, 2, 0, 0), Arrangement.ORGANISATION_ALONE),
    ((0, 0, 4, 0), Arrangement.SHARED),
    ((2, 0, 1, 0), Arrangement.SHARED),
    ((0, 2, 1, 0), Arrangement.SHARED),
    ((2, 3, 0, 0), Arrangement.DIVIDED),
    ((2, 0, 0, 1), Arrangement.DIVIDED),
    ((1, 1, 1, 0), Arrangement.SHARED_AND_DIVIDED),
    ((0, 0, 1, 1), Arrangement.SHARED_AND_DIVIDED),
]


@pytest.mark.parametrize(("counts", "expected"), CHECK_TABLE)
def test_the_check_table(counts, expected):
    kinds = (Doer.UNIT, Doer.ORGANISATION, Doer.SHARED, Doer.DIVIDED)
    doers = [doer for doer, count in zip(kinds, counts, strict=True) for _ in range(count)]
    assert arrangement(doers) == expected


@pytest.mark.parametrize(
    ("doers", "expected"),
    [
        ([], Arrangement.NOT_RECORDED),
        ([Doer.NOT_NEEDED], Arrangement.NOT_RECORDED),
        ([Doer.NOBODY, Doer.NOT_NEEDED], Arrangement.UNCOORDINATED),
        ([Doer.NOBODY, Doer.VOLUNTEERS], Arrangement.VOLUNTEER_LED),
        ([Doer.VOLUNTEERS, Doer.UNIT], Arrangement.UNIT_ALONE),
    ],
)
def test_without_collaboration(doers, expected):
    assert arrangement(doers) == expected


EVERY_SET = [
    frozenset(chosen) for size in range(8) for chosen in itertools.combinations(Doer, size)
]


def by_the_domain(doers):
    """The rule written a second time, in the words of the domain."""
    divides = Doer.DIVIDED in doers or {Doer.UNIT, Doer.ORGANISATION} <= set(doers)
    if Doer.SHARED in doers:
        return Arrangement.SHARED_AND_DIVIDED if divides else Arrangement.SHARED
    if divides:
        return Arrangement.DIVIDED
    if Doer.UNIT in doers:
        return Arrangement.UNIT_ALONE
    if Doer.ORGANISATION in doers:
        return Arrangement.ORGANISATION_ALONE
    if Doer.VOLUNTEERS in doers:
        return Arrangement.VOLUNTEER_LED
    return Arrangement.UNCOORDINATED if Doer.NOBODY in doers else Arrangement.NOT_RECORDED


def test_the_derivation_of_every_set_of_responsibilities():
    """All 128 of them: total, and what the domain says, with and without collaboration."""
    assert len(EVERY_SET) == 2 ** len(Doer)
    assert [arrangement(one) for one in EVERY_SET] == [by_the_domain(one) for one in EVERY_SET]
    assert {arrangement(one) for one in EVERY_SET} == set(Arrangement)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(Doer), max_size=len(Task)), st.data())
def test_neither_order_nor_number_matters(doers, data):
    found = arrangement(doers)
    assert found == by_the_domain(doers)
    assert arrangement(data.draw(st.permutations(doers))) == found
    assert arrangement([*doers, *doers]) == found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(list(Task)), st.sampled_from(list(Doer))))
def test_what_follows_from_rows(doers):
    derived = derive([TaskRow(task, doer) for task, doer in doers.items()], settled_core_tasks=3)
    covered = sum(doers.get(task) in COVERED for task in CORE_TASKS)
    assert derived.is_provisional == (covered < 3)
    nobody = {task for task, doer in doers.items() if doer == Doer.NOBODY}
    assert set(derived.gaps) == nobody | (set(CORE_TASKS) - set(doers))
    assert set(derived.uncovered_core) == set(derived.gaps) & set(CORE_TASKS)
    assert derived.core == by_the_domain([doers[task] for task in CORE_TASKS if task in doers])
    assert derived.all_tasks == by_the_domain(list(doers.values()))


# --- Rows ---------------------------------------


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (row(Task.TRAIN, Doer.UNIT, UNIT_PARTY), []),
        (row(Task.TRAIN, Doer.UNIT, UNIT_PARTY, RED), ["unit_alone_names_others"]),
        (row(Task.TRAIN, Doer.ORGANISATION), ["organisation_missing"]),
        (row(Task.TRAIN, Doer.ORGANISATION, RED), []),
        (row(Task.TRAIN, Doer.ORGANISATION, RED, UNIT_PARTY), ["organisation_alone_names_unit"]),
        (row(Task.TRAIN, Doer.SHARED, UNIT_PARTY), ["shared_needs_both"]),
        (row(Task.TRAIN, Doer.SHARED, RED), ["shared_needs_both"]),
        (row(Task.TRAIN, Doer.DIVIDED, UNIT_PARTY, RED), ["divided_needs_parts"]),
        (row(Task.TRAIN, Doer.DIVIDED, UNIT_PARTY, RED, part="half"), []),
        (row(Task.TRAIN, Doer.NOT_NEEDED), ["not_needed_needs_reason"]),
        (row(Task.TRAIN, Doer.NOBODY, RED), ["nobody_names_parties"]),
        (row(Task.TRAIN, Doer.ORGANISATION, RED, RED), ["party_twice"]),
        (row(Task.TRAIN, Doer.ORGANISATION, "organisation:99"), ["party_not_here"]),
    ],
)
def test_reasons_against_a_row(one, expected):
    assert codes(reasons_against_rows([one], allowed=ALLOWED)) == expected


def test_the_same_task_twice_and_none_at_all():
    one = row(Task.TRAIN, Doer.UNIT, UNIT_PARTY)
    assert codes(reasons_against_rows([one, one], allowed=ALLOWED)) == ["task_twice"]
    assert codes(reasons_against_rows([], allowed=ALLOWED)) == ["no_task_recorded"]


def test_changes_name_what_differs_and_nothing_else():
    before = [row(Task.RECRUIT, Doer.UNIT, UNIT_PARTY), row(Task.HOST, Doer.UNIT, UNIT_PARTY)]
    after = [
        row(Task.HOST, Doer.UNIT, UNIT_PARTY),
        row(Task.RECRUIT, Doer.SHARED, RED, UNIT_PARTY),
        row(Task.TRAIN, Doer.NOBODY),
    ]
    assert [change.task for change in changes(before, after)] == [Task.RECRUIT, Task.TRAIN]
    assert changes(after, reversed(after)) == []


# --- Answers ---------------------------------------

BOTH = frozenset({UNIT_PARTY, RED})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"agreed": {RED: 1}}, []),
        ({"agreed": {RED: 2}}, ["own_proposal"]),
        ({"agreed": {UNIT_PARTY: 1}}, ["party_has_agreed"]),
        ({"party": CHOIR}, ["not_a_party"]),
        ({"is_base_current": False}, ["agreed_meanwhile"]),
        ({"is_expired": True}, ["version_expired"]),
        *(
            ({"state": state}, [f"version_{state}"])
            for state in VersionState
            if state != VersionState.PROPOSED
        ),
    ],
)
def test_reasons_against_agreeing(values, expected):
    facts = {"state": "proposed", "party": UNIT_PARTY, "needed": BOTH, "user_id": 2, **values}
    assert codes(reasons_against_agreeing(AnswerFacts(**facts))) == expected


def test_a_version_is_agreed_once_everybody_has():
    assert not is_agreed(BOTH, [RED])
    assert is_agreed(BOTH, [RED, UNIT_PARTY])


# --- Who holds a task, and where a record starts ---------------------------------------


@pytest.mark.parametrize("doer", [None, Doer.NOBODY, Doer.NOT_NEEDED, Doer.VOLUNTEERS, Doer.UNIT])
def test_the_unit_acts_where_nobody_else_does(doer):
    found = holder(Task.TRAIN, None if doer is None else row(Task.TRAIN, doer))
    assert found.parties == {UNIT_PARTY}
    assert found.is_by_default == (doer in (None, Doer.NOBODY, Doer.NOT_NEEDED))


@pytest.mark.parametrize("pattern", list(Pattern))
@pytest.mark.parametrize("partner", [None, RED])
def test_a_pattern_makes_rows_that_are_right(pattern, partner):
    rows = from_pattern(pattern, partner)
    assert reasons_against_rows(rows, allowed=ALLOWED) == []
    assert set(CORE_TASKS) <= {one.task for one in rows}
    assert (RED in parties_of(rows)) == (partner is not None and pattern != Pattern.UNIT)


def test_an_offer_takes_the_gaps_first():
    record = [row(task, Doer.UNIT, UNIT_PARTY) for task in CORE_TASKS[:4]]
    record.append(row(Task.TRANSPORT, Doer.NOBODY))
    found = {one.task: one.doer for one in claim_rows(record, RED)}
    assert found[Task.TRANSPORT] == found[CORE_TASKS[4]] == Doer.ORGANISATION
    assert found[CORE_TASKS[0]] == Doer.UNIT


@pytest.mark.parametrize("doer", [None, Doer.UNIT, Doer.ORGANISATION, Doer.SHARED])
def test_an_offer_without_gaps_shares_the_core_tasks(doer):
    parties = {
        Doer.UNIT: [UNIT_PARTY],
        Doer.ORGANISATION: [CHOIR],
        Doer.SHARED: [UNIT_PARTY, CHOIR],
    }
    record = [row(task, doer, *parties[doer]) for task in CORE_TASKS] if doer else []
    rows = claim_rows(record, RED)
    assert {one.task: one.doer for one in rows} == dict.fromkeys(CORE_TASKS, Doer.SHARED)
    assert reasons_against_rows(rows, allowed=ALLOWED) == []
    assert all(RED in one.parties for one in rows)


# --- A unit asks, and an organisation's own idea ----------------------------------------


def test_a_question_shares_what_the_unit_does_and_gives_away_gaps():
    record = [row(task, Doer.UNIT, UNIT_PARTY) for task in CORE_TASKS[1:]]
    rows = {one.task: one for one in invitation_rows(record, RED, [Task.RECRUIT, Task.TRAIN])}
    assert rows[Task.RECRUIT].doer == Doer.ORGANISATION
    assert (rows[Task.TRAIN].doer, rows[Task.TRAIN].parties) == (Doer.SHARED, BOTH)
    assert rows[Task.MATCH].doer == Doer.UNIT


def test_a_question_on_an_empty_record_leaves_the_rest_to_the_unit():
    rows = invitation_rows((), RED, [Task.RECRUIT])
    assert {one.task for one in rows if RED in one.parties} == {Task.RECRUIT}
    assert set(CORE_TASKS) <= {one.task for one in rows}
    assert reasons_against_rows(rows, allowed=ALLOWED) == []


def test_what_is_divided_cannot_be_asked_for():
    record = [row(Task.HOST, Doer.DIVIDED, UNIT_PARTY, CHOIR), row(Task.TRAIN, Doer.UNIT)]
    assert Task.HOST not in askable_tasks(record)
    assert RED not in parties_of(invitation_rows(record, RED, [Task.HOST]))


def test_an_idea_names_its_own_tasks_or_shares_the_core():
    rows = {one.task: one.doer for one in initiative_rows(RED, [Task.RECRUIT, Task.RECOGNISE])}
    assert rows[Task.RECRUIT] == rows[Task.RECOGNISE] == Doer.ORGANISATION
    assert rows[Task.HOST] == rows[Task.TRAIN] == Doer.UNIT
    assert {one.doer for one in initiative_rows(RED, [])} == {Doer.SHARED}


# --- Divided by days ----------------------------------


@pytest.mark.parametrize(
    ("doer", "days", "weekday", "reader", "theirs"),
    [
        (Doer.DIVIDED, ("12", "45"), 1, UNIT_PARTY, []),
        (Doer.DIVIDED, ("12", "45"), 4, UNIT_PARTY, [RED]),
        (Doer.DIVIDED, ("12", "45"), 1, RED, [UNIT_PARTY]),
        (Doer.DIVIDED, ("12", "45"), 7, RED, []),  # nobody's day is everybody's
        (Doer.DIVIDED, ("12", "2"), 2, RED, []),  # a day of both
        (Doer.DIVIDED, ("", ""), 2, RED, []),  # divided by part, not by day
        (Doer.DIVIDED, ("12", "45"), 1, CHOIR, []),  # no part at all
        (Doer.SHARED, ("12", "45"), 4, UNIT_PARTY, []),
    ],
)
def test_whose_day_it_is_in_a_divided_task(doer, days, weekday, reader, theirs):
    shares = tuple(Share(party, "", on) for party, on in zip((UNIT_PARTY, RED), days, strict=True))
    found = on_others_day(TaskRow(Task.SCHEDULE, doer, shares), reader, weekday)
    assert [one.party for one in found] == theirs
    assert on_others_day(None, reader, weekday) == ()
