"""The page that says whom to ask, and asking them in one step."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.outbox.models import Event
from coordination.matching.access.asking import bounds_of
from coordination.signups.access import whom_to_ask
from coordination.signups.models import PlaceOffer, SignUp
from tests.factories import AffiliationFactory, PersonFactory, ShiftFactory, SignUpFactory
from volunteers.people.models import DatedTime, UsualTime
from volunteers.people.rules import AskedFor, DayPart, part_of
from volunteers.people.services import say_when_free


def url(shift) -> str:
    return reverse("coordination:ask-people", args=[shift.pk])


def names(page) -> list[str]:
    return [one.name for one in page.context["page"].suggested]


@pytest.fixture
def shift(here):
    return here.ahead[0]


def test_the_likeliest_first_with_the_reasons_in_words(here, shift, regular, enter):
    regular("Aud Berg")
    tor = PersonFactory(name="Tor Vik", asked_for=AskedFor.THIS_UNIT, wishes_more=True)
    AffiliationFactory(person=tor, unit=here.unit)
    page = enter(here.manager).get(url(shift))
    assert names(page) == ["Aud Berg", "Tor Vik"]
    text = page.content.decode()
    assert "knows it: came 3 times" in text
    assert "would like to come more often" in text
    assert "not asked lately" in text


def test_only_those_who_agreed_and_can_come_are_asked(here, shift, regular, enter):
    regular("Says No", asked_for=AskedFor.NOBODY)
    only_here = PersonFactory(name="Only What She Does", asked_for=AskedFor.THIS_ACTIVITY)
    AffiliationFactory(person=only_here, unit=here.unit)
    busy = regular("Busy Then")
    SignUpFactory(person=busy, shift=ShiftFactory(starts_at=shift.starts_at))
    page = enter(here.manager).get(url(shift))
    assert names(page) == []
    assert [name for name, _why in page.context["page"].cannot] == ["Busy Then"]


def test_who_offered_to_the_area_is_seen_by_first_name(here, shift, enter):
    area = here.unit.area
    PersonFactory(name="Ola Nordmann", offered_to=area, asked_for=AskedFor.ANYONE)
    PersonFactory(name="Elsewhere Person", asked_for=AskedFor.ANYONE)
    page = enter(here.manager).get(url(shift))
    assert names(page) == ["Ola"]
    assert "Nordmann" not in page.content.decode()


def test_the_chosen_are_asked_once(here, shift, regular, enter):
    people = [regular("Aud Berg"), regular("Tor Vik")]
    stranger = PersonFactory()
    browser = enter(here.manager)
    data = {"person": [people[0].pk, stranger.pk]}
    for _press in range(2):
        assert browser.post(url(shift), data).status_code == 302
    assert [offer.person for offer in PlaceOffer.objects.all()] == [people[0]]
    assert Event.objects.filter(name="offer.made").count() == 1
    [log] = AuditEntry.objects.filter(action="offer.made")
    assert (log.actor, log.task, log.side) == (here.manager.user, "recruit", "unit")
    assert "Asked, no answer yet" in browser.get(url(shift)).content.decode()


def test_nobody_ticked_says_so(here, shift, regular, enter):
    regular("Aud Berg")
    page = enter(here.manager).post(url(shift))
    assert "Nobody is chosen." in page.content.decode()
    assert not PlaceOffer.objects.exists()


def test_waves_ask_in_the_same_order_and_never_against_a_no(here, shift, regular):
    said_no, second, first = regular("A"), regular("B", times=1), regular("C", times=2)
    on, part = part_of(
        shift.starts_at.astimezone(here.unit.zone), shift.ends_at.astimezone(here.unit.zone),
        bounds_of(here.unit.area.policy),
    )  # fmt: skip
    DatedTime.objects.create(person=said_no, on=on, part=part, is_free=False, said_at=clock.now())
    assert whom_to_ask(shift, shift.positions.get(), clock.now()) == [first, second]
    UsualTime.objects.create(person=first, weekday=(on.weekday() + 1) % 7, part=DayPart.MORNING)
    assert whom_to_ask(shift, shift.positions.get(), clock.now()) == [second, first]


def test_hours_of_the_month_count(here, shift, regular, enter):
    person = regular("Aud Berg", hours_most_month=3)
    page = enter(here.manager).get(url(shift)).content.decode()
    assert "wishes at most" not in page
    near = shift.starts_at + timedelta(hours=3)
    if near.astimezone(here.unit.zone).month != shift.starts_at.astimezone(here.unit.zone).month:
        near = shift.starts_at - timedelta(hours=3)
    SignUpFactory(person=person, shift=ShiftFactory(starts_at=near))
    page = enter(here.manager).get(url(shift)).content.decode()
    assert "wishes at most 3 hours a month" in page


def test_queries_do_not_grow_with_the_people(
    here, shift, regular, enter, django_assert_max_num_queries
):
    regular("Aud Berg")
    browser = enter(here.manager)
    browser.get(url(shift))
    with django_assert_max_num_queries(60) as one:
        browser.get(url(shift))
    for number in range(5):
        regular(f"Person {number}")
    with django_assert_max_num_queries(60) as many:
        browser.get(url(shift))
    assert len(one) == len(many)


def test_when_one_can_come_is_said_on_me(here, regular, enter):
    person = PersonFactory(has_login=True)
    browser = enter(person)
    page = reverse("volunteers:my-free-times")
    sent = {
        "version": person.version, "day_0": ["morning"], "day_2": ["morning", "evening"],
        "hours_most": "10", "wishes_more": "on",
    }  # fmt: skip
    assert browser.post(page, sent).status_code == 302
    person.refresh_from_db()
    assert (person.hours_most_month, person.wishes_more) == (10, True)
    said = set(person.usual_times.values_list("weekday", "part"))
    assert said == {(0, "morning"), (2, "morning"), (2, "evening")}
    stale = browser.post(page, {**sent, "day_0": []})
    assert stale.status_code == 200  # somebody saved meanwhile: the input stays
    assert "ds-error-summary" in stale.content.decode()
    assert person.usual_times.count() == 3
    say_when_free(actor=person.user, person=person, opened=person.version, usual=[],
                  hours_most=None, wishes_more=False)  # fmt: skip
    assert not person.usual_times.exists()
    assert not SignUp.objects.exists()
