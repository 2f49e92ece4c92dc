"""What a review leaves to do: an answer of one's own side, then a decision."""

from datetime import timedelta

from careshare import clock
from coordination.arrangements.rules import organisation_party
from coordination.today.services import todos
from coordination.today.services.scene import scene_of
from tests.factories import ReviewRoundFactory
from volunteers.memberships.access import Actor


def told(membership) -> list[tuple[str, str]]:
    lines = todos.lines(scene_of(Actor(membership.user, membership), clock.now()))
    return [(line.kind, line.sub) for line in lines if line.kind in ("answers", "reviews")]


def test_each_side_is_asked_until_it_has_answered_then_both_until_somebody_decides(here):
    theirs = organisation_party(here.partner.pk)
    row = ReviewRoundFactory(activity=here.coffee, answers={theirs: ("together", {})})
    assert told(here.manager) == [("answers", "Coffee and singing")]
    for nobody in (here.coordinator, here.staff, here.stranger, here.lead):
        assert told(nobody) == []
    row.revealed_at = clock.now()
    row.save(update_fields=["revealed_at"])
    for side in (here.manager, here.coordinator):
        assert told(side) == [("reviews", "Coffee and singing")]
    assert told(here.stranger) == []
    row.decided_at, row.next_review_on = clock.now(), clock.now().date() + timedelta(days=9)
    row.save(update_fields=["decided_at", "next_review_on"])
    assert told(here.manager) == told(here.coordinator) == []
