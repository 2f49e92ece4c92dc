"""R21: as they stood on the day, and the median."""

from datetime import UTC, datetime, timedelta

import pytest

from coordination.initiatives.rules import Answer, answers_of
from coordination.reports.services import ideas
from tests.coordination.reports.conftest import ask

START = datetime(2026, 10, 1, tzinfo=UTC)


def _answer(decided_after=None, state="proposed"):
    decided = START + timedelta(days=decided_after) if decided_after else None
    return Answer(1, "Elm", state, START, START + timedelta(days=7), decided, decided)


def test_what_came_later_has_not_happened_yet():
    row = _answer(10, "declined")
    assert ideas.as_of(row, START + timedelta(days=11)) == row
    before = ideas.as_of(row, START + timedelta(days=5))
    assert (before.state, before.decided_at, before.acknowledged_at) == ("proposed", None, None)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "No idea was proposed in this period."),
        ([_answer()], "1 idea was proposed; it is not decided yet."),
        ([_answer(), _answer()], "2 ideas were proposed; none is decided yet."),
        ([_answer(4, "declined")], "1 of 1 idea is decided; the median is 4 days."),
        (
            [_answer(2, "accepted"), _answer(5, "declined"), _answer()],
            "2 of 3 ideas are decided; the median is 3.5 days.",
        ),
    ],
)
def test_the_first_sentence(rows, says):
    assert ideas.sentence(answers_of(rows, START, unit="All")) == says


def test_nothing_to_show_and_one_query(world, django_assert_num_queries):
    for one in (world.lead, world.manager, world.coordinator):
        asked = ask(one)
        with django_assert_num_queries(1):
            assert ideas.build(asked).tables[0].rows == ()
