"""Whom a wave asks a second time."""

import pytest

from careshare import clock
from coordination.signups import services
from coordination.signups.models import PlaceOffer
from coordination.signups.rules import OfferState, SignUpState
from tests.coordination.signups.test_services_waiting import cancel, shift_in, state, wait
from tests.factories.when import SignUpFactory

pytestmark = pytest.mark.django_db


def test_who_said_no_and_waits_again_is_asked_again():
    """Whoever waits has left the list with a no, so waiting since then is a new wish."""
    shift = shift_in(hours=12)
    has_it, first = SignUpFactory(shift=shift), wait(shift)
    cancel(has_it)
    offer = PlaceOffer.objects.get(person=first.person)
    services.say_no(offer=offer, user=None, now=clock.now())
    services.look_for_people(clock.now())
    assert PlaceOffer.objects.filter(shift=shift).count() == 1
    comes = SignUpFactory(shift=shift)
    again = wait(shift, first.person)
    cancel(comes)
    assert PlaceOffer.objects.get(state=OfferState.OPEN).person_id == first.person_id
    services.look_for_people(clock.now())
    assert PlaceOffer.objects.filter(shift=shift).count() == 2
    assert state(again) == SignUpState.WAITLISTED
