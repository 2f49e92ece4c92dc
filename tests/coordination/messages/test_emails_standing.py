"""Regular times: the letters, the volunteer's pages and those of the side that plans."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from careshare.outbox.models import Event
from coordination.messages.services.standing import standing_changed
from coordination.signups import services
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import SignUpState
from tests.coordination.messages.helpers import letters
from tests.factories.what import ActivityFactory
from tests.factories.when import SeriesFactory, ShiftFactory, SignUpFactory
from tests.factories.who import (
    AffiliationFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return CareUnitFactory(
        name="Solbakken", area=AreaFactory(policy__undo_seconds=0, languages=["en"])
    )


@pytest.fixture
def vera(unit):
    person = PersonFactory(name="Vera Vik", email="vera@example.org", has_login=True)
    AffiliationFactory(person=person, unit=unit)
    return person


@pytest.fixture
def manager(unit):
    return MembershipFactory(unit=unit, user__email="manager@example.org").user


@pytest.fixture
def shifts(unit):
    activity = ActivityFactory(unit=unit, name="Coffee and singing", is_published=True)
    series = SeriesFactory(activity=activity, rrule="FREQ=WEEKLY;COUNT=12")
    return [session(series, week) for week in range(3)]


def session(series, week):
    starts = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3, weeks=week)
    series.made_until = starts.date()
    series.save()
    return ShiftFactory(
        activity=series.activity, series=series, series_on=starts.date(), starts_at=starts
    )


def join(client, shift):
    """Press "Come every time" on the page of a day."""
    page = client.get(f"/find/{shift.public_id}/").content.decode()
    path = f"/find/{shift.public_id}/every-time/"
    form = re.search(rf'action="{path}".*?name="form_uuid" value="([^"]+)"', page, re.DOTALL)
    return client.post(path, {"form_uuid": form.group(1)}, follow=True).content.decode()


def by_address(sent):
    return {one.to[0]: one for one in sent}


def test_joining_in_one_step_gives_one_letter_with_all_days(client, vera, manager, shifts):
    SignUpFactory(shift=shifts[1])
    client.force_login(vera.user)
    page = join(client, shifts[0])
    assert "You are put down for 2 days." in page
    assert "On 1 day it did not work" in page
    assert "All places are taken." in page
    sent = by_address(letters())
    assert sent.keys() == {"vera@example.org", "manager@example.org"}
    hers = sent["vera@example.org"]
    assert hers.subject.startswith("You come every time: Coffee and singing")
    assert "All places are taken." in hers.body
    assert "Vera Vik comes every time" in sent["manager@example.org"].subject
    assert not letters()


def test_a_day_is_skipped_and_the_rest_goes_on(client, vera, shifts):
    client.force_login(vera.user)
    join(client, shifts[0])
    first = SignUp.objects.get(shift=shifts[0])
    assert f"/times/{first.public_id}/cant-come/" in client.get("/regular/").content.decode()
    for page in ("/times/", f"/times/{first.public_id}/"):
        assert 'href="/regular/"' in client.get(page).content.decode()
    client.post(f"/times/{first.public_id}/cant-come/")
    services.keep_standing(clock.now())
    page = client.get("/regular/").content.decode()
    assert "You leave this day out" in page
    assert SignUp.objects.confirmed().count() == 2


def test_pausing_until_a_day_and_coming_again(client, vera, manager, shifts):
    client.force_login(vera.user)
    join(client, shifts[0])
    letters()
    standing = Standing.objects.get()
    path = f"/regular/{standing.public_id}/pause/"
    bad = client.post(path, {"until": "2020-01-01"})
    assert "Choose a later day." in bad.content.decode()
    assert 'value="2020-01-01"' in bad.content.decode()  # what was typed stays
    page = client.post(path, {"until": shifts[1].series_on}, follow=True).content.decode()
    assert "Paused: you come again from" in page
    assert "pauses: Coffee and singing" in by_address(letters())["manager@example.org"].subject
    client.post(path, {"resume": "1"})
    assert SignUp.objects.confirmed().count() == 3


def test_given_back_a_successor_and_the_owner_are_asked(client, vera, manager, shifts):
    past = ShiftFactory(
        activity=shifts[0].activity, starts_at=clock.now() - timedelta(days=9), places=2
    )
    SignUpFactory(shift=past, person=PersonFactory(name="Bea Bø", email="bea@example.org"))
    SignUpFactory(shift=past, person=PersonFactory(email="no@example.org", asked_for="nobody"))
    client.force_login(vera.user)
    join(client, shifts[0])
    letters()
    path = f"/regular/{Standing.objects.get().public_id}/give-back/"
    assert "Yes, give it back" in client.get(path).content.decode()
    assert Standing.objects.live().count() == 1  # a look changes nothing
    page = client.post(path, follow=True).content.decode()
    assert "Thank you for all the times you came." in page
    assert "Take it up again" in page
    every = letters()
    assert {one.to[0] for one in every} == {"manager@example.org", "bea@example.org"}
    sent = by_address(one for one in every if "Can you come?" not in one.subject)  # a near day
    asked = sent["bea@example.org"]
    assert asked.subject.startswith("Would you like a regular time?")
    assert f"/find/{shifts[0].public_id}/" in asked.body
    assert "Vera" not in asked.body
    assert "gives the regular time back" in sent["manager@example.org"].subject


def test_undone_at_once_nobody_hears_of_it(client, vera, manager, unit, shifts):
    unit.area.policy.undo_seconds = 45
    unit.area.policy.save()
    client.force_login(vera.user)
    join(client, shifts[0])
    client.post(f"/regular/{Standing.objects.get().public_id}/give-back/")
    page = client.get("/regular/").content.decode()
    again = re.search(r'action="(/find/[^"]+/every-time/)".*?value="([0-9a-f-]{36})"', page, re.S)
    page = client.post(again.group(1), {"form_uuid": again.group(2)}, follow=True)
    assert "Take it up again" not in page.content.decode()
    assert SignUp.objects.confirmed().count() == 3
    ended = Standing.objects.exclude(ended_at=None).get()
    events = Event.objects.filter(cause="standing", cause_id=ended.pk)
    assert [standing_changed(one) for one in events] == [[], []]


def test_new_days_on_which_it_does_not_work_are_told_in_one_letter(client, vera, shifts):
    client.force_login(vera.user)
    join(client, shifts[0])
    letters()
    for week in (3, 4):
        SignUpFactory(shift=session(shifts[0].series, week))
    sent = by_address(letters())  # the sweep keeps regular times, too
    assert sent["vera@example.org"].subject.startswith("Not put down on every day")
    assert sent["vera@example.org"].body.count("All places are taken.") == 2


def test_whoever_planned_puts_down_and_notes_a_call(client, vera, manager, shifts):
    client.force_login(manager)
    series = shifts[0].series
    page = reverse("coordination:series-detail", args=[series.pk])
    assert "Nobody comes every time yet." in client.get(page).content.decode()
    path = reverse("coordination:series-stand", args=[series.pk])
    form = client.get(path).content.decode()
    form_uuid = re.search(r'name="form_uuid" value="([^"]+)"', form).group(1)
    said = client.post(path, {"person": vera.pk, "form_uuid": form_uuid}, follow=True)
    assert "Vera Vik is put down for 3 days" in said.content.decode()
    change = reverse("coordination:standing-change", args=[Standing.objects.get().pk])
    for data, words in (
        ({"act": "pause", "until": shifts[1].series_on}, "Noted: Vera Vik pauses."),
        ({"act": "resume"}, "Noted: Vera Vik comes again."),
        ({"act": "end"}, "Noted: Vera Vik no longer comes every time."),
    ):
        assert words in client.post(change, data, follow=True).content.decode()
    assert not SignUp.objects.live().exists()
    freed = SignUp.objects.first()
    assert (freed.state, freed.cancelled_by_user) == (SignUpState.CANCELLED, manager)


def test_pages_ask_no_more_for_many(client, vera, manager, shifts):
    series = shifts[0].series
    services.stand(person=vera, series=series, user=None, now=clock.now())
    page = reverse("coordination:series-detail", args=[series.pk])
    client.force_login(manager)
    few = _queries(client, page)
    for week in range(3, 9):
        session(series, week)
    for _each in range(3):
        Standing.objects.create(
            series=series, person=PersonFactory(), made_until=series.made_until, made_at=clock.now()
        )
    assert _queries(client, page) == few
    client.force_login(vera.user)
    SignUpFactory(shift=session(series, 9))
    few = _queries(client, "/regular/")
    SignUpFactory(shift=session(series, 10))
    assert _queries(client, "/regular/") == few


def _queries(client, page):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return len(seen)
