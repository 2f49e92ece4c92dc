"""Calls that are noted, people who are placed, requests that are answered."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from coordination.signups.models import SignUp
from tests.factories import (
    AffiliationFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db


def address(name: str, row) -> str:
    return reverse(f"coordination:{name}", args=[row.pk])


def text(response) -> str:
    return response.content.decode()


class TestCalls:
    def test_rang_is_asked_once_more_noted_and_undone(self, enter, shift, comer, staff):
        client, url = enter(staff), address("note-call", comer)
        assert "Aud Berg rang and cannot come?" in text(client.get(url))
        comer.refresh_from_db()
        assert comer.state == "confirmed"
        for _press in range(2):
            assert client.post(url).status_code == 302
        comer.refresh_from_db()
        assert (comer.state, comer.cancel_reason) == ("cancelled", "rang")
        assert comer.cancelled_by_user == staff.user
        page = text(client.get(address("shift-detail", shift)))
        assert address("undo-call", comer) in page
        assert client.post(address("undo-call", comer)).status_code == 302
        comer.refresh_from_db()
        assert comer.state == "confirmed"

    def test_the_partner_may_take_the_call_too(self, enter, comer, coordinator):
        assert enter(coordinator).post(address("note-call", comer)).status_code == 302
        comer.refresh_from_db()
        assert comer.state == "cancelled"

    def test_nobody_undoes_what_the_volunteer_decided(self, enter, shift, comer, staff):
        SignUp.objects.filter(pk=comer.pk).update(state="cancelled", cancel_reason="cannot_come")
        client = enter(staff)
        assert client.post(address("undo-call", comer)).status_code == 404
        assert address("undo-call", comer) not in text(client.get(address("shift-detail", shift)))

    def test_undoing_a_place_that_is_gone_says_so(self, enter, activity, staff):
        shift = ShiftFactory(activity=activity)
        gone = SignUpFactory(shift=shift, state="cancelled", cancel_reason="rang")
        SignUpFactory(shift=shift)
        page = text(enter(staff).post(address("undo-call", gone), follow=True))
        assert "All places are taken." in page

    def test_a_link_alone_changes_nothing(self, enter, comer, staff):
        assert enter(staff).get(address("undo-call", comer)).status_code == 405
        enter(staff).get(address("note-call", comer))
        comer.refresh_from_db()
        assert comer.state == "confirmed"

    def test_outsiders_and_the_volunteer_are_refused(self, enter, comer, outsider):
        assert enter(outsider).post(address("note-call", comer)).status_code == 404
        own = PersonFactory(has_login=True)
        SignUp.objects.filter(pk=comer.pk).update(person=own)
        assert enter(own).post(address("note-call", comer)).status_code == 403


class TestPlaceAndAnswer:
    def data(self, shift, person, **values) -> dict:
        usual = {
            "person": person.pk,
            "position": shift.positions.get().pk,
            "form_uuid": str(uuid.uuid4()),
        }
        return usual | values

    def test_a_person_whom_one_sees_gets_a_place(self, enter, shift, manager):
        person = PersonFactory()
        AffiliationFactory(person=person, unit=shift.activity.unit)
        client, data = enter(manager), self.data(shift, person)
        for _press in range(2):
            client.post(address("shift-place", shift), data)
        assert SignUp.objects.get().state == "confirmed"

    def test_a_person_whom_one_does_not_see_is_no_choice(self, enter, shift, manager):
        response = enter(manager).post(
            address("shift-place", shift), self.data(shift, PersonFactory())
        )
        assert response.status_code == 200
        assert not SignUp.objects.exists()

    def test_another_sessions_position_is_no_choice(self, enter, shift, manager):
        person = PersonFactory()
        AffiliationFactory(person=person, unit=shift.activity.unit)
        other = ShiftFactory().positions.get().pk
        data = self.data(shift, person, position=other)
        assert enter(manager).post(address("shift-place", shift), data).status_code == 200
        assert not SignUp.objects.exists()

    def test_every_refusal_shows(self, enter, activity, manager):
        full = ShiftFactory(activity=activity, starts_at=clock.now() - timedelta(hours=1))
        SignUpFactory(shift=full)
        person = PersonFactory()
        AffiliationFactory(person=person, unit=activity.unit)
        page = text(enter(manager).post(address("shift-place", full), self.data(full, person)))
        assert "This has already begun." in page
        assert "All places are taken." in page

    @pytest.mark.parametrize(
        ("answer", "state"), [("approve", "confirmed"), ("decline", "declined")]
    )
    def test_a_request_is_answered_by_who_holds_match(
        self, enter, shift, manager, coordinator, answer, state
    ):
        asked = SignUpFactory(shift=shift, state="requested")
        url = address("sign-up-answer", asked)
        assert enter(coordinator).post(url, {"answer": answer}).status_code == 403
        assert enter(manager).post(url, {"answer": "status=confirmed"}).status_code == 403
        for _press in range(2):
            assert enter(manager).post(url, {"answer": answer}).status_code == 302
        asked.refresh_from_db()
        assert asked.state == state
