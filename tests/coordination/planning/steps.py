"""What tests of an activity's end do again and again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from careshare.errors import Refused
from coordination.activities.models import Activity
from coordination.activities.rules import WhyEnded
from coordination.arrangements.rules import UNIT_PARTY
from coordination.planning.services import finishing
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import Recurrence, Wish
from coordination.signups.services import stand
from tests.factories import (
    ActivityFactory,
    PersonFactory,
    UserFactory,
)

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
TODAY = date(2026, 11, 2)
FRIDAYS = [date(2026, 11, 6) + timedelta(weeks=n) for n in range(4)]  # as far as the horizon
LAST = FRIDAYS[1]


def fridays() -> Activity:
    """Fridays without an end, made four weeks ahead."""
    made = ActivityFactory(is_published=True, unit__area__policy__horizon_weeks=4)
    wish = Wish(FRIDAYS[0], time(14), time(16), 1, 3, repeats=Recurrence(is_endless=True))
    plan_shifts(activity=made, wish=wish, user=UserFactory(), now=NOW)
    return made


def regular(name="Vera Vik"):
    """Comes every Friday."""
    person = PersonFactory(name=name)
    stand(person=person, series=Series.objects.get(), user=None, now=NOW)
    return person


def end(activity, last_on=LAST, now=NOW, **values):
    values = {"why": WhyEnded.DONE, "user": UserFactory(), "side": UNIT_PARTY} | values
    return finishing.end_activity(activity=activity, last_on=last_on, now=now, **values)


def held(activity):
    return list(
        Shift.objects.planned().filter(activity=activity).order_by("series_on")
        .values_list("series_on", flat=True)
    )  # fmt: skip


def codes(call):
    with pytest.raises(Refused) as refused:
        call()
    return {reason.code for reason in refused.value.reasons}


def after_last(days=1):
    """Noon some days after the last day."""
    return datetime.combine(LAST + timedelta(days=days), time(12), UTC)
