"""Who leads under the record of a day, and that it ends with the record."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.activities.models import Activity
from coordination.arrangements.access import led_by, may, record_of, records_of, today_at
from coordination.arrangements.rules import Doer
from tests.factories import (
    ActivityFactory,
    LeadingVolunteerFactory,
    PersonFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability, Task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def activity():
    made = ActivityFactory()
    VersionFactory(activity=made, rows=core_rows(Doer.VOLUNTEERS))
    return made


def fresh(activity):
    return Activity.objects.for_pages().get(pk=activity.pk)


def may_plan(row, activity=None):
    found = record_of(fresh(activity or row.activity))
    return bool(may(Actor(row.person.user), Capability.PLAN_SHIFTS, found))


def test_on_this_activity_now_and_on_no_other(activity):
    row = LeadingVolunteerFactory(activity=activity)
    other = ActivityFactory()
    VersionFactory(activity=other, rows=core_rows(Doer.VOLUNTEERS))
    assert may_plan(row)
    assert not may_plan(row, other)
    found = record_of(fresh(activity))
    assert not may(Actor(row.person.user), Capability.DECIDE_SIGN_UPS, found)


@pytest.mark.parametrize(("begins", "ends"), [(-2, 0), (1, None)], ids=["over", "not yet"])
def test_not_before_and_not_after(activity, begins, ends):
    now = clock.now()
    until = None if ends is None else now + ends * DAY
    row = LeadingVolunteerFactory(activity=activity, from_at=now + begins * DAY, until_at=until)
    assert not may_plan(row)


def test_not_where_the_record_no_longer_leaves_it_to_the_volunteers(activity):
    row = LeadingVolunteerFactory(activity=activity)
    VersionFactory(activity=activity, rows=core_rows(Doer.UNIT))
    assert not may_plan(row)


def test_not_once_somebody_has_gone_or_was_erased(activity):
    row = LeadingVolunteerFactory(activity=activity)
    for mark in ("left_at", "erased_at"):
        setattr(row.person, mark, clock.now())
        row.person.save(update_fields=[mark])
        assert not may_plan(row)
        setattr(row.person, mark, None)


def test_of_two_behind_one_log_in_only_the_one_who_has_said_to_be_here(activity):
    row = LeadingVolunteerFactory(activity=activity)
    user, other = row.person.user, PersonFactory(user=row.person.user)
    found = record_of(fresh(activity))
    assert led_by(Actor(user, person_id=row.person_id), found) == (Task.SCHEDULE,)
    assert led_by(Actor(user, person_id=other.pk), found) == ()
    assert led_by(Actor(user), found) == ()


def test_another_day_has_its_own_leader(activity):
    now = clock.now()
    first = LeadingVolunteerFactory(activity=activity, until_at=now + DAY)
    second = LeadingVolunteerFactory(activity=activity, from_at=now + DAY)
    today = today_at(activity, now)
    found = record_of(fresh(activity), today).leaders[Task.SCHEDULE]
    assert found.person_id == first.person_id
    found = record_of(fresh(activity), today + 3 * DAY).leaders[Task.SCHEDULE]
    assert found.person_id == second.person_id


@pytest.mark.parametrize("many", [1, 3])
def test_one_query_more_where_something_is_left_to_volunteers(
    activity, many, django_assert_num_queries
):
    for task in ("schedule", "match", "recruit")[:many]:
        LeadingVolunteerFactory(activity=activity, task=task)
    plain = ActivityFactory()
    VersionFactory(activity=plain, rows=(task_row(Task.HOST, Doer.UNIT),))
    without, with_some = fresh(plain), fresh(activity)
    with django_assert_num_queries(3):
        records_of([without])
    with django_assert_num_queries(4):
        records_of([without, with_some])
