"""What a review leaves to do: an answer of one's own side, then a decision."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.arrangements.rules import Doer, organisation_party
from coordination.today.services import todos
from coordination.today.services.scene import scene_of
from tests.factories import ReviewRoundFactory, VersionFactory, core_rows
from volunteers.memberships.access import Actor


def told(membership) -> list[tuple[str, str]]:
    lines = todos.lines(scene_of(Actor(membership.user, membership), clock.now()))
    wanted = ("answers", "reviews", "trials")
    return [(line.kind, line.sub) for line in lines if line.kind in wanted]


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


@pytest.mark.parametrize(
    ("days", "is_told"), [(-1, False), (0, True), (1, True), (14, True), (15, False)]
)
def test_the_end_of_a_trial_is_a_to_do_of_both_sides_until_its_last_day(here, days, is_told):
    last = clock.today(here.coffee.unit.zone) + timedelta(days=days)
    rows = core_rows(Doer.SHARED, here.partner)
    VersionFactory(activity=here.coffee, rows=rows, trial_until=last)
    expected = [("trials", "Coffee and singing")] if is_told else []
    assert told(here.manager) == told(here.coordinator) == expected
    for nobody in (here.staff, here.stranger, here.lead):
        assert told(nobody) == []
    # Agreed for the day after it, for its last day, and for after it again: replaced all the same.
    for begins, lines in ((1, expected), (0, []), (1, [])):
        newer = last + timedelta(days=begins)
        VersionFactory(activity=here.coffee, rows=rows, valid_from=newer)
        assert told(here.manager) == lines
    VersionFactory(activity=here.coffee, rows=rows)
    assert told(here.manager) == []  # agreed anew, without a trial
