"""Publishing asks whether paid staff did it of late: the answer, its day, and who is asked."""

from datetime import date

import pytest

from careshare import clock
from careshare.errors import Refused
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.shifts.models import Shift
from coordination.signups.services import come
from tests.coordination.planning.views.steps import enter, url
from tests.factories import (
    ActivityFactory,
    CareUnitFactory,
    PersonFactory,
    ShiftFactory,
    VersionFactory,
)
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return CareUnitFactory()


@pytest.fixture
def manager(unit):
    return enter(Role.UNIT_MANAGER, unit=unit)


def test_whether_paid_staff_did_it_is_dated_and_not_taken_back(manager, unit):
    activity = ActivityFactory(unit=unit, was_paid_work=None)
    where = url("activity-classify", activity.pk)

    def answer(said, opened):
        manager.post(where, {"version": opened, "was_paid_work": said})
        activity.refresh_from_db()
        return activity.was_paid_work, activity.paid_work_said_on

    today = clock.today(unit.zone)
    assert answer("", activity.version) == (None, None)
    assert answer("True", activity.version) == (True, today)
    assert answer("", activity.version) == (True, today)
    Activity.objects.filter(pk=activity.pk).update(paid_work_said_on=date(2026, 2, 1))
    assert answer("True", activity.version) == (True, date(2026, 2, 1))  # nothing new was said
    assert "Answered on 1 February 2026" in manager.get(where).content.decode()
    assert answer("False", activity.version) == (False, today)


def test_an_activity_made_from_an_idea_is_asked_too(manager, unit):
    activity = ActivityFactory(unit=unit, was_paid_work=None, origin="initiative")
    VersionFactory(activity=activity)
    ShiftFactory(activity=activity)
    manager.post(url("activity-publish", activity.pk))
    activity.refresh_from_db()
    assert activity.state == ActivityState.DRAFT
    page = manager.get(url("activity-detail", activity.pk)).content.decode()
    assert "Nobody has said whether paid staff did this of late." in page


def test_where_people_can_sign_up_the_page_says_what_a_yes_stops(manager, unit):
    """Said before it is confirmed, and true: nobody new can sign up from then on."""
    activity = ActivityFactory(unit=unit, is_published=True, was_paid_work=False)
    where = url("activity-classify", activity.pk)
    said = "nobody new can sign up from that moment on"
    assert said in manager.get(where).content.decode()
    manager.post(where, {"version": activity.version, "was_paid_work": "True"})
    shift = Shift.objects.for_pages().get(pk=ShiftFactory(activity=activity).pk)
    with pytest.raises(Refused) as refused:
        come(person=PersonFactory(), shift=shift, user=None, now=clock.now())
    assert [one.code for one in refused.value.reasons] == ["gate_broken"]
    draft = ActivityFactory(unit=unit)
    assert said not in manager.get(url("activity-classify", draft.pk)).content.decode()
