"""An activity ends while its sessions are made, people join every time, and days are cancelled."""

from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, connection

from careshare import clock
from careshare.errors import Refused
from coordination.activities.rules import WhyEnded
from coordination.planning.access.moving import Scope
from coordination.planning.services.deciding import still_allowed
from coordination.planning.services.finishing import end_activity
from coordination.planning.services.moving import cancel_sessions
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import Recurrence, ShiftCancelReason, Wish
from coordination.signups.models import SignUp
from coordination.signups.services import stand
from tests.factories import ActivityFactory, PersonFactory, UserFactory
from tests.support.visitors import at_once
from volunteers.places.models import AreaPolicy

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 6
WEEKS = 8


def calling(call):
    """In a thread of its own, so with a database connection of its own; what the database said."""
    try:
        call()
    except Refused:
        return ""
    except DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    return ""


def weekly(first: date) -> Series:
    """A series that the sweep has to make further: its area looks further ahead by now."""
    activity = ActivityFactory(is_published=True, unit__area__policy__horizon_weeks=2)
    wish = Wish(first, time(14), time(16), 1, 3, repeats=Recurrence(is_endless=True))
    plan_shifts(activity=activity, wish=wish, user=UserFactory(), now=clock.now())
    AreaPolicy.objects.update(horizon_weeks=WEEKS)
    return Series.objects.select_related("activity__unit__area").get(activity=activity)


def cancel_all(shift):
    with still_allowed(shift.activity, lambda _record: True):
        cancel_sessions(shift=shift, scope=Scope.ALL, reason=ShiftCancelReason.STAFF,
                        user=UserFactory(), side="unit", now=clock.now())  # fmt: skip


@pytest.mark.parametrize("cancels", [False, True])
def test_nobody_waits_in_a_circle_and_nothing_takes_place_afterwards(cancels):
    """Whichever is first: no error, no session and nobody after the last day."""
    for _round in range(ROUNDS):
        now = clock.now()
        first = now.date() + timedelta(days=3)
        series = weekly(first)
        shift = Shift.objects.for_pages().get(series=series, series_on=first)
        ends = partial(end_activity, activity=series.activity, last_on=first, why=WhyEnded.DONE,
                       user=UserFactory(), now=now, side="unit")  # fmt: skip
        joins = [
            partial(stand, person=PersonFactory(), series=series, user=None, now=now)
            for _each in range(2)
        ]
        calls = [partial(cancel_all, shift) if cancels else ends, partial(extend_series, now),
                 *joins]  # fmt: skip
        said = at_once([partial(calling, one) for one in calls])
        assert [one for one in said if one] == []
        zone = series.activity.unit.zone
        left = first - timedelta(days=1) if cancels else first
        over = datetime.combine(left + timedelta(days=1), time(), zone)
        after = Shift.objects.planned().filter(series=series, starts_at__gte=over)
        assert not after.exists()
        assert not SignUp.objects.live().filter(shift__starts_at__gte=over).exists()
