"""Competing offers, both of them taken: what is each's, and what must still be chosen."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination.arrangements.rules import (
    UNIT_PARTY,
    Doer,
    Offer,
    Share,
    TaskRow,
    claim_rows,
    reasons_against_rows,
    together,
)
from volunteers.memberships.rules import Task

RED, CHOIR = "organisation:7", "organisation:8"


def row(task, doer, *parties):
    return TaskRow(task, doer, tuple(map(Share, parties)))


HELD = (
    row(Task.RECRUIT, Doer.NOBODY),
    row(Task.TRAIN, Doer.NOBODY),
    row(Task.MATCH, Doer.UNIT, UNIT_PARTY),
)


def on_held(*offers):
    """Offers that were written on the record of now."""
    return [Offer(party, tuple(rows), HELD) for party, rows in offers]


def test_different_tasks_go_each_to_whoever_offers():
    red = (row(Task.RECRUIT, Doer.ORGANISATION, RED), *HELD[1:])
    choir = (HELD[0], row(Task.TRAIN, Doer.ORGANISATION, CHOIR), HELD[2])
    found = together(HELD, on_held((RED, red), (CHOIR, choir)))
    assert found.rows == (red[0], choir[1], HELD[2])
    assert found.contested == ()


@pytest.mark.parametrize(
    ("red", "choir", "doer", "parties"),
    [
        ((Doer.ORGANISATION, RED), (Doer.ORGANISATION, CHOIR), Doer.DIVIDED, [RED, CHOIR]),
        (
            (Doer.SHARED, UNIT_PARTY, RED), (Doer.SHARED, UNIT_PARTY, CHOIR),
            Doer.SHARED, [UNIT_PARTY, RED, CHOIR],
        ),
        (
            (Doer.ORGANISATION, RED), (Doer.SHARED, UNIT_PARTY, CHOIR),
            Doer.DIVIDED, [UNIT_PARTY, RED, CHOIR],
        ),
        ((Doer.ORGANISATION, RED), (Doer.UNIT, UNIT_PARTY), Doer.DIVIDED, [UNIT_PARTY, RED]),
        ((Doer.ORGANISATION, RED), (Doer.NOT_NEEDED,), Doer.ORGANISATION, [RED]),
    ],
)  # fmt: skip
def test_the_same_task_is_to_be_chosen(red, choir, doer, parties):
    offers = {RED: (row(Task.RECRUIT, *red),), CHOIR: (row(Task.RECRUIT, *choir),)}
    for order in itertools.permutations(offers):
        found = together(HELD, on_held(*((party, offers[party]) for party in order)))
        recruit = found.rows[0]
        assert (recruit.doer, [share.party for share in recruit.shares]) == (doer, parties)
        assert found.contested == (Task.RECRUIT,)
        codes = {one.code for one in reasons_against_rows(
            found.rows, allowed=frozenset({UNIT_PARTY, RED, CHOIR})
        )}  # fmt: skip
        # What is divided cannot be sent before somebody has said who does what.
        assert codes == ({"divided_needs_parts"} if doer == Doer.DIVIDED else set())


def test_two_offers_of_one_organisation_lose_nothing_and_the_later_one_counts():
    first = (
        row(Task.RECRUIT, Doer.ORGANISATION, RED), row(Task.TRAIN, Doer.ORGANISATION, RED), HELD[2],
    )  # fmt: skip
    later = (row(Task.RECRUIT, Doer.SHARED, UNIT_PARTY, RED), *HELD[1:])
    found = together(HELD, on_held((RED, first), (RED, later)))
    assert found.rows == (later[0], first[1], HELD[2])
    assert found.contested == (Task.RECRUIT,)


def test_where_both_want_the_same_nothing_is_contested():
    alone = (row(Task.MATCH, Doer.NOBODY),)
    found = together(HELD, on_held((RED, alone), (CHOIR, alone)))
    assert found.rows[-1].doer == Doer.NOBODY
    assert found.contested == ()


def test_one_offer_or_none_is_itself():
    claimed = claim_rows(HELD, RED)
    assert together(HELD, on_held((RED, claimed))).rows == claimed
    assert together(HELD, []).rows == HELD


def test_an_offer_on_an_older_record_takes_nothing_from_what_was_agreed_since():
    """It is put on the record of now: only what it asked for, and what both see is contested."""
    shared = row(Task.RECRUIT, Doer.SHARED, UNIT_PARTY, CHOIR)
    agreed = (shared, row(Task.TRAIN, Doer.NOBODY), row(Task.MATCH, Doer.UNIT, UNIT_PARTY))
    asked = Offer(RED, (HELD[0], row(Task.TRAIN, Doer.ORGANISATION, RED), HELD[2]), HELD)
    found = together(agreed, [asked])
    assert found.rows == (shared, asked.rows[1], HELD[2])
    assert found.contested == ()
    same = Offer(RED, (row(Task.RECRUIT, Doer.SHARED, UNIT_PARTY, RED), *HELD[1:]), HELD)
    for offers in ([same], [asked, same], [same, asked]):
        found = together(agreed, offers)
        assert found.contested == (Task.RECRUIT,)
        assert found.rows[0] == row(Task.RECRUIT, Doer.SHARED, UNIT_PARTY, RED, CHOIR)


def test_what_was_agreed_since_as_it_was_offered_is_not_contested():
    asked = Offer(RED, (row(Task.RECRUIT, Doer.ORGANISATION, RED), *HELD[1:]), HELD)
    found = together(asked.rows, [asked])
    assert found.rows == asked.rows
    assert found.contested == ()


OFFERED = st.dictionaries(
    st.sampled_from(Task), st.sampled_from([Doer.ORGANISATION, Doer.SHARED]), max_size=6
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(OFFERED, OFFERED)
def test_nobody_loses_a_task_that_nobody_else_asked_for(red, choir):
    def rows(who, wished):
        parties = {Doer.ORGANISATION: (who,), Doer.SHARED: (UNIT_PARTY, who)}
        return tuple(row(task, doer, *parties[doer]) for task, doer in wished.items())

    offers = {RED: rows(RED, red), CHOIR: rows(CHOIR, choir)}
    found = together((), [Offer(party, offered, ()) for party, offered in offers.items()])
    assert set(found.contested) == set(red) & set(choir)
    assert {one.task for one in found.rows} == set(red) | set(choir)
    for one in found.rows:
        wished = {RED} if one.task in red else set()
        wished |= {CHOIR} if one.task in choir else set()
        assert wished <= one.parties
