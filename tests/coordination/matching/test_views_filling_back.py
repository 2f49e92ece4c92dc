"""A roster that was confirmed by mistake: one tap takes back the places and the questions."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.matching.access.rosters import facts_for
from coordination.matching.models import Question
from coordination.matching.rules.filling import propose
from coordination.matching.rules.questions import QuestionKind
from coordination.matching.services import answer_sessions
from coordination.matching.services.rosters import confirm_roster
from coordination.matching.services.rosters_back import take_roster_back, to_take_back
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import CancelledBy, CancelReason, SignUpState
from coordination.signups.services import cancel, look_for_people, sign_up
from tests.coordination.matching.letters import sent_later
from tests.coordination.matching.test_views_filling import confirm, said_yes
from tests.factories import MembershipFactory, OrganisationFactory, VersionFactory, task_row
from tests.routes.forms import forms_of
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Task


@pytest.fixture
def address(here):
    return reverse("coordination:fill-series", args=[here.series.pk])


@pytest.fixture
def confirmed(here, address, regular, enter):
    """Aud gets a place, Tor is asked; gives the browser and the page on which it lands."""
    aud = regular("Aud Berg", email="aud@example.org")
    regular("Tor Vik", email="tor@example.org")
    said_yes(aud, here.ahead[0], here)
    browser = enter(here.manager)
    answer, _sent = confirm(browser, address)
    assert SignUp.objects.confirmed().filter(person=aud, shift=here.ahead[0]).exists()
    return browser, browser.get(answer.url)


def take_back(browser, page):
    """The whole roster: the first of the buttons, above that of the one question."""
    form = next(one for one in forms_of(page.content.decode()) if "take-back" in one.action)
    return browser.post(form.action, form.filled(), follow=True)


def place(here):
    return SignUp.objects.get(shift=here.ahead[0], person__name="Aud Berg")


def test_at_once_nobody_hears_of_it_and_the_roster_can_be_made_anew(here, address, confirmed):
    browser, page = confirmed
    text = take_back(browser, page).content.decode()
    assert "Taken back: 1 place is free again." in text
    assert "Taken back: nobody is asked any more." in text
    assert "Take the whole roster back" not in text
    assert (place(here).state, place(here).cancel_reason) == ("cancelled", CancelReason.AT_ONCE)
    assert Question.objects.get(kind=QuestionKind.SESSIONS).is_withdrawn
    assert sent_later() == {}
    assert AuditEntry.objects.filter(action="signup.given_back").count() == 1
    confirm(browser, address)
    assert SignUp.objects.confirmed().filter(shift=here.ahead[0]).exists()
    assert Question.objects.filter(kind=QuestionKind.SESSIONS, withdrawn_at=None).count() == 1


def test_later_each_gets_one_letter(here, confirmed):
    browser, page = confirmed
    assert {*sent_later()} >= {"aud@example.org", "tor@example.org"}
    SignUp.objects.filter(pk=place(here).pk).update(made_at=clock.now() - timedelta(minutes=5))
    take_back(browser, page)
    letters = sent_later()
    assert [one.split(":")[0] for one in letters["aud@example.org"]] == ["Please do not come"]
    [subject] = letters["tor@example.org"]
    assert subject.startswith("You need not answer any more")
    assert place(here).cancel_reason == CancelReason.TAKEN_BACK


def test_nobody_is_asked_around_for_a_place_that_was_given_by_mistake(here, confirmed):
    browser, page = confirmed
    take_back(browser, page)
    look_for_people(clock.now())
    assert not PlaceOffer.objects.exists()


def test_who_acted_meanwhile_is_named_and_stays(here, confirmed):
    browser, page = confirmed
    own = place(here)
    cancel(sign_up=own, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
    question = Question.objects.get(kind=QuestionKind.SESSIONS)
    tor = question.asked.get()
    [time] = tor.times.all()
    answer_sessions(asked=tor, shift_ids={time.shift_id}, user=None, now=clock.now())
    text = take_back(browser, page).content.decode()
    assert "Aud Berg, " in text
    assert "changed meanwhile, so it stays as it is." in text
    assert "Tor Vik has said yes already for" in text
    assert place(here).cancel_reason == CancelReason.CANNOT_COME
    assert SignUp.objects.confirmed().filter(person=tor.person, shift=time.shift_id).exists()


def test_whoever_signed_up_meanwhile_by_oneself_keeps_the_place(here, regular):
    """The press found a place of the person's own: it gave none, and takes none back."""
    aud, tor = regular("Aud Berg"), regular("Tor Vik")
    for person in (aud, tor):
        said_yes(person, here.ahead[0], here)
    here.ahead[0].positions.update(minimum=2)
    actor, now = Actor(here.manager.user, here.manager), clock.now()
    on = here.ahead[0].starts_at.astimezone(here.unit.zone).date()
    scope = Question(unit=here.unit, activity=here.activity, first_on=on, last_on=on)
    facts = facts_for(actor, scope, now)
    own = sign_up(person=aud, position=here.ahead[0].positions.get(), user=aud.user)
    done = confirm_roster(facts=facts, roster=propose(facts.case), actor=actor, now=now,
                          form_uuid=uuid4())  # fmt: skip
    assert {one.person for one in done.given} == {aud, tor}
    take_roster_back(kept=to_take_back(done, now), actor=actor, now=now)
    assert SignUp.objects.get(pk=own.pk).state == SignUpState.CONFIRMED
    assert SignUp.objects.get(person=tor, shift=here.ahead[0]).state == SignUpState.CANCELLED


def test_a_second_press_says_that_it_was(here, confirmed):
    browser, page = confirmed
    take_back(browser, page)
    before = place(here).version
    assert "It was taken back already." in take_back(browser, page).content.decode()
    assert place(here).version == before


@pytest.mark.parametrize("task", [Task.RECRUIT, Task.MATCH])
def test_only_by_whoever_may_place_and_ask_there_now(here, confirmed, enter, task):
    browser, page = confirmed
    url = reverse("coordination:fill-activity-withdraw", args=[here.activity.pk])
    assert enter(MembershipFactory()).post(url).status_code == 404
    assert enter(here.staff).post(url).status_code == 403
    rows = [task_row(one, Doer.UNIT) for one in CORE_TASKS if one != task]
    rows.append(task_row(task, Doer.ORGANISATION, OrganisationFactory()))
    VersionFactory(activity=here.activity, rows=rows)
    assert take_back(browser, page).status_code == 403
    assert place(here).state == SignUpState.CONFIRMED
    assert not Question.objects.get(kind=QuestionKind.SESSIONS).is_withdrawn


def test_a_unit_s_roster_is_taken_back_on_its_list_of_questions(here, regular, enter):
    aud = regular("Aud Berg")
    said_yes(aud, here.ahead[0], here)
    browser = enter(here.manager)
    address = reverse("coordination:fill-unit", args=[here.unit.pk])
    confirm(browser, address)
    page = browser.get(reverse("coordination:question-list"))
    take_back(browser, page)
    assert place(here).state == SignUpState.CANCELLED
