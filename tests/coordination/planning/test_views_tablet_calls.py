"""Calls noted at the ward's tablet by a colleague's code, as if the person had clicked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from careshare import clock
from coordination.planning.access.tablets import COOKIE
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.services.tablets import make_tablet
from tests.factories import (
    ActivityFactory,
    ClosureFactory,
    MembershipFactory,
    ShiftFactory,
    SignUpFactory,
)
from tests.factories.when import PlaceOfferFactory
from volunteers.memberships.rules import Role
from volunteers.people.services import make_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(datetime(2026, 11, 4, 11, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def house():
    return ActivityFactory(name="Coffee", is_published=True, unit__name="Solbakken")


@pytest.fixture
def code(house):
    """A colleague's."""
    user = MembershipFactory(role=Role.UNIT_STAFF, unit=house.unit).user
    return make_code(actor=user, owner=user, now=clock.now())


@pytest.fixture
def tablet(house):
    cache.clear()
    _made, code = make_tablet(
        user=MembershipFactory(unit=house.unit).user, unit=house.unit, ward=None, name="Door",
        now=clock.now(), form_uuid="0b9d3a0e-0000-4000-8000-000000000001",
    )  # fmt: skip
    client = Client()
    assert client.post(reverse("coordination:tablet"), {"code": code}).cookies[COOKIE]
    return client


@pytest.fixture
def shift(house):
    """This afternoon, with one place."""
    return ShiftFactory(activity=house, starts_at=clock.now() + timedelta(hours=3), places=1)


def page(name, row):
    return reverse(f"coordination:{name}", args=[row.public_id])


def text(response) -> str:
    return response.content.decode()


class TestCannotCome:
    def note(self, tablet, row, code):
        data = {"act": "rang_no", "colleague-code": code}
        return tablet.post(page("tablet-person", row), data, follow=True)

    def test_it_frees_the_place_and_says_who_took_the_call(self, tablet, shift, code):
        row = SignUpFactory(shift=shift, person__name="Aud Berg")
        assert "Rang: cannot come" in text(tablet.get(page("tablet-person", row)))
        assert "Noted: Aud cannot come." in text(self.note(tablet, row, code))
        row.refresh_from_db()
        assert (row.state, row.cancel_reason) == ("cancelled", "rang")
        assert row.cancelled_by_user.memberships.get().role == Role.UNIT_STAFF
        assert "Aud" not in text(tablet.get("/tablet/"))

    def test_it_is_undone_by_whoever_stands_there(self, tablet, shift, code):
        row = SignUpFactory(shift=shift)
        done = self.note(tablet, row, code).redirect_chain[-1][0]
        assert Client().post(done).status_code == 302  # another browser undoes nothing
        assert SignUp.objects.get().state == "cancelled"
        tablet.post(done)
        assert SignUp.objects.get().state == "confirmed"
        assert "Undo" not in text(tablet.get(done))

    def test_a_wrong_code_and_a_colleague_of_another_house_note_nothing(self, tablet, shift, code):
        row, other = SignUpFactory(shift=shift), MembershipFactory(role=Role.UNIT_STAFF).user
        theirs = make_code(actor=other, owner=other, now=clock.now())
        for wrong in (theirs, "000000", ""):
            self.note(tablet, row, wrong)
        assert SignUp.objects.get().state == "confirmed"


class TestYes:
    def note(self, tablet, asked, code):
        return tablet.post(page("tablet-asked", asked), {"colleague-code": code}, follow=True)

    @pytest.fixture
    def asked(self, shift):
        return PlaceOfferFactory(shift=shift, person__name="Odd Dahl", person__phone="+4722000099")

    def test_who_is_asked_is_named_by_first_name_and_says_yes(self, tablet, asked, code):
        body = text(tablet.get("/tablet/")) + text(tablet.get(page("tablet-asked", asked)))
        assert "Odd" in body
        assert "Dahl" not in body
        assert "22000099" not in body
        assert "Noted: Odd comes." in text(self.note(tablet, asked, code))
        assert SignUp.objects.get().via == "call"
        assert PlaceOffer.objects.get().answered_by.memberships.get().role == Role.UNIT_STAFF

    def test_undone_the_person_is_asked_as_before(self, tablet, asked, code):
        done = self.note(tablet, asked, code).redirect_chain[-1][0]
        tablet.post(done)
        assert not SignUp.objects.live().exists()
        assert PlaceOffer.objects.get().state == "open"
        self.note(tablet, asked, code)
        assert SignUp.objects.confirmed().get().person_id == asked.person_id

    def test_a_held_place_is_held_again_after_the_undo(self, tablet, shift, code):
        waited = clock.now() - timedelta(hours=2)
        row = SignUpFactory(
            shift=shift, state="offered", waiting_since=waited, offer_until=shift.starts_at
        )
        done = self.note(tablet, row, code).redirect_chain[-1][0]
        assert SignUp.objects.get().state == "confirmed"
        tablet.post(done)
        assert SignUp.objects.get().state == "waitlisted"  # so late several are asked at once
        assert PlaceOffer.objects.get().state == "open"

    def test_only_sessions_that_it_shows(self, tablet, house, shift, code):
        hidden = [
            PlaceOfferFactory(shift=ShiftFactory(activity=house)),  # in three days
            PlaceOfferFactory(shift=ShiftFactory(starts_at=shift.starts_at)),
            PlaceOfferFactory(shift=shift, state="declined"),
        ]
        for one in hidden:
            assert str(one.public_id) not in text(tablet.get("/tablet/"))
            assert self.note(tablet, one, code).status_code == 404
        assert not SignUp.objects.exists()

    def test_a_closed_place_takes_no_yes(self, tablet, asked, code, house):
        ClosureFactory(unit=house.unit)
        assert "Odd" not in text(tablet.get("/tablet/"))
        assert self.note(tablet, asked, code).status_code == 404
