"""Leaving with notice: what the record says without a party, and when notice can be given."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.arrangements.rules import (
    UNIT_PARTY,
    Doer,
    Notice,
    NoticeFacts,
    Share,
    TaskRow,
    falls_open,
    left_by,
    notice_on,
    reasons_against_notice,
    reasons_against_rows,
    reasons_against_withdrawing_notice,
    with_owners,
    without,
)
from volunteers.memberships.rules import Task

RED, CHOIR = "organisation:7", "organisation:8"
ALL = frozenset({UNIT_PARTY, RED, CHOIR})
DAY = date(2026, 11, 23)


def row(doer: Doer, *parties: str, part: str = "") -> TaskRow:
    return TaskRow(Task.TRAIN, doer, tuple(Share(party, part) for party in parties))


@pytest.mark.parametrize(
    ("before", "left", "after"),
    [
        (row(Doer.ORGANISATION, RED), RED, row(Doer.NOBODY)),
        (row(Doer.ORGANISATION, RED, CHOIR), RED, row(Doer.ORGANISATION, CHOIR)),
        (row(Doer.SHARED, UNIT_PARTY, RED), RED, row(Doer.UNIT, UNIT_PARTY)),
        (row(Doer.SHARED, UNIT_PARTY, RED, CHOIR), RED, row(Doer.SHARED, UNIT_PARTY, CHOIR)),
        (row(Doer.SHARED, UNIT_PARTY, RED), UNIT_PARTY, row(Doer.ORGANISATION, RED)),
        (row(Doer.DIVIDED, UNIT_PARTY, RED, part="half"), RED, row(Doer.UNIT, UNIT_PARTY)),
        (
            row(Doer.DIVIDED, UNIT_PARTY, RED, CHOIR, part="a third"),
            RED,
            row(Doer.DIVIDED, UNIT_PARTY, CHOIR, part="a third"),
        ),
        (row(Doer.UNIT), UNIT_PARTY, row(Doer.NOBODY)),
        (row(Doer.UNIT, UNIT_PARTY), RED, row(Doer.UNIT, UNIT_PARTY)),
    ],
)
def test_a_task_falls_to_those_who_remain_or_to_nobody(before, left, after):
    assert without([before], frozenset({left})) == (after,)
    fallen = falls_open([before], left)
    assert [one.after for one in fallen] == ([] if before == after else [after])
    assert all(one.is_gap == (after.doer == Doer.NOBODY) for one in fallen)


@st.composite
def right_rows(draw):
    rows = []
    for task in draw(st.sets(st.sampled_from(list(Task)), min_size=1)):
        doer = draw(st.sampled_from(list(Doer)))
        others = draw(st.sampled_from([(RED,), (CHOIR,), (RED, CHOIR)]))
        parties = {
            Doer.UNIT: (UNIT_PARTY,),
            Doer.ORGANISATION: others,
            Doer.SHARED: (UNIT_PARTY, *others),
            Doer.DIVIDED: (UNIT_PARTY, *others),
        }.get(doer, ())
        part = "a part" if doer == Doer.DIVIDED else ""
        reason = "none is needed" if doer == Doer.NOT_NEEDED else ""
        rows.append(TaskRow(task, doer, tuple(Share(one, part) for one in parties), reason))
    return rows


@settings(max_examples=60)
@given(right_rows(), st.sets(st.sampled_from(sorted(ALL))))
def test_what_remains_is_right_and_names_nobody_who_left(rows, left):
    after = without(rows, frozenset(left))
    assert reasons_against_rows(after, allowed=ALL) == []
    assert not any(one.parties & left for one in after)
    assert [one.task for one in after] == [one.task for one in rows]
    one_by_one = rows
    for party in sorted(left):  # in whatever order they leave
        one_by_one = without(one_by_one, frozenset({party}))
    assert tuple(one_by_one) == after


def test_a_later_agreement_outlives_an_earlier_notice():
    notices = [Notice(RED, DAY, number=2)]
    assert left_by(notices, 2, DAY - timedelta(days=1)) == frozenset()
    assert left_by(notices, 2, DAY) == left_by(notices, 1, DAY) == {RED}
    assert left_by(notices, 3, DAY) == frozenset()


SHARED = (row(Doer.SHARED, UNIT_PARTY, RED, CHOIR),)
FACTS = {
    "rows": SHARED, "leaving": RED, "by": RED, "today": DAY, "ends_on": DAY + timedelta(days=30),
    "notice_days": 30, "months_ahead": 24,
}  # fmt: skip


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"by": UNIT_PARTY}, []),
        ({"by": CHOIR}, []),
        ({"leaving": UNIT_PARTY, "by": UNIT_PARTY}, []),
        ({"leaving": UNIT_PARTY}, ["unit_hosts"]),
        ({"leaving": "organisation:9"}, ["leaver_takes_no_part"]),
        ({"by": "organisation:9"}, ["not_a_party"]),
        ({"is_given": True}, ["notice_given_already"]),
        ({"ends_on": DAY + timedelta(days=29)}, ["notice_too_short"]),
        ({"ends_on": DAY, "notice_days": 0}, ["notice_too_short"]),
        ({"ends_on": date(9999, 1, 1)}, ["notice_too_far"]),
        ({"rows": (row(Doer.UNIT, UNIT_PARTY),)}, ["nobody_to_leave"]),
    ],
)
def test_reasons_against_notice(values, expected):
    found = reasons_against_notice(NoticeFacts(**FACTS | values))
    assert [reason.code for reason in found] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"by": UNIT_PARTY}, ["notice_of_others"]),
        ({"today": DAY}, ["notice_took_effect"]),
        ({"is_latest": False}, ["agreed_since_notice"]),
    ],
)
def test_reasons_against_taking_notice_back(values, expected):
    facts = {"by": RED, "given_by": RED, "today": DAY - timedelta(days=1), "ends_on": DAY,
             "is_latest": True}  # fmt: skip
    found = reasons_against_withdrawing_notice(**facts | values)
    assert [reason.code for reason in found] == expected


def test_new_owners_take_the_place_of_what_falls():
    rows = (row(Doer.NOBODY), TaskRow(Task.HOST, Doer.UNIT, (Share(UNIT_PARTY),)))
    owners = {Task.TRAIN: CHOIR, Task.NEED: UNIT_PARTY, Task.FUND: "not_needed"}
    found = {one.task: one for one in with_owners(rows, owners, {Task.FUND: "it costs nothing"})}
    assert found[Task.TRAIN] == row(Doer.ORGANISATION, CHOIR)
    assert found[Task.NEED].doer == found[Task.HOST].doer == Doer.UNIT
    assert (found[Task.FUND].doer, found[Task.FUND].reason) == (Doer.NOT_NEEDED, "it costs nothing")


@pytest.mark.parametrize(
    ("agreed", "trial_until", "in_trial", "days"),
    [
        (30, None, 7, 30),
        (0, None, 7, 14),  # the agreement says nothing: the area's
        (30, DAY, 7, 7),  # the last day of the trial counts
        (30, DAY - timedelta(days=1), 7, 30),
        (30, DAY + timedelta(days=60), 0, 0),
        (3, DAY, 7, 3),  # never longer than what was agreed
        (0, DAY, 7, 7),
    ],
)
def test_notice_is_shorter_while_a_trial_runs(agreed, trial_until, in_trial, days):
    found = notice_on(DAY, agreed=agreed, usual=14, trial_until=trial_until, in_trial=in_trial)
    assert found == days
