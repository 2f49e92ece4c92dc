"""From when a version can hold, and which days are a slip of the finger."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.arrangements.rules import (
    AnswerFacts,
    VersionState,
    reasons_against_agreeing,
    reasons_against_dates,
)
from coordination.arrangements.rules.dates import (
    BROUGHT_BACK_YEARS,
    RECORDED_BACK_DAYS,
    YEARS_AHEAD,
)

DAY, BEFORE, AFTER = date(2026, 11, 23), date(2026, 11, 22), date(2027, 1, 1)
FIRST = DAY - timedelta(days=RECORDED_BACK_DAYS)
LAST, SINCE = date(2026 + YEARS_AHEAD, 11, 23), date(2026 - BROUGHT_BACK_YEARS, 11, 23)
ONE = timedelta(days=1)


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"valid_from": BEFORE}, ["valid_from_too_early"]),
        ({"valid_from": BEFORE, "is_first": True}, []),
        ({"valid_from": FIRST, "is_first": True}, []),
        ({"valid_from": FIRST - ONE, "is_first": True}, ["recorded_too_far_back"]),
        ({"valid_from": date.min, "is_first": True}, ["recorded_too_far_back"]),
        ({"valid_from": date.min}, ["valid_from_too_early"]),
        ({"valid_from": date.max, "months_ahead": 24}, ["valid_from_too_far"]),
        ({"review_on": DAY}, ["review_before_start"]),
        ({"review_on": LAST}, []),
        ({"review_on": LAST + ONE}, ["review_too_far"]),
        ({"review_on": date.max}, ["review_too_far"]),
        ({"trial_until": DAY}, []),
        ({"valid_from": AFTER, "trial_until": DAY}, ["trial_before_start"]),
        ({"trial_until": date(1900, 1, 1)}, ["trial_before_start"]),
        ({"trial_until": LAST + ONE}, ["trial_too_far"]),
        ({"brings_from": LAST}, []),
        ({"brings_from": LAST + ONE}, ["brings_too_far"]),
        ({"brings_from": SINCE}, []),
        ({"brings_from": SINCE - ONE}, ["brings_too_far_back"]),
        ({"brings_from": date(1900, 1, 1)}, ["brings_too_far_back"]),
        (
            {"review_on": date.max, "trial_until": date.max, "brings_from": date.max},
            ["review_too_far", "trial_too_far", "brings_too_far"],
        ),
    ],
)
def test_reasons_against_dates(values, expected):
    facts = {
        "valid_from": DAY, "is_first": False, "review_on": None, "agreed_on": DAY, **values
    }  # fmt: skip
    assert codes(reasons_against_dates(**facts)) == expected


def test_a_leap_day_has_its_bounds_too():
    leap = date(2028, 2, 29)
    facts = {"valid_from": leap, "is_first": False, "agreed_on": leap}
    assert codes(reasons_against_dates(**facts, review_on=date(2038, 2, 28))) == []
    assert codes(reasons_against_dates(**facts, review_on=date(2038, 3, 1))) == ["review_too_far"]


@given(st.lists(st.none() | st.dates(), min_size=3, max_size=3), st.dates(), st.booleans())
def test_what_passes_is_in_order_and_near(days, valid_from, is_first):
    review_on, trial_until, brings_from = days
    reasons = reasons_against_dates(
        valid_from=valid_from, agreed_on=DAY, is_first=is_first, review_on=review_on,
        trial_until=trial_until, brings_from=brings_from, months_ahead=24,
    )  # fmt: skip
    is_right = (
        (FIRST if is_first else DAY) <= valid_from <= DAY + timedelta(days=720)
        and (review_on is None or valid_from < review_on <= LAST)
        and (trial_until is None or valid_from <= trial_until <= LAST)
        and (brings_from is None or SINCE <= brings_from <= LAST)
    )
    assert (reasons == []) == is_right


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, []),
        ({"review_on": AFTER, "trial_until": DAY}, []),
        ({"review_on": DAY}, ["review_has_passed"]),
        ({"trial_until": BEFORE}, ["trial_has_passed"]),
        ({"review_on": BEFORE, "trial_until": BEFORE}, ["review_has_passed", "trial_has_passed"]),
        ({"review_on": BEFORE, "is_base_current": False}, ["agreed_meanwhile"]),
    ],
)
def test_an_agreement_that_comes_too_late_for_its_own_days(dates, expected):
    facts = AnswerFacts(
        state=VersionState.PROPOSED, party="unit", needed=frozenset({"unit"}), starts_on=DAY,
        **dates,
    )  # fmt: skip
    assert codes(reasons_against_agreeing(facts)) == expected
