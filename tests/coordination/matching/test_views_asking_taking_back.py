"""People who should not have been asked: taken back by one tap on the page on which one lands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import OfferState
from coordination.signups.services import say_no, say_yes
from tests.coordination.matching.letters import sent, sent_later
from tests.factories import MembershipFactory, OrganisationFactory, VersionFactory, task_row
from tests.routes.forms import forms_of
from volunteers.memberships.rules import Role, Task


@pytest.fixture
def shift(here):
    return here.ahead[0]


@pytest.fixture
def people(regular):
    return [regular("Aud Berg", email="aud@example.org"), regular("Tor Vik", email="tor@x.org")]


def ask(browser, shift, people):
    url = reverse("coordination:ask-people", args=[shift.pk])
    return browser.post(url, {"person": [one.pk for one in people]}, follow=True)


def take_back(browser, page):
    """Press the button on the page on which one lands."""
    form = next(one for one in forms_of(page.content.decode()) if "take-back" in one.action)
    return browser.post(form.action, form.filled(), follow=True)


def test_at_once_nobody_hears_of_it(here, shift, people, enter):
    browser = enter(here.manager)
    page = ask(browser, shift, people)
    text = take_back(browser, page).content.decode()
    assert "Taken back: 2 people need not answer any more." in text
    assert "take-back" not in text
    assert {one.state for one in PlaceOffer.objects.all()} == {OfferState.WITHDRAWN}
    assert sent_later() == {}
    assert AuditEntry.objects.filter(action="offer.withdrawn").count() == 2
    again = browser.get(reverse("coordination:ask-people", args=[shift.pk])).content.decode()
    assert "Was asked, and the question taken back" in again
    assert "not asked lately" in again
    assert "2 people are asked" in ask(browser, shift, people).content.decode()
    assert {*sent_later()} == {"aud@example.org", "tor@x.org"}


def test_later_whoever_was_written_to_gets_one_letter_and_a_yes_keeps_the_place(
    here, shift, people, enter
):
    aud, tor = people
    browser = enter(here.manager)
    page = ask(browser, shift, people)
    assert {*sent_later()} == {"aud@example.org", "tor@x.org"}
    say_yes(offer=PlaceOffer.objects.get(person=aud), user=None, now=clock.now())
    sent_later()
    text = take_back(browser, page).content.decode()
    assert "1 person need not answer any more" in text
    assert "Aud Berg has said yes already and keeps the place." in text
    assert sent() == {}  # a letter that is just leaving has left before it
    [(address, [subject])] = sent_later().items()
    assert address == "tor@x.org"
    assert subject.startswith("You need not answer any more: Coffee and singing")
    assert SignUp.objects.confirmed().filter(person=aud, shift=shift).exists()
    offer = PlaceOffer.objects.get(person=tor)
    link = link_path(LinkAction.TAKE_OFFER, tor, offer)
    assert "Tor, you need not answer any more" in Client().get(link).content.decode()
    pressed = Client().post(link)
    assert pressed.status_code == 409
    assert "you need not answer any more" in pressed.content.decode()
    assert not SignUp.objects.live().filter(person=tor, shift=shift).exists()
    assert sent_later() == {}


def test_whoever_is_asked_anew_is_not_told_that_it_was_taken_back(here, shift, people, enter):
    browser = enter(here.manager)
    page = ask(browser, shift, people)
    sent_later()
    take_back(browser, page)
    ask(browser, shift, people[:1])
    letters = sent_later()
    assert [one.split(":")[0] for one in letters["tor@x.org"]] == ["You need not answer any more"]
    assert [one.split("?")[0] for one in letters["aud@example.org"]] == ["Can you come"]


def test_a_no_stays_a_no_and_a_second_press_says_that_it_was(here, shift, people, enter):
    browser = enter(here.manager)
    page = ask(browser, shift, people)
    for offer in PlaceOffer.objects.all():
        say_no(offer=offer, user=None, now=clock.now())
    text = take_back(browser, page).content.decode()
    assert "Everybody has answered already, so nothing is taken back." in text
    assert {one.state for one in PlaceOffer.objects.all()} == {OfferState.DECLINED}
    assert "It was taken back already." in take_back(browser, page).content.decode()


def test_only_by_whoever_may_ask_now(here, shift, people, enter):
    browser = enter(here.manager)
    page = ask(browser, shift, people)
    url = reverse("coordination:asks-withdraw", args=[shift.pk])
    assert enter(MembershipFactory()).post(url).status_code == 404
    assert enter(here.staff).post(url).status_code == 403
    colleague = enter(MembershipFactory(unit=here.unit)).post(url, follow=True)
    assert "Another press came since" in colleague.content.decode()  # not that browser's press
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.RECRUIT]
    partner = OrganisationFactory()
    MembershipFactory(role=Role.COORDINATOR, organisation=partner)  # else the unit may at once
    rows.append(task_row(Task.RECRUIT, Doer.ORGANISATION, partner))
    VersionFactory(activity=here.activity, rows=rows)
    assert take_back(browser, page).status_code == 403
    assert {one.state for one in PlaceOffer.objects.all()} == {OfferState.OPEN}


def test_the_button_goes_when_the_session_begins(here, shift, people, enter, monkeypatch):
    browser = enter(here.manager)
    ask(browser, shift, people)
    monkeypatch.setattr(clock, "now", lambda: shift.starts_at + timedelta(minutes=1))
    page = browser.get(reverse("coordination:shift-detail", args=[shift.pk]))
    assert "take-back" not in page.content.decode()
