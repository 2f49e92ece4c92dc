"""Places that were given by mistake are free again, as long as nobody acted on them."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.finding.access.own import coming
from coordination.signups.models import SignUp
from coordination.signups.rules import CancelledBy, CancelReason, SignUpState, Via
from coordination.signups.services import cancel, take_places_back, wait, wish_swap
from tests.factories import PersonFactory, ShiftFactory, SignUpFactory

MINUTE = timedelta(minutes=1)


@pytest.fixture
def given(db):
    """Two places of one person, just given by a colleague."""
    person = PersonFactory()
    first = ShiftFactory(places=1, activity__is_published=True)
    shifts = [first, ShiftFactory(places=1, activity=first.activity,
                                  starts_at=first.starts_at + timedelta(days=1))]  # fmt: skip
    return [
        SignUpFactory(shift=one, person=person, position=one.positions.get(), via=Via.STAFF)
        for one in shifts
    ]


def take_back(rows, *, now=None):
    return take_places_back(given={one.pk: 1 for one in rows}, user=None, side="unit",
                            now=now or clock.now())  # fmt: skip


def states(rows):
    return [SignUp.objects.get(pk=one.pk).state for one in rows]


@pytest.mark.parametrize(("age", "reason"), [
    (timedelta(0), CancelReason.AT_ONCE), (5 * MINUTE, CancelReason.TAKEN_BACK),
])  # fmt: skip
def test_the_reason_says_whether_anybody_had_heard_of_it(given, age, reason):
    done = take_back(given, now=clock.now() + age)
    assert (len(done.freed), done.stays) == (2, [])
    assert {one.cancel_reason for one in SignUp.objects.all()} == {reason}
    assert {one.cancelled_by for one in SignUp.objects.all()} == {CancelledBy.UNIT}
    is_seen = reason == CancelReason.TAKEN_BACK
    assert coming(given[0].person, clock.now()).exists() == is_seen


def test_a_place_that_somebody_changed_stays(given):
    wish_swap(sign_up=given[0], user=None, now=clock.now())
    cancel(sign_up=given[1], by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
    done = take_back(given)
    assert [one.pk for one in done.stays] == [one.pk for one in given]
    assert states(given) == [SignUpState.CONFIRMED, SignUpState.CANCELLED]
    assert SignUp.objects.get(pk=given[1].pk).cancel_reason == CancelReason.CANNOT_COME


def test_what_has_begun_stays(given):
    done = take_back(given, now=given[0].starts_at)
    assert [one.pk for one in done.stays] == [given[0].pk]
    assert states(given) == [SignUpState.CONFIRMED, SignUpState.CANCELLED]


def test_whoever_waits_is_offered_what_is_free(given):
    waits = wait(person=PersonFactory(), position=given[0].position, user=None, now=clock.now())
    take_back(given)
    assert SignUp.objects.get(pk=waits.pk).state == SignUpState.OFFERED


def test_a_second_press_changes_nothing(given):
    take_back(given)
    before = list(SignUp.objects.order_by("pk").values_list("version", flat=True))
    again = take_back(given)
    assert (again.freed, again.stays) == ([], []), "none of them stays as it was"
    assert list(SignUp.objects.order_by("pk").values_list("version", flat=True)) == before
