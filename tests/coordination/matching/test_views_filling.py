"""A whole roster as a proposal: seen, adjusted, confirmed; nobody is asked before."""

from datetime import datetime, time, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse

from careshare import clock
from coordination.activities.rules import SignUpMode
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.matching.access.links import answer_path
from coordination.matching.access.rosters import facts_for
from coordination.matching.models import Asked, AskedTime, Question
from coordination.matching.rules.filling import propose
from coordination.matching.rules.questions import QuestionKind
from coordination.signups.models import SignUp
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from tests.factories.when import AskedFactory
from tests.routes.forms import forms_of
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Task
from volunteers.people.models import DatedTime
from volunteers.people.rules import AskedFor, DayPart


@pytest.fixture
def address(here):
    return reverse("coordination:fill-series", args=[here.series.pk])


def form_on(browser, address):
    """The proposal as a browser would send it."""
    return forms_of(browser.get(address).content.decode())[-1].filled()


def said_yes(person, shift, here):
    """To a question of this house about that very day."""
    on = shift.starts_at.astimezone(here.unit.zone).date()
    for part in DayPart:
        DatedTime.objects.create(person=person, on=on, part=part, is_free=True, said_at=clock.now())
    AskedFactory(
        person=person, answered_at=clock.now(), question__activity=here.activity,
        question__first_on=on, question__last_on=on,
    )  # fmt: skip


def confirm(browser, address, **changes):
    sent = form_on(browser, address) | {"confirm": "1"} | changes
    return browser.post(address, sent), sent


def test_who_said_yes_to_the_day_gets_the_place_and_others_are_asked(here, address, regular, enter):
    aud, tor = regular("Aud Berg"), regular("Tor Vik")
    regular("Wants No Questions", asked_for=AskedFor.NOBODY)
    regular("Enough Hours", hours_most_month=0)
    regular("Three Of A Choir", heads=3, kind="group")
    first, second = here.ahead
    said_yes(aud, first, here)
    for part in DayPart:
        DatedTime.objects.create(
            person=aud, on=second.starts_at.astimezone(here.unit.zone).date(), part=part,
            is_free=False, said_at=clock.now(),
        )  # fmt: skip
    browser = enter(here.manager)
    text = browser.get(address).content.decode()
    assert "Gets the place" in text
    assert "Is asked" in text
    assert "Wants No" not in text
    assert "Enough Hours" in text  # to choose, and then it says why not
    assert "Three Of" not in text
    assert not SignUp.objects.filter(shift__in=here.ahead).exists()
    answer, sent = confirm(browser, address)
    assert answer.status_code == 302
    assert SignUp.objects.confirmed().get(shift=first).person == aud
    assert not SignUp.objects.filter(shift=second).exists()
    question = Question.objects.get(kind=QuestionKind.SESSIONS)
    [asked] = question.asked.all()
    assert asked.person == tor
    assert browser.post(address, sent).status_code == 302  # pressed twice
    assert Question.objects.filter(kind=QuestionKind.SESSIONS).count() == 1
    assert "somebody is asked and has not answered" in browser.get(address).content.decode()
    link = answer_path(asked)
    boxes = forms_of(Client().get(link).content.decode())[-1].filled()
    assert boxes["yes"], "what was proposed is ticked"
    Client().post(link, {"yes": [str(pk) for pk in asked.times.values_list("shift_id", flat=True)]})
    assert SignUp.objects.confirmed().filter(person=tor).count() == 3 + asked.times.count()


def test_an_adjusted_choice_that_does_not_fit_changes_nothing_and_says_why(
    here, address, regular, enter
):
    aud = regular("Aud Berg", hours_most_month=1)
    tor = regular("Tor Vik")
    browser = enter(here.manager)
    [first, *_others] = [key for key in form_on(browser, address) if key.startswith("place-")]
    answer, _sent = confirm(browser, address, **{first: str(aud.pk)})
    assert "the person wishes at most 1." in answer.content.decode()
    answer, _sent = confirm(browser, address, **{first: str(PersonFactory().pk)})
    assert "1 choice does not fit" in answer.content.decode()
    looked = browser.post(address, form_on(browser, address) | {first: "", "look": "1"})
    assert "Leave open" in looked.content.decode()
    SignUpFactory(shift=here.ahead[0], person=tor, position=here.ahead[0].positions.get(), heads=1)
    answer, _sent = confirm(browser, address, **{"place-0-1": str(tor.pk)})
    assert "left out below" in answer.content.decode()
    assert not Asked.objects.exists()
    assert SignUp.objects.filter(shift__in=here.ahead).count() == 1


def test_whoever_takes_the_place_meanwhile_leaves_the_rest_of_the_roster_standing(
    here, address, regular, enter
):
    """Confirmed between two presses: what is gone is said, what fits is done at the second."""
    aud = regular("Aud Berg")
    said_yes(aud, here.ahead[0], here)
    browser = enter(here.manager)
    sent = form_on(browser, address) | {"confirm": "1"}
    for shift in here.ahead[:1]:
        for _place in range(2):
            SignUpFactory(shift=shift, position=shift.positions.get())
    answer = browser.post(address, sent)
    assert "left out below" in answer.content.decode()
    assert not AskedTime.objects.exists()


