"""Letters about reviews: some days before, on the day, when both have answered, when it stays."""

from datetime import timedelta

import pytest
import time_machine

from careshare import clock
from coordination.arrangements import services as record
from coordination.arrangements.models import ReviewRound
from coordination.arrangements.rules import Doer, Stated, organisation_party
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    OrganisationFactory,
    VersionFactory,
    core_rows,
)
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


def test_a_review_from_the_reminder_to_the_decision():
    red = OrganisationFactory(name="Red Cross", home_area__policy__undo_seconds=0)
    activity = ActivityFactory(
        unit__area=red.home_area, unit__name="Solbakken", name="Walks", state="published"
    )
    manager = MembershipFactory(unit=activity.unit, user__email="unit@example.org").user
    coordinator = MembershipFactory(
        role=Role.COORDINATOR, organisation=red, user__email="red@example.org"
    ).user
    start = clock.now().replace(hour=12, minute=0)
    day = start.date() + timedelta(days=60)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), review_on=day)

    def sent(days):
        with time_machine.travel(start + timedelta(days=days), tick=False):
            return sorted((one.to[0], one.subject) for one in letters())

    def both(subject):
        return [("red@example.org", subject), ("unit@example.org", subject)]

    assert sent(45) == []
    assert sent(46) == both("Soon to be looked at again: Walks")
    assert sent(47) == []
    assert sent(60) == []  # the questions of the start are still open: asked first, shown first
    assert sent(66) == both("How do you see it? Walks")
    assert sent(67) == []
    row = ReviewRound.objects.get(occasion="review")
    with time_machine.travel(start + timedelta(days=69), tick=False):
        for party, user in (("unit", manager), (organisation_party(red.pk), coordinator)):
            record.state(
                round_=row, party=party, stated=Stated.TOGETHER, tasks={}, user=user,
                now=clock.now(),
            )  # fmt: skip
    assert sent(69) == [("unit@example.org", "The answers are here: Walks")]
    with time_machine.travel(start + timedelta(days=70), tick=False):
        record.keep_as_is(
            round_=row, next_on=day + timedelta(days=180), party="unit", user=manager,
            now=clock.now(),
        )  # fmt: skip
    assert sent(70) == [("red@example.org", "It stays as it is: Walks")]
    assert sent(226) == both("Soon to be looked at again: Walks")
