"""Ending an activity: what ends with it, what stays, the sweep, and going on after all."""

from datetime import date, time, timedelta

import pytest
import time_machine

from careshare.audit.models import AuditEntry
from careshare.outbox.models import Event
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.rules import UNIT_PARTY, Doer, VersionState
from coordination.planning.access.finishing import what_ends
from coordination.planning.access.moving import Change, Scope
from coordination.planning.services import finishing
from coordination.planning.services.moving import change_sessions
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Shift
from coordination.shifts.rules import ShiftCancelReason, ShiftState, Wish
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelReason, SignUpState
from coordination.signups.services import keep_standing
from tests.coordination.planning.steps import (
    FRIDAYS,
    LAST,
    NOW,
    TODAY,
    after_last,
    codes,
    end,
    fridays,
    held,
)
from tests.factories import (
    OrganisationFactory,
    SignUpFactory,
    UserFactory,
    VersionFactory,
    core_rows,
)
from tests.factories.when import QuestionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday_morning")]


@pytest.fixture
def activity():
    return fridays()


# --- Saying that it ends ------------------------------------------------------


def test_what_lies_after_the_last_day_is_cancelled_and_the_rest_stands(activity, vera):
    ended = end(activity)
    assert held(activity) == FRIDAYS[:2]
    cancelled = Shift.objects.filter(state=ShiftState.CANCELLED)
    assert {one.cancel_reason for one in cancelled} == {ShiftCancelReason.ACTIVITY_ENDS}
    assert SignUp.objects.confirmed().filter(person=vera).count() == 2
    freed = SignUp.objects.filter(state=SignUpState.CANCELLED)
    assert {one.cancel_reason for one in freed} == {CancelReason.SHIFT_CANCELLED}
    assert (ended.state, ended.ends_on) == (ActivityState.PUBLISHED, LAST)
    assert ended.ended_at is None


def test_each_hears_of_all_days_at_once(activity, vera):
    end(activity)
    told = Event.objects.filter(name="signup.cancelled")
    assert len({event.facts["first"] for event in told}) == 1
    (event,) = Event.objects.filter(name="activity.ended")
    assert event.facts["sessions"] == 2
    assert event.facts["people"] == 1
    assert event.facts["regulars"] == []  # she has a letter about her days


def test_a_regular_without_a_place_after_the_last_day_is_told_too(activity, vera):
    end(activity, FRIDAYS[3])
    (event,) = Event.objects.filter(name="activity.ended")
    assert (event.facts["sessions"], event.facts["regulars"]) == (0, [vera.pk])


def test_a_waiting_list_closes(activity):
    shift = Shift.objects.get(series_on=FRIDAYS[2])
    waits = SignUpFactory(shift=shift, state=SignUpState.WAITLISTED, waiting_since=NOW)
    end(activity)
    waits.refresh_from_db()
    assert waits.state == SignUpState.CANCELLED


def test_a_second_press_changes_nothing(activity, vera):
    first = end(activity)
    events, audits = Event.objects.count(), AuditEntry.objects.count()
    again = end(activity)
    assert again.version == first.version
    assert (Event.objects.count(), AuditEntry.objects.count()) == (events, audits)


@pytest.mark.parametrize(
    ("last_on", "code"),
    [(TODAY - timedelta(days=1), "end_in_the_past"), (date(2029, 1, 1), "end_too_far"),
     (date(9999, 12, 31), "end_too_far")],
)  # fmt: skip
def test_a_last_day_is_neither_past_nor_beyond_what_may_be_planned(activity, last_on, code):
    assert codes(lambda: end(activity, last_on)) == {code}
    activity.refresh_from_db()
    assert (activity.ends_on, len(held(activity))) == (None, 4)


def test_another_day_needs_the_first_one_taken_back(activity):
    end(activity)
    assert codes(lambda: end(activity, FRIDAYS[2])) == {"activity_ends_already"}
    activity.refresh_from_db()
    assert activity.ends_on == LAST


