"""People without e-mail who are asked to come: rung, and the answer noted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from coordination.signups.models import PlaceOffer, SignUp
from tests.factories import ClosureFactory, ShiftFactory, SignUpFactory
from tests.factories.when import PlaceOfferFactory

pytestmark = pytest.mark.django_db


def test_who_has_no_mail_is_rung_and_the_answer_counts(here, enter):
    shift = ShiftFactory(activity=here.walking)
    offered = SignUpFactory(shift=shift, state="offered", person__name="Odd Dahl", person__email="")
    url = reverse("coordination:call-list")
    client = enter(here.staff)
    assert "Odd Dahl" in client.get(url).content.decode()
    assert "Odd Dahl" not in enter(here.stranger).get(url).content.decode()
    client.post(reverse("coordination:note-answer", args=[offered.pk]), {"answer": "yes"})
    assert SignUp.objects.get().state == "confirmed"
    assert SignUp.objects.get().via == "call"
    assert "Rang: yes" not in client.get(url).content.decode()


def pages(client, shift):
    """The three places where whoever takes calls would look."""
    return {
        name: client.get(reverse(f"coordination:{name}", args=args)).content.decode()
        for name, args in (("call-list", []), ("today", []), ("shift-detail", [shift.pk]))
    }


class TestAskedInAWave:
    @pytest.fixture
    def asked(self, here):
        shift = ShiftFactory(activity=here.walking)
        person = {"person__name": "Odd Dahl", "person__email": ""}
        return PlaceOfferFactory(shift=shift, **person)

    def test_it_stands_on_the_call_list_on_today_and_at_the_session(self, here, enter, asked):
        PlaceOfferFactory(shift=asked.shift, person__name="Per Mail")
        for name, page in pages(enter(here.staff), asked.shift).items():
            assert "Odd" in page, name
            assert "Per Mail" not in page, name
        assert "Odd Dahl" not in enter(here.stranger).get(reverse("coordination:call-list")).text

    @pytest.mark.parametrize(("answer", "state"), [("yes", "taken"), ("no", "declined")])
    def test_the_answer_counts_as_a_click(self, here, enter, asked, answer, state):
        client = enter(here.staff)
        url = reverse("coordination:note-offer-answer", args=[asked.pk])
        for _press in range(2):
            assert client.post(url, {"answer": answer}).status_code == 302
        asked.refresh_from_db()
        assert (asked.state, asked.answered_by) == (state, here.staff.user)
        comes = SignUp.objects.filter(person=asked.person, state="confirmed", via="call")
        assert comes.exists() == (answer == "yes")
        for name, page in pages(client, asked.shift).items():
            assert "Rang: yes" not in page, name

    def test_who_would_come_instead_of_somebody_is_rung_too(self, here, enter, asked):
        theirs = SignUpFactory(shift=asked.shift, wants_swap_at=clock.now())
        PlaceOffer.objects.update(kind="swap", instead_of=theirs)
        client = enter(here.staff)
        page = client.get(reverse("coordination:call-list")).content.decode()
        assert "Instead of somebody who would rather not come" in page
        client.post(reverse("coordination:note-offer-answer", args=[asked.pk]), {"answer": "yes"})
        assert SignUp.objects.confirmed().get().person_id == asked.person_id

    def test_nobody_is_rung_for_a_closed_place_or_one_that_is_gone(self, here, enter, asked):
        closure = ClosureFactory(unit=here.unit)
        client = enter(here.staff)
        assert "Rang: yes" not in pages(client, asked.shift)["call-list"]
        closure.delete()
        assert "Rang: yes" in pages(client, asked.shift)["call-list"]
        SignUpFactory(shift=asked.shift)
        assert "Rang: yes" not in pages(client, asked.shift)["call-list"]

    def test_as_many_questions_for_one_as_for_many(self, here, enter, asked):
        client, url = enter(here.staff), reverse("coordination:call-list")
        client.get(url)
        with CaptureQueriesContext(connection) as one:
            client.get(url)
        for _each in range(4):
            PlaceOfferFactory(shift=asked.shift, person__email="")
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        assert len(many) == len(one)
