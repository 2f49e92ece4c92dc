"""Every rule against a sign-up: alone, together, and for whatever times there are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from careshare.errors import Reason
from careshare.sentences import is_known, say
from coordination.signups.rules import (
    CHECKERS,
    MAY_BE_SET_ASIDE,
    Busy,
    Facts,
    SignUpState,
    closes_at,
    hours_with,
    left_over,
    opens_at,
    overlapping,
    reasons_against,
    reasons_against_changing,
    reasons_against_part,
    reasons_against_waiting,
    too_close,
)
from coordination.signups.words import for_staff

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
FINE = Facts(
    now=NOW, starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=2, hours=2),
    is_published=True, is_shift_cancelled=False, is_closed=False, gate_holds=True, free=2, heads=1,
)  # fmt: skip

AGAINST = {
    "shift_past": {"starts_at": NOW},
    "shift_cancelled": {"is_shift_cancelled": True},
    "activity_unpublished": {"is_published": False},
    "place_closed": {"is_closed": True},
    "gate_broken": {"gate_holds": False},
    "not_open_yet": {"opens": "Thu 26 Nov, 17:00"},
    "no_longer_open": {"ring_late": "Kari 22 00 00 01"},
    "already_signed_up": {"is_signed_up": True},
    "shift_full": {"free": 0},
    "too_few_places": {"heads": 3},
    "overlaps": {"overlapping": "Coffee, Thu 26 Nov, 14:00–16:00"},
    "too_little_rest": {"too_close": "Coffee, Thu 26 Nov, 14:00–16:00", "rest_hours": 2},
    "too_many_hours": {"week_hours": 10.5, "week_hours_most": 10},
    "person_left": {"has_left": True},
    "suspended": {"ring_first": "Kari 22 00 00 01"},
}


def codes(reasons) -> set[str]:
    return {reason.code for reason in reasons}


class TestEachRule:
    def test_nothing_is_against_what_is_fine(self):
        assert reasons_against(FINE) == []

    @pytest.mark.parametrize("code", AGAINST)
    def test_one_thing_wrong_is_one_reason_with_words_and_a_next_step(self, code):
        (reason,) = reasons_against(replace(FINE, **AGAINST[code]))
        assert reason.code == code
        for said in (say(reason), say(for_staff([reason])[0])):
            assert said.says
            assert said.next_step
            assert "%(" not in said.says + said.next_step

    def test_no_rule_is_left_out_of_this_table(self):
        said_by = {check for check in CHECKERS for case in AGAINST.values()
                   if check(replace(FINE, **case)) is not None}  # fmt: skip
        assert said_by == set(CHECKERS)

    @settings(max_examples=60, deadline=None)
    @given(st.sets(st.sampled_from(sorted(set(AGAINST) - {"too_few_places", "already_signed_up"}))))
    def test_all_reasons_are_said_never_only_the_first(self, wrong):
        facts = FINE
        for code in wrong:
            facts = replace(facts, **AGAINST[code])
        unsaid = {"gate_broken"} if {"activity_unpublished", "gate_broken"} <= wrong else set()
        assert codes(reasons_against(facts)) == wrong - unsaid

    def test_credentials_stand_beside_the_rest(self):
        missing = Reason("credential_missing", {"credentials": "a declaration"})
        facts = replace(FINE, free=0, credential_reasons=(missing,))
        assert codes(reasons_against(facts)) == {"shift_full", "credential_missing"}

    def test_who_waits_needs_no_room_and_must_not_have_any(self):
        assert codes(reasons_against_waiting(FINE)) == {"still_room"}
        assert reasons_against_waiting(replace(FINE, free=0)) == []
        early = replace(FINE, free=0, opens="tomorrow")
        assert codes(reasons_against_waiting(early)) == {"not_open_yet"}

    @pytest.mark.parametrize(("free", "says"), [(1, "Only 1 place is"), (2, "Only 2 places are")])
    def test_numbers_are_said_in_the_right_form(self, free, says):
        (reason,) = reasons_against(replace(FINE, free=free, heads=5))
        assert say(reason).says.startswith(says)

    def test_hours_are_said_plainly(self):
        (reason,) = reasons_against(replace(FINE, **AGAINST["too_many_hours"]))
        assert "in one week would be 10.5" in say(reason).says
        assert "more than 10." in say(reason).says


class TestSettingAside:
    @pytest.mark.parametrize("code", AGAINST)
    def test_a_reason_sets_aside_the_persons_own_time_and_nothing_else(self, code):
        found = reasons_against(replace(FINE, **AGAINST[code]))
        left = left_over(found, despite="agreed by telephone")
        assert codes(left) == {code} - MAY_BE_SET_ASIDE

    def test_without_a_reason_nothing_is_set_aside(self):
        found = reasons_against(replace(FINE, **AGAINST["overlaps"]))
        assert left_over(found, despite="  ") == found

    def test_checks_holds_and_room_are_never_set_aside(self):
        missing = Reason("credential_missing", {"credentials": "a declaration"})
        facts = replace(FINE, free=0, credential_reasons=(missing,), **AGAINST["overlaps"])
        facts = replace(facts, **AGAINST["suspended"])
        left = left_over(reasons_against(facts), despite="agreed")
        assert codes(left) == {"shift_full", "credential_missing", "suspended"}


def busy(hour: float, length: float = 2) -> Busy:
    starts = MONDAY + timedelta(hours=hour)
    return Busy(starts, starts + timedelta(hours=length), int(hour * 2))


def window(hour: float, length: float = 2) -> tuple[datetime, datetime]:
    return busy(hour, length).starts_at, busy(hour, length).ends_at


class TestOwnTime:
    @pytest.mark.parametrize(
        ("others", "hours", "close"),
        [
            ([8], 2, None),  # 8-10, then 10-12: straight from one into the next
            ([12], 2, None),
            ([13], 2, 13),  # an hour between
            ([14], 2, None),  # two hours between are two hours of rest
            ([7], 2, 7),
            ([6], 2, None),
            ([13], 0, None),  # no rest is asked for
            ([12, 14.5], 1, 14.5),  # rest is counted from the end of the stretch
            ([12, 14, 17], 2, 17),
            ([8, 5.5], 1, 5.5),
        ],
    )
    def test_rest_is_counted_between_stretches(self, others, hours, close):
        found = too_close(*window(10), [busy(hour) for hour in others], hours=hours)
        assert (found.shift_id if found else None) == (close and close * 2)

    def test_a_week_counts_what_begins_in_it(self):
        week = (MONDAY, MONDAY + timedelta(weeks=1))
        others = [busy(0), busy(167), busy(168), busy(-1)]
        assert hours_with(*window(10, 1.5), others, week=week) == 5.5

    times = st.tuples(st.integers(0, 40), st.integers(1, 8))

    @settings(max_examples=80, deadline=None)
    @given(times, st.lists(times, max_size=5), st.integers(0, 12))
    def test_whatever_the_times(self, wished, others, hours):
        starts, ends = window(*wished)
        rows = [busy(*one) for one in others]
        clash = overlapping(starts, ends, rows)
        hour = timedelta(hours=1)
        steps = range(wished[1])
        shared = any(
            one.starts_at <= starts + hour * step < one.ends_at for one in rows for step in steps
        )
        assert (clash is not None) is shared
        close = too_close(starts, ends, rows, hours=hours)
        if close is not None:
            assert close in rows
            assert hours > 0
            assert close.ends_at != starts
            assert close.starts_at != ends
        if not others:
            assert close is None
            assert clash is None
        # More rest asked for never allows what less forbade.
        if close is not None:
            assert too_close(starts, ends, rows, hours=hours + 1) is not None


class TestOpening:
    def test_no_limit_is_no_limit(self):
        assert opens_at(NOW, days=0) is None
        assert closes_at(NOW, hours=0) == NOW

    def test_it_opens_days_and_closes_hours_before(self):
        assert opens_at(NOW, days=14) == NOW - timedelta(days=14)
        assert closes_at(NOW, hours=6) == NOW - timedelta(hours=6)


class TestPart:
    @pytest.mark.parametrize(
        ("starts", "ends", "code"),
        [(10, 11, None), (10, 12, None), (11, 10, "part_backwards"), (11, 11, "part_backwards"),
         (9, 11, "part_outside"), (11, 13, "part_outside")],
    )  # fmt: skip
    def test_a_part_lies_inside(self, starts, ends, code):
        begins, over = window(10)
        part = [MONDAY + timedelta(hours=hour) for hour in (starts, ends)]
        found = reasons_against_part(*part, begins=begins, ends=over)
        assert codes(found) == ({code} if code else set())

    @pytest.mark.parametrize("state", SignUpState)
    def test_every_state_says_whether_it_can_be_changed(self, state):
        found = codes(reasons_against_changing(state, starts_at=NOW + timedelta(hours=1), now=NOW))
        gone = state in (SignUpState.DECLINED, SignUpState.CANCELLED)
        asked = state == SignUpState.AWAITING
        expected = {"sign_up_not_live"} if gone else {"answer_new_time_first"} if asked else set()
        assert found == expected
        assert all(is_known(code) for code in found)