def test_open_proposals_are_withdrawn_and_told(activity):
    red = OrganisationFactory(home_area=activity.unit.area)
    proposal = VersionFactory(
        activity=activity, rows=core_rows(Doer.SHARED, red), state=VersionState.PROPOSED,
        proposer=f"organisation:{red.pk}",
    )  # fmt: skip
    end(activity)
    proposal.refresh_from_db()
    assert proposal.state == VersionState.WITHDRAWN
    assert Event.objects.filter(name="version.ended", cause_id=proposal.pk).count() == 1


def test_questions_about_later_days_close_and_others_stay_open(activity):
    with time_machine.travel(NOW, tick=False):
        later = QuestionFactory(activity=activity, first_on=FRIDAYS[2], last_on=FRIDAYS[3])
        sooner = QuestionFactory(activity=activity, first_on=TODAY, last_on=FRIDAYS[3])
        other = QuestionFactory(first_on=FRIDAYS[2], last_on=FRIDAYS[3])
    assert what_ends(activity, LAST, NOW).questions == 1
    end(activity)
    for question in (later, sooner, other):
        question.refresh_from_db()
    assert [one.closes_at > NOW for one in (later, sooner, other)] == [False, True, True]


def test_what_ends_is_counted_before(activity, vera):
    shift = Shift.objects.get(series_on=FRIDAYS[2])
    SignUpFactory(shift=shift, state=SignUpState.WAITLISTED, waiting_since=NOW)
    found = what_ends(activity, LAST, NOW, sees_names=True)
    assert [line.people for line in found.affected.lines] == [2, 1]
    assert (found.affected.people, found.standing, found.requests) == (2, 1, 1)
    assert found.goes_on
    assert "Vera Vik" in found.affected.names
    assert what_ends(activity, LAST, NOW).affected.names == []
    assert len(held(activity)) == 4  # counting changes nothing


# --- Until the last day -------------------------------------------------------


def test_nothing_is_planned_after_the_last_day(activity):
    end(activity)
    fresh = Activity.objects.get(pk=activity.pk)
    wish = Wish(LAST + timedelta(days=1), time(14), time(16), 1, 3)
    plan = {"activity": fresh, "user": UserFactory(), "now": NOW}
    assert codes(lambda: plan_shifts(wish=wish, **plan)) == {"plan_after_the_end"}
    (made,) = plan_shifts(wish=Wish(LAST, time(18), time(19), 1, 3), **plan)
    change = Change(on=LAST + timedelta(days=2), starts=time(18), ends=time(19))
    move = {"shift": made, "scope": Scope.THIS, "change": change, "opened": made.version}
    assert codes(lambda: change_sessions(user=UserFactory(), now=NOW, **move)) == {
        "plan_after_the_end"
    }


def test_a_series_that_is_not_made_so_far_yet_goes_on_until_then(activity, vera):
    last = FRIDAYS[3] + timedelta(weeks=2)
    end(activity, last)
    for _sweep in range(2):
        extend_series(NOW + timedelta(weeks=4))
        keep_standing(NOW + timedelta(weeks=4))
    assert held(activity)[-1] == last
    assert SignUp.objects.confirmed().filter(person=vera).count() == 6


def test_no_sweep_makes_what_was_cancelled_again(activity):
    end(activity)
    extend_series(NOW + timedelta(days=7))
    assert held(activity) == FRIDAYS[:2]


def test_it_goes_on_after_all_and_what_was_cancelled_stays_cancelled(activity):
    end(activity)
    for _press in range(2):
        finishing.take_end_back(activity=activity, user=UserFactory(), now=NOW, side=UNIT_PARTY)
    activity.refresh_from_db()
    assert (activity.state, activity.ends_on) == (ActivityState.PUBLISHED, None)
    assert activity.why_ended == ""
    assert held(activity) == FRIDAYS[:2]
    assert Event.objects.filter(name="activity.goes_on").count() == 1
    finishing.finish_due(after_last())
    activity.refresh_from_db()
    assert activity.state == ActivityState.PUBLISHED
    end(activity, FRIDAYS[0])  # and it can be ended anew
    assert held(activity) == FRIDAYS[:1]
