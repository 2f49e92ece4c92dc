"""The last press is offered where one lands, for a while, and once."""

from datetime import timedelta

from django.test import RequestFactory

from careshare import clock
from careshare.taking_back import (
    is_taken_back,
    kept_for,
    offer_to_take_back,
    offered,
    was_taken_back,
)

URL = "/asks/1/take-back/"


def at(path, session):
    request = RequestFactory().get(path)
    request.session = session
    return request


def press(session, **changes):
    values = {"url": URL, "label": "Take it back", "on": ["/shifts/1/"], "values": {"offers": [1]}}
    offer_to_take_back(at("/asks/1/", session), **(values | changes))


def test_it_is_offered_on_the_pages_where_one_lands_and_nowhere_else():
    session = {}
    assert offered(at("/shifts/1/", session)) == {}
    press(session)
    button = {"take_back": {"url": URL, "label": "Take it back"}}
    assert offered(at("/shifts/1/", session)) == button
    assert offered(at("/shifts/2/", session)) == {}
    assert kept_for(at(URL, session)) == {"offers": [1]}
    assert kept_for(at("/asks/2/take-back/", session)) is None


def test_the_press_before_is_offered_no_more():
    session = {}
    press(session)
    press(session, on=["/shifts/2/"], url="/asks/2/take-back/")
    assert offered(at("/shifts/1/", session)) == {}
    assert kept_for(at(URL, session)) is None


def test_after_its_time_it_is_not_shown():
    session = {}
    press(session, until=clock.now() + timedelta(minutes=1))
    assert offered(at("/shifts/1/", session))
    press(session, until=clock.now())
    assert offered(at("/shifts/1/", session)) == {}


def test_a_second_tap_is_known():
    session = {}
    assert not was_taken_back(at(URL, session))
    press(session)
    assert not was_taken_back(at(URL, session))
    is_taken_back(at(URL, session))
    assert was_taken_back(at(URL, session))
    assert not was_taken_back(at("/asks/2/take-back/", session))
    assert offered(at("/shifts/1/", session)) == {}


def test_a_page_without_a_session_offers_nothing():
    assert offered(RequestFactory().get("/")) == {}
