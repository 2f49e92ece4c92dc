"""A closed session on Today: who was told, and whom somebody must still ring."""

from datetime import timedelta

from careshare import clock
from coordination.signups.models import Reached
from coordination.today.services import board
from coordination.today.services.scene import scene_of
from tests.factories import ClosureFactory, PersonFactory, ShiftFactory, SignUpFactory
from volunteers.memberships.access import Actor


def scene(membership):
    return scene_of(Actor(membership.user, membership), clock.now())


def at(hours: float):
    return clock.now() + timedelta(hours=hours)


def test_a_closed_session_says_who_knows_and_whom_to_ring(here):
    shift = ShiftFactory(activity=here.walking, starts_at=at(1), places=3)
    aud = SignUpFactory(shift=shift, person=PersonFactory(name="Aud Berg"))
    odd = SignUpFactory(shift=shift, person=PersonFactory(name="Odd Lie"))
    before = ClosureFactory(unit=here.unit, starts_at=at(-9), reopened_at=at(-8))
    closure = ClosureFactory(unit=here.unit, starts_at=at(-1))
    Reached.objects.create(closure=closure, sign_up=aud, reached_at=at(0))
    Reached.objects.create(closure=before, sign_up=odd, reached_at=at(-8))
    (row,) = board.rows_of_today(scene(here.manager))
    assert row.sub == "Told not to come: Aud Berg · Not reached by telephone yet: Odd Lie"


def test_what_is_over_at_a_closed_place_asks_to_ring_nobody(here):
    SignUpFactory(shift=ShiftFactory(activity=here.walking, starts_at=at(-4)))
    ClosureFactory(unit=here.unit, starts_at=at(-5))
    (row,) = board.rows_of_today(scene(here.manager))
    assert row.sub == "The place was closed"
