"""R14: filled of needed; who comes beside those needed fills no other session."""

from datetime import UTC, datetime, timedelta

import pytest

from coordination.reports.services import coverage
from coordination.reports.services.coverage import Covered
from tests.coordination.reports.conftest import NOW, ask
from tests.factories import ClosureFactory, PositionFactory, ShiftFactory, SignUpFactory

LAST_WEEK = datetime(2026, 11, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("total", "by_type", "says"),
    [
        (Covered(), (), "No session of this period needed anybody."),
        (
            Covered("", 1, 0, 1, 1),
            (Covered("Culture", 1, 0, 1, 1),),
            "0 of 1 place that was needed was filled (0 %). 0 of 1 session had everybody.",
        ),
        (
            Covered("", 10, 8, 4, 1),
            (Covered("Culture", 5, 3), Covered("Social", 5, 5)),
            (
                "8 of 10 places that were needed were filled (80 %). 3 of 4 sessions had everybody."
                " Most were missing in Culture."
            ),
        ),
        (
            Covered("", 10, 8, 4, 2),
            (Covered("Culture", 5, 4), Covered("Social", 5, 4)),  # a tie names nobody
            "8 of 10 places that were needed were filled (80 %). 2 of 4 sessions had everybody.",
        ),
    ],
)
def test_the_first_sentence(total, by_type, says):
    assert coverage.sentence(total, by_type).replace("\N{NO-BREAK SPACE}", " ") == says


def _session(activity, *, filled, needed, most=5, starts_at=LAST_WEEK, **shift):
    made = ShiftFactory(activity=activity, places=0, starts_at=starts_at, **shift)
    position = PositionFactory(shift=made, minimum=needed, maximum=most)
    for _one in range(filled):
        SignUpFactory(shift=made, position=position)
    return made


@pytest.fixture
def held(world):
    """Short by one, over by one, one that needs nobody, and four that do not count."""
    shared = world.activities["shared"]
    _session(shared, filled=1, needed=2)
    _session(world.activities["theirs"], filled=3, needed=2)
    _session(shared, filled=1, needed=0)
    _session(shared, filled=0, needed=4, state="cancelled")
    _session(shared, filled=0, needed=4, starts_at=NOW + timedelta(minutes=1))
    _session(shared, filled=0, needed=4, starts_at=NOW - timedelta(days=500))
    _session(world.activities["both"], filled=0, needed=4, starts_at=LAST_WEEK - timedelta(days=7))
    ClosureFactory(unit=world.other_unit, starts_at=LAST_WEEK - timedelta(days=8),
                   ends_at=LAST_WEEK - timedelta(days=6))  # fmt: skip
    return world


def test_a_surplus_fills_nothing_else(held):
    table = coverage.build(ask(held.lead)).tables[0]
    assert (table.total.needed, table.total.filled) == (4, 3)
    assert (table.total.sessions, table.total.short) == (2, 1)
    assert {row.name: row.places.percent for row in table.rows} == {
        "Song, dance, theatre, music": 50,
        "Walks, outings, company": 100,
    }


def test_three_queries_for_any_number(held, django_assert_num_queries):
    for who, needed in ((held.lead, 4), (held.manager, 2), (held.coordinator, 4)):
        asked = ask(who)
        with django_assert_num_queries(3):
            assert coverage.build(asked).tables[0].total.needed == needed
    _session(held.activities["begun"], filled=0, needed=1)
    asked = ask(held.lead)
    with django_assert_num_queries(3):
        assert coverage.build(asked).tables[0].total.needed == 5
