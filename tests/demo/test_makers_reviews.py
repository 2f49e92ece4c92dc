"""The demo's reviews: shown ones with and without a gap, and one that waits."""

from coordination.arrangements.models import ReviewRound, StatedAnswer
from coordination.arrangements.rules import everybody_answered
from coordination.arrangements.services import gaps_of, sweep_rounds
from tests.demo.conftest import NOW


def test_reviews_are_as_the_story_says(read):
    gaps = {row.activity.name: gap.differences for row, gap in gaps_of(ReviewRound.objects.all())}
    assert gaps["Mealtime company"] == 6
    assert sorted(gaps.values()) == [0, 1, 2, 6]
    assert ReviewRound.objects.waiting_for("unit", NOW).get().activity.name == "Choir evening"
    assert ReviewRound.objects.undecided().get().activity.name == "Mealtime company"
    for row in ReviewRound.objects.prefetch_related("parties", "answers"):
        given = {one.party for one in row.answers.all()}
        asked = {one.party for one in row.parties.all()}
        assert everybody_answered(asked, given) == row.is_revealed
    sweep_rounds(NOW)
    assert ReviewRound.objects.open().count() == 1
    assert StatedAnswer.objects.latest_by(NOW).exists()
