"""Regular times: what speaks against one day, what counts beside it, and until when to pause."""

import inspect
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from careshare.errors import Reason
from coordination.signups.rules import (
    Busy,
    against_standing,
    beside,
    eligibility,
    reasons_against,
    reasons_against_pausing,
    stands_against_every_day,
)
from coordination.signups.rules.eligibility import Facts

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
WEEK = (MONDAY, MONDAY + timedelta(weeks=1))


def facts(**values) -> Facts:
    usual = {
        "now": NOON - timedelta(days=2),
        "starts_at": NOON,
        "ends_at": NOON + timedelta(hours=2),
        "is_published": True,
        "is_shift_cancelled": False,
        "is_closed": False,
        "gate_holds": True,
        "free": 1,
        "heads": 1,
        "week_hours": 2.0,
    }
    return Facts(**{**usual, **values})


def codes(reasons) -> set[str]:
    return {reason.code for reason in reasons}


def test_a_closure_and_opening_times_do_not_stand_against_it():
    assert against_standing(facts(is_closed=True, opens="Mon 30 Nov, 08:00")) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"free": 0}, "shift_full"),
        ({"ring_late": "Eva"}, "no_longer_open"),
        ({"overlapping": "Choir"}, "overlaps"),
        ({"ring_first": "Eva"}, "suspended"),
        ({"is_shift_cancelled": True}, "shift_cancelled"),
    ],
)
def test_all_else_does(values, code):
    assert codes(against_standing(facts(**values))) == {code}


ONE_OF_THEM = {
    "shift_past": {"now": NOON},
    "shift_cancelled": {"is_shift_cancelled": True},
    "place_closed": {"is_closed": True},
    "not_open_yet": {"opens": "Mon 30 Nov, 08:00"},
    "no_longer_open": {"ring_late": "Eva"},
    "already_signed_up": {"is_signed_up": True},
    "shift_full": {"free": 0},
    "too_few_places": {"free": 1, "heads": 4},
    "overlaps": {"overlapping": "Choir"},
    "too_little_rest": {"too_close": "Choir", "rest_hours": 11},
    "too_many_hours": {"week_hours": 9.0, "week_hours_most": 5},
}
ALL_OF_THEM = {
    "activity_unpublished": {"is_published": False},
    "gate_broken": {"gate_holds": False},
    "person_left": {"has_left": True},
    "suspended": {"ring_first": "Eva"},
    "credential_missing": {"credential_reasons": (Reason("credential_missing"),)},
}


@pytest.mark.parametrize("code", [*ONE_OF_THEM, *ALL_OF_THEM])
def test_what_is_about_one_day_and_what_about_all(code):
    against = reasons_against(facts(**{**ONE_OF_THEM, **ALL_OF_THEM}[code]))
    assert codes(against) == {code}
    assert stands_against_every_day(against) is (code in ALL_OF_THEM)


def test_every_reason_there_is_stands_in_one_of_the_two():
    source = inspect.getsource(eligibility).split("AGAINST_ANYBODY")[0]
    named = set(re.findall(r'Reason\("(\w+)"', source)) | {"credential_missing"}
    assert named == ONE_OF_THEM.keys() | ALL_OF_THEM.keys()
    both = {**ONE_OF_THEM["shift_full"], **ALL_OF_THEM["suspended"]}
    assert stands_against_every_day(reasons_against(facts(**both)))


def test_the_sessions_of_the_same_press_count_beside_it():
    limits = {"rest_hours": 11, "week_hours_most": 5}
    before = Busy(NOON - timedelta(hours=30), NOON - timedelta(hours=28))
    assert against_standing(beside(facts(**limits), [before], week=WEEK, name="Tue")) == []
    evening = Busy(NOON + timedelta(hours=8), NOON + timedelta(hours=10))
    both = beside(facts(**limits), [before, evening], week=WEEK, name="Tue")
    assert codes(against_standing(both)) == {"too_little_rest", "too_many_hours"}
    clash = Busy(NOON + timedelta(hours=1), NOON + timedelta(hours=2))
    assert codes(against_standing(beside(facts(), [clash], week=WEEK, name="Tue"))) == {"overlaps"}


def test_hours_of_another_week_do_not_count():
    later = Busy(NOON + timedelta(days=7), NOON + timedelta(days=7, hours=2))
    assert beside(facts(), [later], week=WEEK, name="Tue").week_hours == 2


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, {"pause_backwards"}), (1, set()), (186, set()), (187, {"pause_too_long"})],
)
def test_a_pause_ends_ahead_and_within_what_is_planned(days, code):
    today = date(2026, 11, 24)
    until = today + timedelta(days=days)
    assert codes(reasons_against_pausing(until, today=today, months=6)) == code
