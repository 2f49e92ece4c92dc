"""Arithmetic of the reports."""

from datetime import date

import pytest

from coordination.activities.rules.posts import months_before
from coordination.reports.rules import (
    Few,
    Part,
    Standing,
    leader,
    median,
    quarter_ends,
    standing,
    suppress,
)


@pytest.mark.parametrize(("n", "of", "percent"), [(1, 4, 25), (0, 4, 0), (0, 0, None)])
def test_a_part_of_nothing_has_no_per_cent(n, of, percent):
    assert Part(n, of).percent == percent


@pytest.mark.parametrize(
    ("numbers", "first"),
    [({"a": 2, "b": 1}, "a"), ({"a": 2, "b": 2}, None), ({"a": 0, "b": 0}, None), ({}, None)],
)
def test_nobody_leads_on_a_tie(numbers, first):
    assert leader(numbers) == first


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([10, 3, 7], [10, Few(5), Few(5)]),  # 3 would follow from the total: 7 is hidden too
        ([10, 3, 2], [10, Few(5), Few(5)]),
        ([10, 0, 7], [10, 0, 7]),
        ([4], [Few(5)]),
        ([5, 4, 0], [Few(5), Few(5), 0]),
    ],
)
def test_small_counts_of_people_are_hidden_with_one_more(counts, shown):
    assert suppress(counts, 5) == shown


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((False, False, True, True), Standing.NOT_RECORDED),
        ((True, True, True, True), Standing.ASSUMED),
        ((True, True, False, True), Standing.PROVISIONAL),
        ((True, False, False, True), Standing.COUNTED),  # nobody does anything, and says so
        ((True, True, False, False), Standing.COUNTED),
    ],
)
def test_an_activity_stands_once(facts, expected):
    names = ("is_recorded", "is_covered", "is_assumed", "is_provisional")
    assert standing(**dict(zip(names, facts, strict=True))) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 23), 12, date(2025, 11, 23)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_months_before(day, months, expected):
    assert months_before(day, months) == expected


def test_quarters_end_with_the_day_itself():
    assert quarter_ends(date(2026, 2, 10), 4) == [
        date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31), date(2026, 2, 10)
    ]  # fmt: skip


@pytest.mark.parametrize(("numbers", "middle"), [([], None), ([3], 3), ([5, 1], 3), ([9, 1, 2], 2)])
def test_median(numbers, middle):
    assert median(numbers) == middle
