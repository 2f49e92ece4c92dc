"""The day after an activity's last: the sweep, what stays, and opening it again."""

from datetime import UTC, datetime, time, timedelta

import pytest

from careshare.outbox.models import Event
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements import services as arrangements
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY, Doer, VersionState
from coordination.planning.services import finishing, publishing
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.rules import ShiftState, Wish
from coordination.signups.models import SignUp, Standing
from coordination.signups.services import sign_up
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
    ActivityFactory,
    AttendanceFactory,
    OrganisationFactory,
    PersonFactory,
    ShiftFactory,
    UserFactory,
    VersionFactory,
    core_rows,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday_morning")]


@pytest.fixture
def activity():
    return fridays()


# --- The day after ------------------------------------------------------------


def test_the_sweep_ends_it_on_the_day_after_and_twice_changes_nothing(activity, vera):
    red = OrganisationFactory(home_area=activity.unit.area)
    end(activity)
    late = VersionFactory(
        activity=activity, rows=core_rows(Doer.SHARED, red), state=VersionState.PROPOSED
    )
    finishing.finish_due(after_last(0))
    activity.refresh_from_db()
    assert activity.state == ActivityState.PUBLISHED  # it is the last day still
    finishing.finish_due(after_last())
    activity.refresh_from_db()
    version = activity.version
    assert activity.state == ActivityState.ENDED
    # However late the sweep: it ended with its last day, at the unit's midnight.
    assert activity.ended_at == datetime(2026, 11, 13, 23, tzinfo=UTC)
    assert not Standing.objects.filter(ended_at=None).exists()
    assert SignUp.objects.confirmed().filter(person=vera).count() == 2  # hours and history stay
    late.refresh_from_db()
    assert late.state == VersionState.WITHDRAWN
    events = Event.objects.count()
    finishing.finish_due(after_last(2))
    activity.refresh_from_db()
    assert (activity.version, Event.objects.count()) == (version, events)


def test_midnight_is_the_units_own(activity):
    end(activity)
    finishing.finish_due(datetime(2026, 11, 13, 22, 59, tzinfo=UTC))
    activity.refresh_from_db()
    assert activity.state == ActivityState.PUBLISHED
    finishing.finish_due(datetime(2026, 11, 13, 23, 0, tzinfo=UTC))
    activity.refresh_from_db()
    assert activity.state == ActivityState.ENDED


def test_an_end_that_was_taken_back_before_the_sweep_is_none(activity, monkeypatch):
    """Between the sweep's question and its lock somebody takes the end back."""
    end(activity)
    locked = finishing._locked_by_id

    def meanwhile(pk):
        Activity.objects.filter(pk=pk).update(ends_on=None, why_ended="")
        return locked(pk)

    monkeypatch.setattr(finishing, "_locked_by_id", meanwhile)
    finishing.finish_due(after_last())
    activity.refresh_from_db()
    assert activity.state == ActivityState.PUBLISHED


def test_it_cannot_be_taken_back_once_the_day_has_passed(activity):
    end(activity)
    take = {"activity": activity, "user": UserFactory(), "side": UNIT_PARTY}
    late = after_last()
    assert codes(lambda: finishing.take_end_back(now=late, **take)) == {"activity_ended"}
    finishing.finish_due(late)
    assert codes(lambda: finishing.take_end_back(now=late, **take)) == {"activity_ended"}


# --- Ended --------------------------------------------------------------------


def test_a_draft_without_sessions_is_put_away_at_once():
    draft = ActivityFactory()
    ended = end(draft, TODAY)
    assert (ended.state, ended.ended_at) == (ActivityState.ENDED, NOW)
    assert not Activity.objects.current().filter(pk=draft.pk).exists()


def test_with_a_session_left_today_it_waits_for_tomorrow():
    shift = ShiftFactory(starts_at=NOW + timedelta(hours=3))
    later = ShiftFactory(activity=shift.activity, starts_at=NOW + timedelta(days=1))
    assert end(shift.activity, TODAY).state == ActivityState.PUBLISHED
    later.refresh_from_db()
    assert later.state == ShiftState.CANCELLED
    # Today's takes place, and somebody can still come.
    sign_up(person=PersonFactory(), position=shift.positions.get(), user=None, now=NOW)
    finishing.finish_due(NOW + timedelta(days=1))
    assert Activity.objects.get(pk=shift.activity_id).state == ActivityState.ENDED


def test_what_has_ended_takes_nothing_new(activity):
    end(activity)
    finishing.finish_due(after_last())
    fresh = Activity.objects.get(pk=activity.pk)
    act = {"activity": fresh, "user": UserFactory(), "now": after_last()}
    terms = arrangements.Terms(valid_from=LAST + timedelta(days=3))
    rows = core_rows()
    wish = Wish(LAST + timedelta(days=9), time(14), time(16), 1, 3)
    for refused in (
        lambda: publishing.publish(side=UNIT_PARTY, **act),
        lambda: plan_shifts(wish=wish, **act),
        lambda: arrangements.propose(rows=rows, terms=terms, party=UNIT_PARTY, **act),
        lambda: end(fresh, LAST + timedelta(days=5), after_last()),
    ):
        assert "activity_ended" in codes(refused)


def test_hours_and_history_stay(activity, vera):
    attended = AttendanceFactory(sign_up=SignUp.objects.filter(person=vera).first(), minutes=90)
    end(activity)
    finishing.finish_due(after_last())
    attended.refresh_from_db()
    assert attended.minutes == 90
    assert Version.objects.agreed().filter(activity=activity).count() == 1


def test_opening_it_again_gives_a_draft_without_sessions(activity, vera):
    end(activity)
    finishing.finish_due(after_last())
    for _press in range(2):
        finishing.reopen(activity=activity, user=UserFactory(), now=after_last(), side=UNIT_PARTY)
    activity.refresh_from_db()
    assert (activity.state, activity.ends_on) == (ActivityState.DRAFT, None)
    assert activity.ended_at is None
    assert Event.objects.filter(name="activity.goes_on").count() == 1
    extend_series(after_last(30))
    finishing.finish_due(after_last(30))
    assert held(activity) == FRIDAYS[:2]
    activity.refresh_from_db()
    assert activity.state == ActivityState.DRAFT
