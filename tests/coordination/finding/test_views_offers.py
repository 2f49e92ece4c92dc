"""The waiting list and offers on the volunteer's own pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse_lazy

from careshare import clock
from coordination.signups import services
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import CancelledBy, SignUpState
from tests.coordination.finding.helpers import shift_at
from tests.factories.when import PlaceOfferFactory, SignUpFactory
from tests.factories.who import PersonFactory

pytestmark = pytest.mark.django_db
HOME = reverse_lazy("coordination:volunteer-home")


@pytest.fixture
def full(unit):
    """A full time, and who has its place."""
    shift = shift_at(unit, places=1)
    return shift, SignUpFactory(shift=shift)


@pytest.fixture
def waiting(her, full):
    shift, _has_it = full
    her.post(f"/find/{shift.public_id}/wait/")
    return SignUp.objects.waiting().get()


def free(has_it):
    services.cancel(sign_up=has_it, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())


def test_a_full_time_has_a_waiting_list(her, full):
    shift, _has_it = full
    page = her.get(f"/find/{shift.public_id}/").content.decode()
    assert "Put me on the waiting list" in page
    assert "Why you cannot come" not in page


def test_one_sees_the_number_and_leaves_the_list(her, waiting):
    path = f"/times/{waiting.public_id}/"
    assert "You are the next" in her.get(path).content.decode()
    assert "You are the next" in her.get(HOME).content.decode()
    her.post(f"{path}answer/", {"answer": "no"})
    waiting.refresh_from_db()
    assert waiting.state == SignUpState.CANCELLED
    page = her.get(path).content.decode()
    assert "no longer in the queue" in page
    her.post(f"{path}take-back/")
    waiting.refresh_from_db()
    assert waiting.state == SignUpState.WAITLISTED


def test_an_offer_is_the_first_card_and_taken_with_one_press(her, full, waiting):
    free(full[1])
    home = her.get(HOME).content.decode()
    assert home.index("A place is free for you until") < home.index("You could")
    answer = her.post(f"/times/{waiting.public_id}/answer/", {"answer": "yes"})
    assert answer["Location"] == f"/times/{waiting.public_id}/?new=1"
    waiting.refresh_from_db()
    assert waiting.state == SignUpState.CONFIRMED


def test_who_is_asked_says_yes_or_hears_that_somebody_was_first(her, unit, vera):
    shift = shift_at(unit, places=1)
    offer = PlaceOfferFactory(shift=shift, person=vera)
    assert "Can you come?" in her.get(HOME).content.decode()
    SignUpFactory(shift=shift)
    assert "Can you come?" not in her.get(HOME).content.decode()
    answer = her.post(f"/offers/{offer.public_id}/answer/", {"answer": "yes"})
    assert answer.status_code == 409
    assert "somebody else meanwhile" in answer.content.decode()


def test_no_thanks_to_a_wave(her, unit, vera):
    offer = PlaceOfferFactory(shift=shift_at(unit, places=1), person=vera)
    her.post(f"/offers/{offer.public_id}/answer/", {"answer": "no"})
    assert PlaceOffer.objects.get().state == "declined"


def test_nobody_answers_for_another(her, unit):
    offer = PlaceOfferFactory(shift=shift_at(unit), person=PersonFactory())
    assert her.post(f"/offers/{offer.public_id}/answer/", {"answer": "yes"}).status_code == 404


def test_home_asks_no_more_for_many_offers(her, unit, vera):
    def queries():
        with CaptureQueriesContext(connection) as found:
            her.get(HOME)
        return len(found)

    PlaceOfferFactory(shift=shift_at(unit, hours=60), person=vera)
    queries()
    one = queries()
    for hours in (70, 80):
        PlaceOfferFactory(shift=shift_at(unit, hours=hours), person=vera)
    assert queries() == one
