"""From which day until which a version holds: no hole, no overlap, and as asked day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coordination.arrangements.rules import Notice, left_by, spans

FIRST = date(2026, 1, 1)
days = st.integers(0, 30).map(lambda ahead: FIRST + timedelta(days=ahead))
notices = st.lists(st.builds(Notice, st.sampled_from(["unit", "red"]), days, st.integers(1, 4)))


def test_a_version_that_begins_sooner_keeps_an_earlier_one_from_holding():
    found = spans({1: FIRST, 2: date(2026, 6, 1), 3: date(2026, 3, 1)}, [])
    assert [(one.number, one.from_on, one.until_on) for one in found] == [
        (1, FIRST, date(2026, 3, 1)), (3, date(2026, 3, 1), None),
    ]  # fmt: skip


def test_who_leaves_begins_a_stretch_and_a_later_version_ends_it():
    leaves = Notice("red", date(2026, 2, 1), 1)
    found = spans({1: FIRST, 2: date(2026, 3, 1)}, [leaves])
    assert [(one.number, one.left, one.until_on) for one in found] == [
        (1, frozenset(), date(2026, 2, 1)), (1, frozenset({"red"}), date(2026, 3, 1)),
        (2, frozenset(), None),
    ]  # fmt: skip
    assert spans({}, [leaves]) == []


@given(st.dictionaries(st.integers(1, 4), days, min_size=1), notices)
def test_each_day_has_what_is_asked_of_it(begins, given_notices):
    found = spans(begins, given_notices)
    for ahead in range(35):
        day = FIRST + timedelta(days=ahead)
        holding = [
            (one.number, one.left)
            for one in found
            if one.from_on <= day and (one.until_on is None or day < one.until_on)
        ]
        begun = [number for number, since in begins.items() if since <= day]
        last = max(begun, default=0)
        assert holding == ([(last, left_by(given_notices, last, day))] if begun else [])