def test_a_roster_of_days_long_past_or_without_end_is_refused(here, address, enter):
    browser = enter(here.manager)
    for days in ("first_on=2020-01-01&last_on=2020-02-01", "first_on=x&last_on=y"):
        assert "reasons" in browser.get(f"{address}?{days}").content.decode()
    tomorrow = clock.now().date() + timedelta(days=1)
    far = f"first_on={tomorrow}&last_on=9999-12-31"
    assert "at most 92 days" in browser.get(f"{address}?{far}").content.decode()


@pytest.mark.parametrize("page", ["series", "activity", "unit"])
def test_days_at_the_end_of_the_calendar_are_too_far(here, enter, page):
    browser = enter(here.manager)
    address = reverse(f"coordination:fill-{page}", args=[getattr(here, page).pk])
    days = {"first_on": "9999-12-20", "last_on": "9999-12-31"}
    for answer in (browser.get(address, days), browser.post(address, days | {"confirm": "1"})):
        assert "Sessions are planned until" in answer.content.decode()
        assert 'value="9999-12-20"' in answer.content.decode()


def test_without_wishes_a_roster_ends_where_planning_ends(here, enter):
    here.unit.area.policy.plan_ahead_months = 1
    here.unit.area.policy.save()
    address = reverse("coordination:fill-series", args=[here.series.pk])
    sent = form_on(enter(here.manager), address)
    furthest = clock.today(here.unit.zone) + relativedelta(months=1)
    assert sent["last_on"] == [furthest.isoformat()]


def test_a_whole_unit_is_filled_from_its_own_page(here, regular, enter):
    regular("Aud Berg")
    browser = enter(here.manager)
    assert reverse("coordination:fill-unit", args=[here.unit.pk]) in (
        browser.get(reverse("coordination:question-list")).content.decode()
    )
    for name, row in (("fill-unit", here.unit), ("fill-activity", here.activity)):
        text = browser.get(reverse(f"coordination:{name}", args=[row.pk])).content.decode()
        assert "Aud Berg" in text


def test_those_who_were_not_approved_are_not_proposed(here, address, regular, enter):
    regular("Aud Berg")
    new = PersonFactory(name="Berit New", asked_for=AskedFor.ANYONE)
    new.affiliations.create(unit=here.unit, kind="unit_direct", since=clock.now().date())
    browser = enter(here.manager)
    assert "Berit New" in browser.get(address).content.decode()
    here.activity.sign_up_mode = SignUpMode.APPROVE_FIRST
    here.activity.save()
    assert "Berit New" not in browser.get(address).content.decode()


def test_queries_do_not_grow_with_sessions_and_people(
    here, address, regular, enter, django_assert_max_num_queries
):
    regular("Aud Berg")
    browser = enter(here.manager)
    browser.get(address)
    with django_assert_max_num_queries(60) as few:
        browser.get(address)
    start = datetime.combine(clock.now().date() + timedelta(days=20), time(10), here.unit.zone)
    for number in range(4):
        regular(f"Number {number}")
        ShiftFactory(activity=here.activity, series=here.series, places=3,
                     series_on=start.date() + timedelta(days=number),
                     starts_at=start + timedelta(days=number))  # fmt: skip
    with django_assert_max_num_queries(60) as many:
        browser.get(address)
    assert len(many) == len(few)


def test_months_and_weeks_count_what_people_have_already(here, regular):
    aud = regular("Aud Berg", hours_most_month=100)
    shift = here.ahead[0]
    shift.positions.update(minimum=2)
    SignUpFactory(shift=shift, person=aud, position=shift.positions.get())
    on = shift.starts_at.astimezone(here.unit.zone).date()
    scope = Question(unit=here.unit, activity=here.activity, first_on=on, last_on=on)
    facts = facts_for(Actor(here.manager.user, here.manager), scope, clock.now())
    [helper] = facts.case.helpers
    hours = (shift.ends_at - shift.starts_at) / timedelta(hours=1)
    assert helper.times == 1
    assert helper.month_hours[on.replace(day=1)] >= hours
    assert helper.week_hours[on - timedelta(days=on.weekday())] == hours
    assert propose(facts.case) == {}  # is there already, and nobody else is known


def test_where_another_side_recruits_nobody_new_is_asked(here, address, regular, enter):
    red_cross = OrganisationFactory(name="Red Cross")
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.RECRUIT]
    rows.append(task_row(Task.RECRUIT, Doer.ORGANISATION, red_cross))
    VersionFactory(activity=here.activity, rows=rows)
    aud, tor = regular("Aud Berg"), regular("Tor Vik")
    said_yes(aud, here.ahead[0], here)
    browser = enter(here.manager)
    text = browser.get(address).content.decode()
    assert "Gets the place" in text
    assert "Is asked" not in text
    assert "This is up to Red Cross here: Recruit." in text
    place = f"place-{here.ahead[1].positions.get().pk}-1"
    refused, _sent = confirm(browser, address, **{place: str(tor.pk)})
    assert refused.status_code == 200  # the choice does not fit: nothing is written
    assert not SignUp.objects.filter(shift__in=here.ahead).exists()
    confirm(browser, address)
    assert SignUp.objects.confirmed().get(shift__in=here.ahead).person == aud
    assert not Question.objects.filter(kind=QuestionKind.SESSIONS).exists()
