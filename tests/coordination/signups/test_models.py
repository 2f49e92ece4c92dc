"""What the database itself holds about sign-ups, going round the services."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from careshare import clock
from coordination.signups.models import SignUp
from coordination.signups.rules import LIVE
from tests.factories import AttendanceFactory, PersonFactory, ShiftFactory, SignUpFactory

pytestmark = pytest.mark.django_db


def refused(act) -> bool:
    """Whether the database refuses; each try in a savepoint of its own."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("state", LIVE)
def test_a_person_is_on_a_session_once_while_live(state):
    shift, person = ShiftFactory(places=5), PersonFactory()
    SignUpFactory(shift=shift, person=person, state=state)
    assert refused(lambda: SignUpFactory(shift=shift, person=person, state="requested"))


@pytest.mark.parametrize("state", ["cancelled", "declined"])
def test_signing_up_again_makes_a_new_row(state):
    shift, person = ShiftFactory(), PersonFactory()
    SignUpFactory(shift=shift, person=person, state=state)
    SignUpFactory(shift=shift, person=person)
    assert SignUp.objects.filter(shift=shift, person=person).count() == 2


def overlapping(hours: float):
    """A second session that begins so many hours after the first, which lasts two."""
    first = ShiftFactory()
    return first, ShiftFactory(starts_at=first.starts_at + timedelta(hours=hours))


def test_nobody_is_in_two_places_at_once():
    first, second = overlapping(1)
    person = PersonFactory()
    SignUpFactory(shift=first, person=person)
    assert refused(lambda: SignUpFactory(shift=second, person=person))
    waiting = SignUpFactory(shift=second, person=person, state="requested")
    assert refused(lambda: SignUp.objects.filter(pk=waiting.pk).update(state="confirmed"))


def test_back_to_back_is_fine():
    first, second = overlapping(2)
    person = PersonFactory()
    SignUpFactory(shift=first, person=person)
    SignUpFactory(shift=second, person=person)


def test_a_deliberate_overlap_needs_a_reason():
    first, second = overlapping(1)
    person = PersonFactory()
    SignUpFactory(shift=first, person=person)
    assert refused(lambda: SignUpFactory(shift=second, person=person, is_overlap_allowed=True))
    SignUpFactory(
        shift=second, person=person, is_overlap_allowed=True, overlap_reason="Same room, next door"
    )


def test_heads_are_at_least_one():
    assert refused(lambda: SignUpFactory(heads=0))


@pytest.mark.parametrize("state", ["absent", "absent_with_notice", "not_yet_known"])
def test_only_who_came_has_hours(state):
    sign_up = SignUpFactory()
    assert refused(lambda: AttendanceFactory(sign_up=sign_up, state=state, minutes=60))
    AttendanceFactory(sign_up=sign_up, state=state, minutes=0)


def test_attendance_runs_forward():
    now = clock.now()
    assert refused(
        lambda: AttendanceFactory(state="partly", came_at=now, left_at=now - timedelta(minutes=1))
    )
