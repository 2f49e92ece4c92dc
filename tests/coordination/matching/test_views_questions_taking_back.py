"""A question that should not have been asked is taken back: silently, or with one plain letter."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.outbox.models import Event
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.matching.access.links import answer_path
from coordination.matching.access.rosters import facts_for
from coordination.matching.models import Asked, Question
from coordination.matching.rules.questions import QuestionKind
from coordination.matching.services import answer_days, answer_sessions
from coordination.matching.services.letters import missing_question_reminders
from coordination.signups.models import SignUp
from tests.coordination.matching.letters import sent, sent_later
from tests.factories import MembershipFactory, OrganisationFactory, VersionFactory, task_row
from tests.routes.forms import forms_of
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Task
from volunteers.people.models import DatedTime
from volunteers.people.rules import DayPart

ABOUT = [("ask-series", "series"), ("ask-days", "activity"), ("ask-days-unit", "unit")]


@pytest.fixture
def ask(here, regular, enter):
    """Asks Aud and Tor, by the pages; gives the manager's browser and the page that follows."""
    regular("Aud Berg", email="aud@example.org")
    regular("Tor Vik", email="tor@example.org")

    def _ask(name="ask-series", about="series"):
        browser = enter(here.manager)
        page = reverse(f"coordination:{name}", args=[getattr(here, about).pk])
        form = forms_of(browser.get(page).content.decode())[-1].filled()
        return browser, browser.post(page, form, follow=True)

    return _ask


def asked(name) -> Asked:
    return Asked.objects.select_related("question__unit").get(person__name=name)


def take_back(browser, page):
    """Press the button on the page on which one lands: one tap."""
    form = next(one for one in forms_of(page.content.decode()) if "take-back" in one.action)
    return browser.post(form.action, form.filled(), follow=True)


@pytest.mark.parametrize(("name", "about"), ABOUT)
def test_at_once_nobody_hears_of_it_and_the_link_says_so(ask, name, about):
    browser, page = ask(name, about)
    text = take_back(browser, page).content.decode()
    assert "Taken back. Nobody hears of it." in text
    assert "This question was taken back." in text
    assert "Note an answer" not in text
    assert sent_later() == {}
    question = Question.objects.get()
    assert question.closes_at == question.withdrawn_at
    assert not missing_question_reminders(clock.now() + timedelta(days=5))
    link = Client().get(answer_path(asked("Aud Berg")))
    assert link.status_code == 200
    assert "Aud, you need not answer any more" in link.content.decode()
    refused = Client().post(answer_path(asked("Aud Berg")), {"none": "1"})
    assert refused.status_code == 200
    assert asked("Aud Berg").answered_at is None


def test_later_whoever_still_meant_to_answer_gets_one_letter_and_a_yes_keeps_the_place(here, ask):
    browser, page = ask()
    assert {*sent_later()} == {"aud@example.org", "tor@example.org"}
    one = asked("Aud Berg")
    answer_sessions(asked=one, shift_ids={here.ahead[0].pk}, user=None, now=clock.now())
    sent_later()
    Question.objects.update(asked_at=clock.now() - timedelta(minutes=5))
    assert "who said yes keeps the place" in take_back(browser, page).content.decode()
    assert sent() == {}  # a letter that is just leaving has left before it
    [(address, [subject])] = sent_later().items()
    assert address == "tor@example.org"
    assert subject.startswith("You need not answer any more: Coffee and singing")
    assert SignUp.objects.confirmed().filter(person=one.person, shift=here.ahead[0]).exists()
    text = Client().get(answer_path(one)).content.decode()
    assert "Where you said yes, you keep your place." in text
    assert "You are coming" in text
    assert sent_later() == {}


def test_whoever_keeps_days_free_for_it_is_told_and_gets_no_place_by_it(here, ask):
    browser, page = ask("ask-days", "activity")
    sent_later()
    question, now = Question.objects.get(), clock.now()
    aud, tor = asked("Aud Berg"), asked("Tor Vik")
    days = [(question.first_on, part.value) for part in DayPart]
    answer_days(asked=aud, yes=days, user=None, now=now)
    answer_days(asked=tor, yes=[], user=None, now=now)
    scope = Question(unit=here.unit, activity=here.activity, first_on=question.first_on,
                     last_on=question.last_on)  # fmt: skip
    actor = Actor(here.manager.user, here.manager)
    assert facts_for(actor, scope, now).said_yes
    take_back(browser, page)
    assert {*sent_later()} == {"aud@example.org"}
    assert DatedTime.objects.filter(person=aud.person, is_free=True).exists(), "what was said stays"
    assert not facts_for(actor, scope, now).said_yes, "told that no day need be kept free"


def test_a_second_press_says_that_it_was_and_changes_nothing(ask):
    browser, page = ask()
    take_back(browser, page)
    before = Question.objects.get().withdrawn_at
    assert "It was taken back already." in take_back(browser, page).content.decode()
    assert Question.objects.get().withdrawn_at == before
    assert AuditEntry.objects.filter(action="question.withdrawn").count() == 1
    assert Event.objects.filter(name="question.withdrawn").count() == 1


def test_once_its_time_is_over_there_is_nothing_to_take_back(ask):
    browser, page = ask()
    Question.objects.update(closes_at=clock.now())
    assert "nothing to take back" in take_back(browser, page).content.decode()
    assert Question.objects.get().withdrawn_at is None


def test_only_by_whoever_may_ask_now(here, ask, enter):
    _browser, _page = ask()
    url = reverse("coordination:question-withdraw", args=[Question.objects.get().pk])
    assert enter(MembershipFactory()).post(url).status_code == 404
    assert enter(here.staff).post(url).status_code == 403
    red_cross = OrganisationFactory()
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.RECRUIT]
    rows.append(task_row(Task.RECRUIT, Doer.ORGANISATION, red_cross))
    VersionFactory(activity=here.activity, rows=rows)
    assert enter(here.manager).post(url).status_code == 403
    assert Question.objects.get(kind=QuestionKind.SESSIONS).withdrawn_at is None


def test_the_list_says_that_it_was_taken_back(ask):
    browser, page = ask()
    take_back(browser, page)
    assert "Taken back" in browser.get(reverse("coordination:question-list")).content.decode()
