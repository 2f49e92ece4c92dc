"""What the gate asks when publishing, and what a published activity can do without."""

import pytest

from careshare.errors import Refused
from coordination.activities.rules import ActivityState
from coordination.signups.services import come
from tests.coordination.planning.views.steps import url
from tests.factories import ActivityFactory, PersonFactory, ShiftFactory

pytestmark = pytest.mark.django_db


def test_what_was_published_before_it_was_asked_goes_on_and_is_asked_when_published_again(
    manager, unit
):
    activity = ActivityFactory(unit=unit, is_published=True, was_paid_work=None)
    shift = ShiftFactory(activity=activity)
    come(person=PersonFactory(), shift=shift, user=None)
    detail, asked = url("activity-detail", activity.pk), "Nobody has said whether paid staff did"
    page = manager.get(detail).content.decode()
    assert "Still to be answered; people can sign up meanwhile" in page
    assert asked in page
    assert "Nobody new can sign up until this is put right" not in page
    manager.post(url("activity-pause", activity.pk))
    manager.post(url("activity-publish", activity.pk))
    activity.refresh_from_db()
    assert activity.state == ActivityState.DRAFT
    page = manager.get(detail).content.decode()
    assert asked in page
    assert "people can sign up meanwhile" not in page


def test_what_else_is_missing_still_stops_new_sign_ups(manager, unit):
    activity = ActivityFactory(unit=unit, is_published=True, was_paid_work=None, purpose="")
    shift = ShiftFactory(activity=activity)
    with pytest.raises(Refused, match="gate_broken"):
        come(person=PersonFactory(), shift=shift, user=None)
    page = manager.get(url("activity-detail", activity.pk)).content.decode()
    assert page.count("Nobody has said whether paid staff did") == 1
    assert "Nobody new can sign up until this is put right" in page
