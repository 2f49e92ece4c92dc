"""The call list of a session that begins soon: whom to ring, and what they said."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import OfferState, SignUpState, Via
from coordination.signups.services import look_for_people
from tests.coordination.messages.helpers import letters
from tests.factories import PersonFactory, ShiftFactory, SignUpFactory
from tests.factories.when import PlaceOfferFactory
from volunteers.people.rules import AskedFor
from volunteers.places.forms.policy import PolicyForm

PHONE = "+4722000123"


def url(shift) -> str:
    return reverse("coordination:ring-round", args=[shift.pk])


@pytest.fixture
def soon(here):
    """It begins in three hours, and one of two places is taken."""
    starts = clock.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    shift = ShiftFactory(activity=here.activity, starts_at=starts, places=2, places__minimum=2)
    SignUpFactory(shift=shift)
    return shift


def note(browser, shift, person, answer):
    data = {"person": person.pk, "answer": answer}
    return browser.post(url(shift), data, follow=True).content.decode()


def test_numbers_of_those_who_agreed_and_are_seen(here, soon, regular, enter):
    regular("Aud Berg", phone=PHONE, email="")
    regular("No Number", phone="")
    regular("Says No", phone=PHONE, asked_for=AskedFor.NOBODY)
    PersonFactory(name="Ola Nord", phone=PHONE, offered_to=here.unit.area, asked_for="anyone")
    page = enter(here.manager).get(url(soon)).content.decode()
    assert "Aud Berg" in page
    assert f"tel:{PHONE}" in page
    assert "knows it: came 3 times" in page
    for other in ("No Number", "Says No", "Ola"):
        assert other not in page, other


def test_yes_gives_the_place_and_a_second_press_is_no_error(here, soon, regular, enter):
    aud = regular("Aud Berg", phone=PHONE)
    offer = PlaceOfferFactory(shift=soon, person=aud)
    browser = enter(here.manager)
    assert "Noted: Aud Berg comes." in note(browser, soon, aud, "yes")
    assert "Enough people come now." in note(browser, soon, aud, "yes")
    assert "Undo" not in note(browser, soon, aud, "no")  # a wrong tap takes nobody's place
    made = SignUp.objects.get(shift=soon, person=aud)
    assert (made.state, made.via) == (SignUpState.CONFIRMED, Via.CALL)
    offer.refresh_from_db()
    assert offer.state == OfferState.TAKEN


def test_an_approve_first_activity_waits_for_no_second_yes(here, soon, regular, enter):
    here.activity.sign_up_mode = "approve_first"
    here.activity.save()
    aud = regular("Aud Berg", phone=PHONE)
    note(enter(here.manager), soon, aud, "yes")
    assert SignUp.objects.get(shift=soon, person=aud).state == SignUpState.CONFIRMED


def test_no_is_kept_nobody_asks_again_and_it_can_be_undone(here, soon, regular, enter):
    aud = regular("Aud Berg", phone=PHONE)
    browser = enter(here.manager)
    for _press in range(2):
        page = note(browser, soon, aud, "no")
    assert "Cannot come" in page
    assert f"tel:{PHONE}" not in page
    said = PlaceOffer.objects.get(person=aud)
    assert (said.state, said.answered_by) == (OfferState.DECLINED, here.manager.user)
    assert AuditEntry.objects.filter(action="offer.declined").count() == 1
    SignUp.objects.filter(shift=soon).update(state="cancelled", state_before="confirmed")
    look_for_people(clock.now())
    assert not PlaceOffer.objects.filter(person=aud, state=OfferState.OPEN).exists()
    for _press in range(2):
        assert "can be rung again" in note(browser, soon, aud, "undo")
    undone = AuditEntry.objects.get(action="offer.decline_undone")
    assert (undone.actor, undone.side) == (here.manager.user, "unit")
    assert f"tel:{PHONE}" in browser.get(url(soon)).content.decode()


def test_a_call_does_not_hold_up_the_next_wave(here, soon, regular, enter):
    aud, bea = regular("Aud Berg", phone=PHONE), regular("Bea Bø")
    SignUp.objects.filter(shift=soon).update(state="cancelled", state_before="confirmed")
    first = PlaceOfferFactory(shift=soon, made_at=clock.now() - timedelta(minutes=31))
    note(enter(here.manager), soon, aud, "no")
    look_for_people(clock.now())
    asked = PlaceOffer.objects.filter(shift=soon, state=OfferState.OPEN)
    assert set(asked.values_list("person_id", flat=True)) == {first.person_id, bea.pk}


def test_who_waits_stands_first_with_both_answers(here, soon, regular, enter):
    waits = regular("Odd Lie", phone=PHONE)
    SignUpFactory(shift=soon, person=waits, state="waitlisted", waiting_since=clock.now())
    page = enter(here.manager).get(url(soon)).content.decode()
    assert "Wait for a place" in page
    mine = SignUp.objects.get(person=waits, shift=soon)
    path = reverse("coordination:note-answer", args=[mine.pk])
    assert f'action="{path}"' in page
    enter(here.manager).post(path, {"answer": "yes"})
    mine.refresh_from_db()
    assert (mine.state, mine.via) == (SignUpState.CONFIRMED, Via.CALL)


def test_somebody_else_was_first(here, soon, regular, enter):
    aud = regular("Aud Berg", phone=PHONE)
    SignUpFactory(shift=soon)
    assert "All places are taken." in note(enter(here.manager), soon, aud, "yes")
    assert not SignUp.objects.filter(shift=soon, person=aud).exists()


def test_nothing_is_noted_about_others_or_by_others(here, soon, enter):
    stranger = PersonFactory(phone=PHONE)
    browser = enter(here.manager)
    data = {"person": stranger.pk, "answer": "yes"}
    assert browser.post(url(soon), data).status_code == 404
    assert enter(here.staff).get(url(soon)).status_code == 403


def test_it_begun_or_is_covered(here, soon, regular, enter):
    regular("Aud Berg", phone=PHONE)
    past = here.past[0]
    assert "nobody need be rung" in enter(here.manager).get(url(past)).content.decode()


def test_today_the_call_list_and_one_letter_say_so_four_hours_before(here, soon, enter):
    here.unit.area.languages = ["en"]
    here.unit.area.save()
    ShiftFactory(
        activity=here.activity, starts_at=clock.now() + timedelta(hours=5), places__minimum=1
    )
    browser = enter(here.manager)
    for page in ("coordination:today", "coordination:call-list"):
        text = browser.get(reverse(page)).content.decode()
        assert "It begins soon, and 1 person is missing" in text, page
        assert "people are missing" not in text
        assert url(soon) in text
    sent = [one for one in letters() if one.subject.startswith("Please ring around")]
    assert [one.to for one in sent] == [[here.manager.user.email]]
    assert url(soon) in sent[0].body
    assert not letters()
    SignUpFactory(shift=soon)
    assert "It begins soon" not in browser.get(reverse("coordination:today")).content.decode()


def test_the_area_says_how_many_hours(here, soon, enter):
    assert "call_list_hours" in PolicyForm.base_fields
    here.unit.area.policy.call_list_hours = 2
    here.unit.area.policy.save()
    text = enter(here.manager).get(reverse("coordination:today")).content.decode()
    assert "It begins soon" not in text
    assert not [one for one in letters() if "ring around" in one.subject]


def test_as_many_queries_for_many(here, soon, regular, enter):
    browser = enter(here.manager)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(url(soon)).status_code == 200
        return len(seen)

    regular("Aud Berg", phone=PHONE)
    few = count()
    for number in range(3):
        regular(f"Person {number}", phone=PHONE)
    assert count() == few
