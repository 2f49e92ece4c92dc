"""What a certificate counts: the days of a period, both ends included."""

from datetime import date

import pytest

from coordination.signups.rules.certificates import presence

DAYS = [(date(2026, 3, 9), 90), (date(2026, 1, 5), 120), (date(2026, 3, 9), 30)]


def test_all_of_it_in_any_order():
    assert presence(DAYS, None, date(2026, 12, 31)) == (
        date(2026, 1, 5), date(2026, 3, 9), 3, 240,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until", "times"),
    [
        (date(2026, 1, 5), date(2026, 1, 5), 1),
        (date(2026, 1, 6), date(2026, 3, 9), 2),
        (None, date(2026, 3, 8), 1),
        (date(2026, 1, 5), date(2026, 3, 9), 3),
    ],
)
def test_both_ends_belong_to_it(since, until, times):
    found = presence(DAYS, since, until)
    assert found is not None
    assert found.times == times


def test_nobody_came_in_it():
    assert presence(DAYS, date(2026, 3, 10), date(2026, 4, 1)) is None
    assert presence([], None, date(2026, 4, 1)) is None
