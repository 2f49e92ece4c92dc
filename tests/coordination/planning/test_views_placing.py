"""Giving somebody a place: also from the queue, all the same for a reason, and the no undone."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.outbox.models import Event
from coordination.signups.models import SignUp
from tests.factories import (
    AffiliationFactory,
    CredentialFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
)
from tests.factories.who import UnitRequirementFactory
from volunteers.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def regular(activity):
    person = PersonFactory(name="Berit Lie")
    AffiliationFactory(person=person, unit=activity.unit)
    return person


@pytest.fixture
def manages(enter, manager):
    return enter(manager)


def address(shift) -> str:
    return reverse("coordination:shift-place", args=[shift.pk])


def give(client, shift, person, **data):
    position = shift.positions.order_by("pk").first().pk
    usual = {"person": person.pk, "position": position, "form_uuid": str(uuid.uuid4())}
    return client.post(address(shift), usual | data)


def text(response) -> str:
    return response.content.decode()


def busy_at_the_same_time(person, shift):
    other = ShiftFactory(starts_at=shift.starts_at)
    other.activity.name = "Choir"
    other.activity.save()
    return SignUpFactory(shift=other, person=person)


class TestAllTheSame:
    def test_an_overlap_is_named_and_only_a_reason_gets_past_it(self, manages, shift, regular):
        busy_at_the_same_time(regular, shift)
        page = text(give(manages, shift, regular))
        assert "already comes to something else then: Choir" in page
        assert "Give the place all the same" in page
        page = text(give(manages, shift, regular, despite="  "))
        assert "Write why it is to be so all the same." in page
        assert not SignUp.objects.filter(shift=shift).exists()

        assert give(manages, shift, regular, despite="Sings for half").status_code == 302
        made = SignUp.objects.get(shift=shift)
        assert (made.state, made.is_overlap_allowed) == ("confirmed", True)
        assert made.overlap_reason == "Sings for half"
        logged = AuditEntry.objects.get(action="signup.rule_set_aside", subject_id=made.pk)
        assert logged.fields == ["overlaps"]
        page = text(manages.get(reverse("coordination:shift-detail", args=[shift.pk])))
        assert "all the same: Sings for half" in page

    def test_a_reason_where_nothing_is_broken_leaves_no_trace(self, manages, shift, regular):
        give(manages, shift, regular, despite="just in case")
        made = SignUp.objects.get(shift=shift)
        assert (made.is_overlap_allowed, made.overlap_reason) == (False, "")
        assert not AuditEntry.objects.filter(action="signup.rule_set_aside").exists()

    def test_rest_and_hours_of_the_area_can_be_set_aside_too(self, manages, shift, regular):
        policy = shift.activity.unit.area.policy
        policy.rest_hours, policy.week_hours_most = 3, 2
        policy.save()
        before = ShiftFactory(starts_at=shift.starts_at - timedelta(hours=3))
        SignUpFactory(shift=before, person=regular)
        page = text(give(manages, shift, regular))
        assert "less than 3 hours of rest" in page
        assert "in one week would be 4" in page
        assert give(manages, shift, regular, despite="A party").status_code == 302
        made = SignUp.objects.get(shift=shift)
        assert (made.is_overlap_allowed, made.overlap_reason) == (False, "A party")

    @pytest.mark.parametrize("what", ["full", "credential", "closed sign-up"])
    def test_what_is_not_about_own_time_stays_refused(self, manages, shift, regular, what):
        busy_at_the_same_time(regular, shift)
        if what == "full":
            SignUpFactory(shift=shift, person=PersonFactory(kind="group", heads=3))
        elif what == "credential":
            UnitRequirementFactory(unit=shift.activity.unit)
            CredentialFactory(person=PersonFactory())
        else:
            shift.activity.state = "draft"
            shift.activity.save()
        answer = give(manages, shift, regular, despite="All the same")
        assert answer.status_code == 200
        assert not SignUp.objects.filter(shift=shift, person=regular).exists()

    @pytest.mark.parametrize("despite", ["x" * 10_000, "Ring 41019000077"])
    def test_a_reason_that_cannot_be_kept_is_refused_and_kept_in_the_form(
        self, manages, shift, regular, despite
    ):
        busy_at_the_same_time(regular, shift)
        answer = give(manages, shift, regular, despite=despite)
        assert answer.context["form"].errors["despite"]
        assert despite in text(answer)
        assert not SignUp.objects.filter(shift=shift).exists()


class TestOpeningTimes:
    def test_they_bind_volunteers_and_nobody_who_places(self, manages, shift, regular):
        shift.activity.opens_days, shift.activity.closes_hours = 1, 100
        shift.activity.save()
        assert give(manages, shift, regular).status_code == 302
        page = text(manages.get(reverse("coordination:activity-detail", args=[shift.activity_id])))
        assert "from 1 day before" in page
        assert "until 100 hours before the start" in page


class TestQueue:
    @pytest.fixture
    def full(self, shift):
        SignUpFactory(shift=shift, person=PersonFactory(kind="group", heads=3))
        return shift

    def test_a_coordinator_puts_somebody_on_the_waiting_list(self, manages, full, regular):
        assert "Put on the waiting list" in text(manages.get(address(full)))
        assert give(manages, full, regular, wait="1").status_code == 302
        made = SignUp.objects.get(shift=full, person=regular)
        assert (made.state, made.via) == ("waitlisted", "staff")

    def test_where_there_is_room_nobody_waits(self, manages, shift, regular):
        assert "Put on the waiting list" not in text(manages.get(address(shift)))
        assert "There is room" in text(give(manages, shift, regular, wait="1"))

    @pytest.mark.parametrize("state", ["requested", "waitlisted", "offered"])
    def test_giving_the_place_confirms_whoever_asked_waits_or_has_an_offer(
        self, manages, shift, regular, state
    ):
        until = clock.now() + timedelta(hours=3)
        waits = SignUpFactory(shift=shift, person=regular, state=state, offer_until=until)
        page = text(manages.get(reverse("coordination:shift-detail", args=[shift.pk])))
        assert "Berit Lie" in page
        assert f"?person={regular.pk}" in page or state != "waitlisted"
        assert give(manages, shift, regular).status_code == 302
        waits.refresh_from_db()
        assert waits.state == "confirmed"
        assert Event.objects.filter(name="signup.confirmed", cause_id=waits.pk).count() == 1


class TestNo:
    def answer(self, client, sign_up, answer):
        return client.post(
            reverse("coordination:sign-up-answer", args=[sign_up.pk]), {"answer": answer}
        )

    def test_a_no_can_be_taken_back(self, manages, shift, regular):
        asked = SignUpFactory(shift=shift, person=regular, state="requested")
        self.answer(manages, asked, "decline")
        page = text(manages.get(reverse("coordination:shift-detail", args=[shift.pk])))
        assert 'value="undo"' in page
        for _press in range(2):
            self.answer(manages, asked, "undo")
            asked.refresh_from_db()
            assert asked.state == "requested"
        self.answer(manages, asked, "approve")
        asked.refresh_from_db()
        assert asked.state == "confirmed"

    def test_not_where_the_person_comes_by_another_way(self, manages, shift, regular):
        asked = SignUpFactory(shift=shift, person=regular, state="declined")
        SignUpFactory(shift=shift, person=regular)
        self.answer(manages, asked, "undo")
        asked.refresh_from_db()
        assert asked.state == "declined"

    def test_a_yes_against_an_overlap_leads_to_where_it_can_be_set_aside(
        self, manages, shift, regular
    ):
        asked = SignUpFactory(shift=shift, person=regular, state="requested")
        busy_at_the_same_time(regular, shift)
        answer = self.answer(manages, asked, "approve")
        assert answer["Location"] == f"{address(shift)}?person={regular.pk}"
        assert give(manages, shift, regular, despite="Agreed").status_code == 302
        asked.refresh_from_db()
        assert (asked.state, asked.is_overlap_allowed) == ("confirmed", True)


class TestSomebodyNew:
    """With or without an account: a name is enough."""

    def give(self, client, shift, **data):
        usual = {
            "position": shift.positions.get().pk,
            "form_uuid": str(uuid.uuid4()),
            "new_name": "Ny Nilsen",
        }
        return client.post(address(shift), usual | data)

    def test_a_name_is_enough_and_stands_on_the_list_with_the_place(self, manages, shift):
        once = {"form_uuid": str(uuid.uuid4())}
        for _press in range(2):
            assert self.give(manages, shift, **once).status_code == 302
        made = SignUp.objects.get(shift=shift)
        assert (made.state, made.via, made.person.name) == ("confirmed", "staff", "Ny Nilsen")
        assert made.person.user is None
        affiliation = made.person.affiliations.get()
        assert affiliation.unit == shift.activity.unit

    def test_without_a_place_nobody_is_put_on_the_list(self, manages, shift):
        SignUpFactory(shift=shift, person=PersonFactory(kind="group", heads=3))
        assert "All places are taken" in text(self.give(manages, shift))
        assert not Person.objects.filter(name="Ny Nilsen").exists()

    def test_a_name_that_is_there_already_is_asked_about(self, manages, shift, regular):
        page = text(self.give(manages, shift, new_name="berit lie"))
        assert "on your list already" in page
        assert 'name="is_somebody_else"' in page
        data = {"new_name": "Berit Lie", "is_somebody_else": "on"}
        assert self.give(manages, shift, **data).status_code == 302
        assert Person.objects.filter(name="Berit Lie").count() == 2

    def test_one_or_the_other(self, manages, shift, regular):
        assert "not both" in text(self.give(manages, shift, person=regular.pk))
        assert "Choose somebody, or write" in text(self.give(manages, shift, new_name=""))
