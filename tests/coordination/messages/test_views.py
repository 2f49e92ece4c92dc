"""The page behind a link in a mail: one button, no log-in, and opening it changes nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from careshare.audit.models import AuditEntry
from careshare.outbox.models import Delivery, Event
from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from coordination.signups.models import SignUp, SwapProposal
from coordination.signups.rules import SignUpState
from coordination.signups.services import come
from tests.coordination.messages.helpers import one_letter, shift_in
from tests.factories.when import SignUpFactory
from tests.factories.who import AreaFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(policy__undo_seconds=0)


@pytest.fixture
def vera():
    return PersonFactory(name="Vera Vik", email="vera@example.org", phone="+4741234567")


@pytest.fixture
def made(area, vera):
    return SignUpFactory(shift=shift_in(area), person=vera)


def path(action, made):
    return link_path(action, made.person, made)


def about(action, made):
    """What a link of this kind speaks of: a session, somebody's wish to swap, or a sign-up."""
    if action == LinkAction.COME:
        return made.shift
    if action == LinkAction.SWAP:
        theirs = SignUpFactory(shift__activity=made.shift.activity)
        return SwapProposal.objects.create(mine=theirs, theirs=made, made_at=made.made_at)
    return made


def rows():
    """Everything that a link could change."""
    models = (SignUp, SwapProposal, Event, Delivery, AuditEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_two_taps_from_the_mail(client, area, vera):
    """The link in the letter, then the button; nothing is typed and nobody logs in."""
    come(person=vera, shift=shift_in(area), user=None)
    body = one_letter("vera@example.org").body
    address = re.search(r"http://testserver(/m/\S+)", body).group(1)
    page = client.get(address).content.decode()
    assert "Vera, you can't come?" in page
    (button,) = re.findall(r'<form method="post" action="(/m/[^"]+)"', page)
    assert client.post(button, follow=True).status_code == 200
    assert SignUp.objects.get().state == SignUpState.CANCELLED
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("action", LinkAction)
def test_opening_it_changes_nothing(client, made, action):
    """Mail scanners open every link."""
    address = link_path(action, made.person, about(action, made))
    before = rows()
    for method in (client.get, client.head):
        assert method(address).status_code == 200
    assert rows() == before


def test_pressing_twice_is_no_error(client, made):
    for _press in range(2):
        answer = client.post(path(LinkAction.CANNOT_COME, made), follow=True)
        assert "you are not coming" in answer.content.decode()
    made.refresh_from_db()
    assert made.version == 2


def test_taking_it_back(client, made):
    page = client.post(path(LinkAction.CANNOT_COME, made), follow=True).content.decode()
    (button,) = re.findall(r'<form method="post" action="(/m/[^"]+)"', page)
    client.post(button)
    made.refresh_from_db()
    assert made.state == SignUpState.CONFIRMED


def test_taking_it_back_too_late_says_why(client, area, vera):
    made = SignUpFactory(shift=shift_in(area, places=1), person=vera)
    client.post(path(LinkAction.CANNOT_COME, made))
    SignUpFactory(shift=made.shift)
    answer = client.post(path(LinkAction.TAKE_BACK, made))
    assert answer.status_code == 409
    assert "All places are taken." in answer.content.decode()


def test_coming_by_a_link(client, area, vera):
    shift = shift_in(area)
    address = link_path(LinkAction.COME, vera, shift)
    assert "Vera, will you come?" in client.get(address).content.decode()
    for _press in range(2):
        assert client.post(address).status_code == 302
    assert SignUp.objects.get().person == vera


def test_the_calendar_by_a_link(client, made):
    answer = client.post(path(LinkAction.CALENDAR, made))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert Calendar.from_ical(answer.content).walk("VEVENT")


def test_it_acts_for_its_person_whoever_is_logged_in(client, made):
    client.force_login(UserFactory())
    client.post(path(LinkAction.CANNOT_COME, made))
    made.refresh_from_db()
    assert made.state == SignUpState.CANCELLED


def test_it_shows_the_first_name_and_nothing_more(client, made):
    page = client.get(path(LinkAction.CANNOT_COME, made)).content.decode()
    assert "Vera" in page
    for secret in ("Vik", "vera@example.org", "41234567", "412 34 567"):
        assert secret not in page, secret
    answer = client.get(path(LinkAction.CANNOT_COME, made))
    assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("harm", ["cut", "changed", "swapped", "nonsense", "other_action"])
def test_a_tampered_link_is_not_there_and_says_what_to_do(client, made, harm):
    good = path(LinkAction.CANNOT_COME, made).split("/")[2]
    other = path(LinkAction.CANNOT_COME, SignUpFactory(shift=made.shift)).split("/")[2]
    token = {
        "cut": good[:-4],
        "changed": good.replace("n.", "n.A", 1),
        "swapped": other.split("~")[0] + "~" + good.split("~")[1],
        "nonsense": "~~.~",
        "other_action": "b" + good[1:],
    }[harm]
    for method in (client.get, client.post):
        answer = method(f"/m/{token}/")
        assert answer.status_code == 404
        assert "ring the number in the letter" in answer.content.decode()
    made.refresh_from_db()
    assert made.state == SignUpState.CONFIRMED


def test_after_the_start_it_is_gone_and_says_whom_to_ring(client, made):
    with time_machine.travel(made.starts_at + timedelta(seconds=1)):
        for method in (client.get, client.post):
            answer = method(path(LinkAction.CANNOT_COME, made))
            assert answer.status_code == 410
            assert "tel:+4722000001" in answer.content.decode()
    made.refresh_from_db()
    assert made.state == SignUpState.CONFIRMED


def test_the_link_of_somebody_who_left_is_not_there(client, made):
    address = path(LinkAction.CANNOT_COME, made)
    made.person.left_at = made.made_at
    made.person.save()
    assert client.get(address).status_code == 404


def test_the_button_needs_our_own_page(made):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path(LinkAction.CANNOT_COME, made)).status_code == 403
    made.refresh_from_db()
    assert made.state == SignUpState.CONFIRMED


def test_it_reads_in_the_persons_language(client, made):
    made.person.language = "nb"
    made.person.save()
    page = client.get(path(LinkAction.CANNOT_COME, made)).content.decode()
    assert '<html lang="nb"' in page
