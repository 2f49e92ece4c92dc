"""Fewer places on the following sessions, too, while somebody signs up there."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from careshare.errors import Refused
from coordination.planning.access.moving import Scope
from coordination.planning.services import places
from coordination.planning.services.places import PlacesWish, change_places
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Shift
from coordination.shifts.rules import Recurrence, Wish
from tests.factories import ActivityFactory, SignUpFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_who_comes_before_the_lock_is_counted(monkeypatch):
    """Said as a reason beside the day, and not left to the database to refuse."""
    with time_machine.travel(NOW, tick=False):
        wish = Wish(date(2026, 11, 6), time(14), time(16), 1, 3, repeats=Recurrence(times=2))
        activity = ActivityFactory(is_published=True)
        plan_shifts(activity=activity, wish=wish, user=UserFactory(), now=NOW)
        first, second = Shift.objects.order_by("starts_at")
        found, asked = places.concerned, []

        def meanwhile(*args):
            rows = found(*args)
            if not asked:
                asked.extend(SignUpFactory(shift=second) for _each in range(2))
            return rows

        monkeypatch.setattr(places, "concerned", meanwhile)
        with pytest.raises(Refused) as refused:
            change_places(
                shift=first, opened=first.version, user=UserFactory(), now=NOW,
                wish=PlacesWish({first.positions.get().pk: (1, 1)}, scope=Scope.FOLLOWING),
            )  # fmt: skip
    assert [one.code for one in refused.value.reasons] == ["places_below_taken_on"]
    assert second.positions.get().maximum == 3
