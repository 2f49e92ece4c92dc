"""What the database itself holds about sessions and places, going round the services."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from careshare import clock
from coordination.shifts.models import Closure, Position, Shift
from tests.factories import (
    CareUnitFactory,
    ClosureFactory,
    MembershipFactory,
    PersonFactory,
    PositionFactory,
    SeriesFactory,
    ShiftFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db


def refused(act) -> bool:
    """Whether the database refuses; each try in a savepoint of its own."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_taken_counts_the_heads_that_hold_a_place():
    shift = ShiftFactory(places=10)
    position = shift.positions.get()
    one = SignUpFactory(shift=shift)
    group = SignUpFactory(shift=shift, person=PersonFactory(kind="group", heads=4))
    SignUpFactory(shift=shift, state="requested")
    position.refresh_from_db()
    assert position.taken == 5
    one.state = "cancelled"
    one.save()
    position.refresh_from_db()
    assert position.taken == 4
    group.heads = 6
    group.save()
    position.refresh_from_db()
    assert position.taken == 6
    group.delete()
    position.refresh_from_db()
    assert position.taken == 0


def test_a_stale_save_leaves_taken_as_it_stands():
    shift = ShiftFactory(places=3)
    stale = Position.objects.get(shift=shift)
    SignUpFactory(shift=shift)
    stale.name = "Walker"
    stale.save()
    stale.refresh_from_db()
    assert (stale.name, stale.taken) == ("Walker", 1)


def test_the_database_never_overbooks():
    shift = ShiftFactory(places=1)
    SignUpFactory(shift=shift)
    assert refused(lambda: SignUpFactory(shift=shift))
    assert shift.positions.get().taken == 1


def test_the_most_cannot_fall_below_who_comes():
    shift = ShiftFactory(places=2)
    SignUpFactory(shift=shift)
    SignUpFactory(shift=shift)
    assert refused(lambda: shift.positions.update(maximum=1))


@pytest.mark.parametrize("numbers", [{"minimum": 2, "maximum": 1}, {"minimum": 0, "maximum": 0}])
def test_numbers_run_forward(numbers):
    shift = ShiftFactory(places=0)
    assert refused(lambda: PositionFactory(shift=shift, **numbers))


def test_a_session_ends_after_its_start():
    now = clock.now()
    assert refused(lambda: ShiftFactory(starts_at=now, ends_at=now))


def test_one_session_for_each_occurrence_of_a_series():
    series = SeriesFactory()
    day = series.starts_on
    ShiftFactory(activity=series.activity, series=series, series_on=day)
    assert refused(lambda: ShiftFactory(activity=series.activity, series=series, series_on=day))


def test_a_closure_ends_after_its_start():
    now = clock.now()
    assert refused(lambda: ClosureFactory(starts_at=now, ends_at=now - timedelta(hours=1)))


def test_closures_that_hold_now():
    now = clock.now()
    open_one = ClosureFactory(starts_at=now - timedelta(hours=1))
    ClosureFactory(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    ClosureFactory(starts_at=now - timedelta(hours=2), reopened_at=now)
    ClosureFactory(starts_at=now + timedelta(hours=1))
    assert list(Closure.objects.open_at(now)) == [open_one]


def test_sessions_and_closures_are_seen_by_their_own_side_only():
    shift = ShiftFactory()
    unit = shift.activity.unit
    closure = ClosureFactory(unit=unit)
    owner = MembershipFactory(unit=unit).user
    stranger = MembershipFactory(unit=CareUnitFactory()).user
    assert list(Shift.objects.visible_to(owner)) == [shift]
    assert list(Closure.objects.visible_to(owner)) == [closure]
    assert not Shift.objects.visible_to(stranger).exists()
    assert not Closure.objects.visible_to(stranger).exists()
