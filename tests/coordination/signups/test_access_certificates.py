"""Who can be given a certificate, and what attendance says of her."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careshare import clock
from coordination.signups.access.certificates import comers, own_places, presence_of
from tests.factories import (
    ActivityFactory,
    AffiliationFactory,
    AttendanceFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
)
from volunteers.memberships.access import Actor

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def walk():
    return ActivityFactory(name="Walking", state="published")


@pytest.fixture
def actor(walk):
    membership = MembershipFactory(unit=walk.unit)
    return Actor(membership.user, membership)


def came(activity, person=None, start=None, **more):
    if person is None:
        person = PersonFactory()
        AffiliationFactory(person=person, unit=activity.unit)
    start = start or datetime(2026, 3, 9, 12, tzinfo=OSLO)
    shift = ShiftFactory(activity=activity, starts_at=start, places=20)
    sign_up = SignUpFactory(shift=shift, person=person)
    AttendanceFactory(sign_up=sign_up, **more)
    return person


class TestComers:
    def test_whoever_came_once_however_often(self, walk, actor):
        often, partly = came(walk), came(walk, state="partly", minutes=30)
        later = datetime(2026, 4, 9, 12, tzinfo=OSLO)
        came(walk, often, later)
        came(walk, often, later + timedelta(days=1), state="absent", minutes=0)
        found = {one: (one.times, one.last_at) for one in comers(walk, actor)}
        assert set(found) == {often, partly}
        assert found[often] == (2, later)

    @pytest.mark.parametrize(
        "attended", [{"state": "absent", "minutes": 0}, {"state": "excused", "minutes": 0}]
    )
    def test_nobody_who_did_not_come(self, walk, actor, attended):
        came(walk, **attended)
        came(ActivityFactory(unit=walk.unit, state="published"))
        assert list(comers(walk, actor)) == []

    def test_nobody_whom_the_side_does_not_know(self, walk):
        came(walk)
        elsewhere = MembershipFactory()
        assert list(comers(walk, Actor(elsewhere.user, elsewhere))) == []

    @pytest.mark.parametrize("gone", ["left_at", "erased_at", "merged_into"])
    def test_nobody_who_is_gone_or_was_the_same_person_twice(self, walk, actor, gone):
        person = came(walk)
        setattr(person, gone, PersonFactory() if gone == "merged_into" else clock.now())
        person.save()
        assert list(comers(walk, actor)) == []


class TestPresence:
    UNTIL = datetime(2026, 12, 31).date()

    def test_partly_counts_what_it_was_and_absence_nothing(self, walk):
        person = came(walk, minutes=120)
        start = datetime(2026, 5, 4, 12, tzinfo=OSLO)
        came(walk, person, start, state="partly", minutes=45)
        came(walk, person, start + timedelta(days=7), state="absent", minutes=0)
        came(ActivityFactory(state="published"), person, start + timedelta(days=9))
        found = presence_of(person, walk, None, self.UNTIL)
        assert (found.times, found.minutes) == (2, 165)
        assert (str(found.first), str(found.last)) == ("2026-03-09", "2026-05-04")

    def test_every_head_of_a_group(self, walk):
        choir = came(walk, PersonFactory(kind="group", heads=12), minutes=90, heads=9)
        assert presence_of(choir, walk, None, self.UNTIL).minutes == 810

    def test_the_day_is_the_one_at_the_care_unit(self, walk):
        assert walk.unit.zone == OSLO
        person = came(walk, start=datetime(2026, 3, 9, 0, 30, tzinfo=OSLO))  # 8 March in London
        day = datetime(2026, 3, 9).date()
        assert presence_of(person, walk, day, day).first == day

    def test_one_query_for_many_times(self, walk, django_assert_num_queries):
        person = came(walk)
        for days in range(1, 4):
            came(walk, person, datetime(2026, 4, days, 12, tzinfo=OSLO))
        with django_assert_num_queries(1):
            assert presence_of(person, walk, None, self.UNTIL).times == 4


def test_ones_own_places_stay_when_they_have_ended(walk):
    person = came(walk)
    walk.state = "ended"
    walk.save()
    later = datetime(2026, 3, 10, 12, tzinfo=OSLO)
    came(ActivityFactory(state="published"), person, later, state="absent", minutes=0)
    came(ActivityFactory(state="published"))
    assert list(own_places(person)) == [walk]
