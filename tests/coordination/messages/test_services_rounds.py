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


@pytest.fixture
def sides():
    """Whoever reads a letter on each side; the activity's state is left to the test."""
    red = OrganisationFactory(name="Red Cross", home_area__policy__undo_seconds=0)
    activity = ActivityFactory(unit__area=red.home_area, unit__name="Solbakken", name="Walks")
    MembershipFactory(unit=activity.unit, user__email="unit@example.org")
    MembershipFactory(role=Role.COORDINATOR, organisation=red, user__email="red@example.org")
    return activity, red


def sent_on(start, days):
    """Subjects by address, of a sweep so many days after a start."""
    with time_machine.travel(start + timedelta(days=days), tick=False):
        return sorted((one.to[0], one.subject) for one in letters())


def to_both(subject):
    return [("red@example.org", subject), ("unit@example.org", subject)]


@pytest.mark.parametrize("state", ["draft", "published", "ended"])
@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("review_on", "Soon to be looked at again: Walks"),
        ("trial_until", "The trial period ends soon: Walks"),
    ],
)
def test_both_sides_are_reminded_once_until_the_activity_ends(sides, state, name, subject):
    activity, red = sides
    activity.state = state
    activity.save()
    start = clock.now().replace(hour=12, minute=0)
    day = start.date() + timedelta(days=40)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), **{name: day})
    assert sent_on(start, 25) == []
    assert sent_on(start, 26) == ([] if state == "ended" else to_both(subject))
    assert sent_on(start, 27) == []
    assert subject not in str(sent_on(start, 41))


def test_a_short_trial_is_remembered_on_its_last_day_but_one(sides):
    activity, red = sides
    start = clock.now().replace(hour=12, minute=0)
    VersionFactory(
        activity=activity, rows=core_rows(Doer.SHARED, red), proposed_at=start,
        trial_until=start.date() + timedelta(days=5), notice_days=30,
    )  # fmt: skip
    assert sent_on(start, 3) == []
    with time_machine.travel(start + timedelta(days=4), tick=False):
        body = letters()[0].body
    assert "leave with 7 days' notice" in body
    assert "Afterwards the notice is 30 days." in body


def test_a_trial_that_was_agreed_anew_or_is_the_units_own_reminds_nobody(sides):
    activity, red = sides
    start = clock.now().replace(hour=12, minute=0)
    day = start.date() + timedelta(days=20)
    own = ActivityFactory(unit=activity.unit)
    VersionFactory(activity=own, trial_until=day)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), trial_until=day)
    VersionFactory(activity=activity, rows=core_rows(Doer.ORGANISATION, red))
    assert sent_on(start, 6) == sent_on(start, 19) == []


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("review_on", "Soon to be looked at again: Walks"),
        ("trial_until", "The trial period ends soon: Walks"),
    ],
)
@pytest.mark.parametrize(("begins", "is_told"), [(39, False), (40, False), (41, True)])
def test_what_is_agreed_for_a_later_day_silences_nothing_before_it(
    sides, name, subject, begins, is_told
):
    activity, red = sides
    start = clock.now().replace(hour=12, minute=0)
    day = start.date() + timedelta(days=40)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), **{name: day})
    later = start.date() + timedelta(days=begins)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), valid_from=later)
    with time_machine.travel(start + timedelta(days=26), tick=False):
        found = letters()
    told = sorted((one.to[0], one.subject) for one in found)
    assert told == (to_both(subject) if is_told else [])
    if name == "trial_until":
        said = f"From {later.day} {later:%B %Y} on another agreement holds"
        assert all(said in one.body.replace("\n", " ") for one in found)


def test_of_two_later_agreements_the_earlier_day_counts(sides):
    """The one agreed last holds from day 50 on, so the one of day 60 never begins on its own."""
    activity, red = sides
    start = clock.now().replace(hour=12, minute=0)
    rows, on = core_rows(Doer.SHARED, red), start.date()
    VersionFactory(activity=activity, rows=rows, trial_until=on + timedelta(days=40))
    for days in (60, 50):
        VersionFactory(activity=activity, rows=rows, valid_from=on + timedelta(days=days))
    first = on + timedelta(days=50)
    with time_machine.travel(start + timedelta(days=26), tick=False):
        found = letters()
    said = f"From {first.day} {first:%B %Y} on another agreement holds"
    assert [said in one.body.replace("\n", " ") for one in found] == [True, True]
