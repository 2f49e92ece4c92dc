"""R24, and what is stated beside R1."""

from datetime import UTC, datetime, timedelta

import pytest

from coordination.arrangements.models import ReviewRound, StatedAnswer, TaskAnswer
from coordination.arrangements.rules import UNIT_PARTY, Arrangement, Gap, organisation_party
from coordination.reports.rules import Part
from coordination.reports.services import perspective, who_coordinates
from tests.coordination.reports.conftest import ask
from volunteers.memberships.rules import Task

REVEALED = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.fixture
def reviewed(world):
    """Both answered of `shared`: the same of RECRUIT, differently of TRAIN and MATCH."""
    activity, theirs = world.activities["shared"], organisation_party(world.organisation.pk)
    looked_at = ReviewRound.objects.create(
        activity=activity, version=activity.versions.get(), occasion="review",
        opened_at=REVEALED - timedelta(days=9), closes_at=REVEALED,
    )  # fmt: skip
    said = {
        UNIT_PARTY: ("unit", {"recruit": "shared", "train": "unit", "match": "unit"}),
        theirs: ("together", {"recruit": "shared", "train": "organisation", "match": "shared",
                              "vet": "unit"}),
    }  # fmt: skip
    for party, (stated, tasks) in said.items():
        answer = StatedAnswer.objects.create(
            round=looked_at, party=party, stated=stated, answered_at=REVEALED
        )
        TaskAnswer.objects.bulk_create(
            TaskAnswer(answer=answer, task=task, said=one) for task, one in tasks.items()
        )
    ReviewRound.objects.filter(pk=looked_at.pk).update(revealed_at=REVEALED)
    return world


def test_tasks_that_both_answered_are_compared(reviewed):
    report = perspective.build(ask(reviewed.lead))
    assert report.sentence == "Of 3 tasks that both answered, the sides see 2 differently (67 %)."
    types, tasks = report.tables
    assert types.total.differing == Part(2, 3)
    assert [(line.name, line.differing) for line in tasks.rows] == [
        ("Recruit", Part(0, 1)), ("Train and induct", Part(1, 1)), ("Approve who comes", Part(1, 1))
    ]  # fmt: skip


def test_the_period_and_the_scope_decide_which_reviews_count(reviewed):
    empty = "No task has been answered by both sides at a review in this period."
    before = ask(reviewed.lead, on=REVEALED.date() - timedelta(days=2))
    assert perspective.build(before).sentence == empty
    elsewhere = ask(reviewed.lead, unit=reviewed.other_unit)
    assert perspective.build(elsewhere).sentence == empty


@pytest.mark.parametrize(
    ("gap", "says"),
    [
        (Gap(), "No task has been answered by both sides at a review in this period."),
        (Gap(1, 1, (Task.HOST,)), "The sides see the one task that both answered differently."),
        (Gap(1, 0, (Task.HOST,)), "The sides see the one task that both answered alike."),
        (Gap(4, 0, (Task.HOST,)), "The sides see all 4 tasks that both answered alike."),
    ],
)
def test_the_first_sentence_with_small_numbers(gap, says):
    assert perspective.sentence([gap]) == says


def test_stated_stands_beside_derived(reviewed):
    tables = {one.key: one for one in who_coordinates.build(ask(reviewed.lead)).tables}
    (units,) = tables["stated-by-units"].rows
    (organisations,) = tables["stated-by-organisations"].rows
    assert (units.known, units.by[Arrangement.UNIT_ALONE]) == (1, 1)
    assert organisations.by[Arrangement.SHARED] == 1
    early = ask(reviewed.lead, on=REVEALED.date() - timedelta(days=2))
    tables = {one.key: one for one in who_coordinates.build(early).tables}
    assert tables["stated-by-units"].rows == ()
    assert "Not asked yet" in tables["stated-by-units"].empty


def test_queries_stay_the_same(reviewed, django_assert_num_queries):
    asked = ask(reviewed.lead)
    with django_assert_num_queries(3):
        perspective.build(asked)
