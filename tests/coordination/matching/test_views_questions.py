"""One question to all regulars, an answer by link, the table, and places from it."""

import re
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from careshare import clock, limits
from careshare.outbox.models import Delivery
from careshare.outbox.services.events import expand_due
from coordination.matching.access.links import answer_path
from coordination.matching.emails import about_question
from coordination.matching.models import Asked, Question
from coordination.matching.services.letters import missing_question_reminders
from coordination.matching.views.questions import title_of
from coordination.shifts.words import long_day
from coordination.signups.models import PlaceOffer, SignUp
from tests.factories import PersonFactory, SeriesFactory
from tests.factories.when import QuestionFactory
from tests.routes.forms import forms_of
from volunteers.people.models import DatedTime
from volunteers.people.rules import AskedFor


def send(browser, page: str, **changes):
    """Send a page's last form as it stands, but for some fields."""
    form = forms_of(browser.get(page).content.decode())[-1]
    return browser.post(page, form.filled() | changes)


def boxes(page) -> list[str]:
    return re.findall(r'name="yes" value="([^"]+)"', page.content.decode())


@pytest.fixture
def question(here, regular, enter):
    """Asked by the manager of everybody who comes regularly."""
    regular("Aud Berg")
    regular("Tor Vik", email="")
    regular("Came Once", times=1)
    regular("Wants No Questions", asked_for=AskedFor.NOBODY)
    page = reverse("coordination:ask-days-unit", args=[here.unit.pk])
    first = here.ahead[1].starts_at.astimezone(here.unit.zone).date()
    days = {"first_on": first.isoformat(), "last_on": (first + timedelta(days=2)).isoformat()}
    assert send(enter(here.manager), page, **days).status_code == 302
    return Question.objects.get()


def asked_of(question, name) -> Asked:
    return question.asked.get(person__name=name)


def letters(question, now) -> list:
    return [about_question(one, now) for one in Delivery.objects.filter(cause_id=question.pk)]


def test_all_regulars_who_agreed_are_asked_once(question):
    assert {one.person.name for one in question.asked.all()} == {"Aud Berg", "Tor Vik"}
    now = clock.now() + timedelta(minutes=2)
    expand_due(now)
    [letter] = letters(question, now)
    assert "Which days can you come?" in letter.subject
    assert answer_path(asked_of(question, "Aud Berg")) in letter.body


def test_the_answer_is_kept_can_be_changed_and_stops_the_reminder(question):
    asked = asked_of(question, "Aud Berg")
    link, browser = answer_path(asked), Client()
    day = boxes(browser.get(link))[0]
    late = question.closes_at - timedelta(hours=1)
    assert len(missing_question_reminders(late)) == 1
    assert not missing_question_reminders(question.asked_at + timedelta(hours=1))
    assert browser.post(link, {"yes": [day, "2001-01-01.morning", "nonsense"]}).status_code == 302
    assert DatedTime.objects.filter(is_free=True).count() == 1
    assert DatedTime.objects.count() == 3
    assert not missing_question_reminders(late)
    assert "Thank you for your answer" in browser.get(link).content.decode()
    browser.post(link, {"none": "1", "yes": [day]})
    assert not DatedTime.objects.filter(is_free=True).exists()
    Question.objects.update(closes_at=clock.now())
    closed = browser.post(link, {"yes": [day]}).content.decode()
    assert "The time for answering is over." in closed
    assert not DatedTime.objects.filter(is_free=True).exists()
    assert browser.get(link[:-3] + "xx/").status_code == 404


def test_the_asker_sees_the_table_and_gives_places_from_it(question, here, enter):
    asked, shift = asked_of(question, "Aud Berg"), here.ahead[1]
    day = shift.starts_at.astimezone(here.unit.zone).date()
    manager, page = enter(here.manager), reverse("coordination:question-detail", args=[question.pk])
    note = reverse("coordination:note-days", args=[question.pk, asked.pk])
    box = boxes(manager.get(note))[0]
    assert box.startswith(day.isoformat())
    assert manager.post(note, {"yes": box}).status_code == 302
    asked.refresh_from_db()
    assert asked.answered_by == here.manager.user
    text = manager.get(page).content.decode()
    assert "1 of 2 have answered" in text
    assert "No e-mail: ring, and note the answer" in text
    place = reverse("coordination:question-place", args=[question.pk, shift.pk])
    manager.post(place, {"person": asked.person_id})
    assert SignUp.objects.confirmed().filter(person=asked.person, shift=shift).count() == 1
    stranger = PersonFactory()
    assert manager.post(place, {"person": stranger.pk}).status_code == 404
    assert enter(here.staff).get(page).status_code == 403


def test_queries_do_not_grow_with_the_answers(question, enter, here, django_assert_max_num_queries):
    browser, page = enter(here.manager), reverse("coordination:question-detail", args=[question.pk])
    browser.get(page)
    with django_assert_max_num_queries(40) as few:
        browser.get(page)
    for _number in range(5):
        Asked.objects.create(question=question, person=PersonFactory(), answered_at=clock.now())
    with django_assert_max_num_queries(40) as many:
        browser.get(page)
    assert len(many) - len(few) in (0, 2)  # times are read once somebody has answered


