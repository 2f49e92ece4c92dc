"""An activity ends: one letter to each person with all days, one to each side, none twice."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.activities.rules import WhyEnded
from coordination.arrangements.access import today_at
from coordination.arrangements.rules import UNIT_PARTY, Doer, VersionState, organisation_party
from coordination.planning.services import finishing
from coordination.signups.models import Standing
from tests.coordination.messages.helpers import calendar_of, letters
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    SeriesFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
)
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(policy__undo_seconds=0, languages=["en"])


@pytest.fixture
def red(area):
    made = OrganisationFactory(home_area=area, name="Red Cross")
    MembershipFactory(role=Role.COORDINATOR, organisation=made, user__email="red@example.org")
    return made


@pytest.fixture
def activity(area, red):
    """Run by both; sessions in one, two and three weeks."""
    made = ActivityFactory(unit__area=area, name="Coffee and singing", state="published")
    VersionFactory(activity=made, rows=core_rows(Doer.SHARED, red))
    MembershipFactory(unit=made.unit, user__email="other.manager@example.org")
    noon = clock.now().replace(hour=11, minute=0, second=0, microsecond=0)
    for weeks in (1, 2, 3):
        ShiftFactory(activity=made, starts_at=noon + timedelta(weeks=weeks), places=3)
    return made


@pytest.fixture
def presser(activity):
    return MembershipFactory(unit=activity.unit, user__email="manager@example.org").user


def end(activity, presser, days=8):
    return finishing.end_activity(
        activity=activity, last_on=today_at(activity, clock.now()) + timedelta(days=days),
        why=WhyEnded.MONEY, user=presser, now=clock.now(), side=UNIT_PARTY,
    )  # fmt: skip


def by_address(sent):
    return {one.to[0]: one for one in sent}


def test_each_hears_once(activity, presser):
    vera, once = (PersonFactory(email=f"{who}@example.org") for who in ("vera", "once"))
    shifts = list(activity.shifts.order_by("starts_at"))
    for shift in shifts:
        SignUpFactory(shift=shift, person=vera)
    SignUpFactory(shift=shifts[0], person=once)  # the only one that stands
    end(activity, presser)
    sent = letters()
    found = by_address(sent)
    assert sorted(found) == [
        "other.manager@example.org", "red@example.org", "vera@example.org"
    ]  # fmt: skip
    assert len(sent) == 3  # who pressed knows, and a side hears of the sessions in the same letter
    assert "and 1 more day" in found["vera@example.org"].subject
    assert "The activity ends" in found["vera@example.org"].body
    assert len(calendar_of(found["vera@example.org"]).walk("VEVENT")) == 2
    side = found["red@example.org"]
    assert side.subject.startswith("Coffee and singing ends on ")
    assert "2 sessions after that day are cancelled." in side.body
    assert "1 person had signed up" in side.body
    assert "Money or rooms are missing" in side.body
    assert not letters()


def test_a_regular_without_a_place_then_hears_of_it(activity, presser):
    series = SeriesFactory(activity=activity)
    for name in ("regular", "nobody"):
        Standing.objects.create(
            series=series, person=PersonFactory(name="Vera Vik", email=f"{name}@example.org"),
            made_until=series.starts_on, made_at=clock.now(),
        )  # fmt: skip
    Standing.objects.filter(person__email="nobody@example.org").update(ended_at=clock.now())
    end(activity, presser)
    found = by_address(letters())
    assert "nobody@example.org" not in found
    assert "You come every time to Coffee and singing" in found["regular@example.org"].body


def test_whoever_proposed_something_hears_that_it_is_withdrawn(activity, presser, area):
    blue = OrganisationFactory(home_area=area)
    MembershipFactory(role=Role.COORDINATOR, organisation=blue, user__email="blue@example.org")
    proposal = VersionFactory(
        activity=activity, rows=core_rows(Doer.SHARED, blue), state=VersionState.PROPOSED,
        proposer=organisation_party(blue.pk),
    )  # fmt: skip
    end(activity, presser)
    found = by_address(letters())
    assert found["blue@example.org"].subject.startswith("The proposal is withdrawn")
    assert f"/versions/{proposal.pk}/" in found["blue@example.org"].body


def test_an_end_that_is_taken_back_before_the_letter_leaves_tells_only_that(activity, presser):
    end(activity, presser)
    finishing.take_end_back(activity=activity, user=presser, now=clock.now(), side=UNIT_PARTY)
    found = by_address(letters())
    assert found["red@example.org"].subject == "Coffee and singing goes on"
    assert "Sessions that were cancelled do not come back." in found["red@example.org"].body


def test_both_sides_hear_that_it_is_opened_again(activity, presser):
    activity.shifts.all().update(state="cancelled")
    end(activity, presser, days=0)
    letters()
    finishing.reopen(activity=activity, user=presser, now=clock.now(), side=UNIT_PARTY)
    found = by_address(letters())
    assert sorted(found) == ["other.manager@example.org", "red@example.org"]
    assert "It is a draft" in found["red@example.org"].body


def test_the_sweep_itself_ends_what_is_over(activity, presser):
    """All of a sweep, as it runs every minute: it ends the activity and writes to nobody."""
    end(activity, presser)
    letters()
    type(activity).objects.update(ends_on=today_at(activity, clock.now()) - timedelta(days=1))
    assert letters() == []
    activity.refresh_from_db()
    assert activity.state == "ended"