def test_the_regulars_are_asked_for_a_whole_series_in_two_presses(here, regular, enter):
    aud, tor = regular("Aud Berg"), regular("Tor Vik")
    series = reverse("coordination:series-detail", args=[here.series.pk])
    ask = reverse("coordination:ask-series", args=[here.series.pk])
    manager = enter(here.manager)
    assert ask in manager.get(series).content.decode()  # the first press
    assert send(manager, ask).status_code == 302  # the second
    question = Question.objects.get()
    assert {one.person for one in question.asked.all()} == {aud, tor}
    link = answer_path(asked_of(question, "Aud Berg"))
    times = boxes(Client().get(link))
    assert times == [str(shift.pk) for shift in here.ahead]
    Client().post(link, {"yes": times})
    Client().post(link, {"yes": times})
    assert SignUp.objects.confirmed().filter(person=aud, shift__in=here.ahead).count() == 2
    assert "You are coming" in Client().get(link).content.decode()
    SignUp.objects.filter(person=aud, shift=here.ahead[0]).update(heads=2)
    full = Client().post(answer_path(asked_of(question, "Tor Vik")), {"yes": times})
    assert "All places are taken." in full.content.decode()
    assert SignUp.objects.confirmed().filter(person=tor, shift__in=here.ahead).count() == 1


@pytest.mark.parametrize("asked_of", ["what it was", "what it goes on as"])
def test_a_series_that_was_changed_from_some_day_on_is_asked_about_as_one(
    here, regular, enter, asked_of
):
    regular("Aud Berg")
    regular("Tor Vik")
    onward = SeriesFactory(activity=here.activity, continues=here.series)
    here.ahead[1].series = onward
    here.ahead[1].save()
    series = here.series if asked_of == "what it was" else onward
    page = reverse("coordination:ask-series", args=[series.pk])
    browser = enter(here.manager)
    assert send(browser, page).status_code == 302
    question = Question.objects.get()
    times = boxes(Client().get(answer_path(question.asked.first())))
    assert times == [str(shift.pk) for shift in here.ahead]
    fill = reverse("coordination:fill-series", args=[series.pk])
    places = [key for key in forms_of(browser.get(fill).content.decode())[-1].filled()
              if key.startswith("place-")]  # fmt: skip
    assert len(places) == sum(one.coverage.missing for one in here.ahead)


def test_nobody_is_written_to_about_times_none_of_which_takes_place(here, regular, enter):
    regular("Aud Berg")
    assert send(enter(here.manager), reverse("coordination:ask-series", args=[here.series.pk]))
    question, now = Question.objects.get(), clock.now() + timedelta(minutes=2)
    expand_due(now)
    assert [one is not None for one in letters(question, now)] == [True]
    here.series.shifts.update(state="cancelled")
    assert letters(question, now) == [None]


@pytest.fixture
def nothing_more(monkeypatch):
    """Every limit is reached."""
    spent = {name: one._replace(most=0) for name, one in limits.LIMITS.items()}
    monkeypatch.setattr(limits, "LIMITS", spent)


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("ask-days-unit", "unit"), ("ask-days", "activity"), ("ask-series", "series"),
        ("fill-unit", "unit"), ("ask-people", "shift"),
    ],
)  # fmt: skip
def test_whoever_asks_without_end_is_refused_and_keeps_what_was_chosen(
    here, regular, enter, nothing_more, name, about
):
    """S19: the ticks, the days and the names stand in the form again, and nobody is asked."""
    aud, _tor = regular("Aud Berg"), regular("Tor Vik")
    row = here.ahead[0] if about == "shift" else getattr(here, about)
    page = reverse(f"coordination:{name}", args=[row.pk])
    browser = enter(here.manager)
    field = "person" if name == "ask-people" else "people"
    form = forms_of(browser.get(page).content.decode())[-1].filled()
    sent = form | {"confirm": "1"} | ({field: [str(aud.pk)]} if field in form else {})
    answer = browser.post(page, sent)
    assert answer.status_code == 200
    assert "You have sent very much in a short time" in answer.content.decode()
    again = forms_of(answer.content.decode())[-1].filled()
    for field in sent.keys() - {"confirm", "csrfmiddlewaretoken"}:
        assert again[field] == sent[field], field
    assert not Question.objects.exists()
    assert not PlaceOffer.objects.exists()


def test_a_person_whose_number_no_row_can_have_is_no_choice(here, regular, enter):
    regular("Aud Berg")
    pages = {"ask-days-unit": here.unit, "ask-days": here.activity, "ask-series": here.series}
    for name, row in pages.items():
        page = reverse(f"coordination:{name}", args=[row.pk])
        response = send(enter(here.manager), page, people=["9" * 20, "9" * 19])
        assert list(response.context["form"].errors) == ["people"], name
    assert not Question.objects.exists()


def test_a_question_about_one_day_names_it_once(question):
    first, last = long_day(question.first_on), long_day(question.last_on)
    assert title_of(question) == f"{question.unit.name}: {first} to {last}"
    question.last_on = question.first_on
    assert title_of(question) == f"{question.unit.name}: {first}"


@pytest.mark.parametrize(("minutes", "is_offered"), [(-30, True), (30, False)])
def test_a_roster_is_offered_until_its_first_day_begins_where_the_unit_is(
    here, enter, minutes, is_offered
):
    """Half an hour after midnight there it is still the day before in UTC."""
    asked = QuestionFactory(activity=here.activity)
    begins = datetime.combine(asked.first_on, time.min, here.unit.zone)
    with time_machine.travel(begins + timedelta(minutes=minutes), tick=False):
        page = enter(here.manager).get(reverse("coordination:question-detail", args=[asked.pk]))
    assert ("first_on=" in page.context["fill_url"]) == is_offered
