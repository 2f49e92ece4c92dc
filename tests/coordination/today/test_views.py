"""Where one lands, and what Today and the call list show to whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.outbox.models import Delivery
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    UserFactory,
)

TODAY = "/today/"


def lands(client) -> str:
    response = client.get("/")
    assert response.status_code == 302
    return response["Location"]


class TestHome:
    @pytest.mark.parametrize("role", ["manager", "staff", "coordinator"])
    def test_who_works_here_lands_on_today(self, here, enter, role):
        assert lands(enter(getattr(here, role))) == TODAY

    def test_the_lead_lands_on_the_area(self, here, enter):
        assert lands(enter(here.lead)) == reverse("volunteers:area-detail")

    def test_a_volunteer_lands_at_home(self, db, enter):
        person = PersonFactory(has_login=True)
        assert lands(enter(person)) == reverse("coordination:volunteer-home")

    def test_somebody_unknown_registers(self, db):
        client = Client()
        client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
        assert lands(client) == reverse("volunteers:register")

    def test_several_hats_and_none_chosen_asks_who(self, here):
        PersonFactory(user=here.manager.user)
        client = Client()
        client.force_login(here.manager.user, backend="django.contrib.auth.backends.ModelBackend")
        assert lands(client) == reverse("volunteers:who")

    def test_a_person_with_the_log_ins_address_is_found_at_log_in(self, db):
        user = UserFactory()
        user.set_password("a long enough phrase")
        user.save()
        person = PersonFactory(email=user.email)
        client = Client()
        secret = {"login": user.email, "password": "a long enough phrase"}
        client.post(reverse("account_login"), secret)
        assert lands(client) == reverse("coordination:volunteer-home")
        person.refresh_from_db()
        assert person.user == user


class TestToday:
    def test_it_says_the_day_who_comes_and_what_is_missing(self, here, enter):
        shift = ShiftFactory(activity=here.walking, starts_at=clock.now() + timedelta(hours=1))
        SignUpFactory(shift=shift, person=PersonFactory(name="Aud Berg"))
        page = enter(here.manager).get(TODAY).content.decode()
        for text in (
            "Tuesday 24 November", "1 volunteer comes today.", "10:00–\u206012:00", "Aud Berg",
        ):  # fmt: skip
            assert text in page
        assert "Plan sessions" in page
        assert "Close for a while" in page

    def test_empty_lists_say_so_kindly(self, here, enter):
        page = enter(here.manager).get(TODAY).content.decode()
        for text in ("A quiet day", "Nothing waits for you", "Nothing is planned this week"):
            assert text in page

    def test_staff_plan_nothing(self, here, enter):
        page = enter(here.staff).get(TODAY).content.decode()
        assert "Plan sessions" not in page

    def test_owner_partner_and_stranger(self, here, enter):
        for activity, name in ((here.walking, "Aud Berg"), (here.coffee, "Nils Moe")):
            start = clock.now() + timedelta(hours=1)
            shift = ShiftFactory(activity=activity, starts_at=start)
            SignUpFactory(shift=shift, person=PersonFactory(name=name))
        seen = {
            who: [
                name
                for name in ("Aud Berg", "Nils Moe")
                if name in enter(getattr(here, who)).get(TODAY).content.decode()
            ]
            for who in ("manager", "coordinator", "stranger")
        }
        assert seen == {
            "manager": ["Aud Berg", "Nils Moe"],
            "coordinator": ["Nils Moe"],
            "stranger": [],
        }

    def test_the_lead_and_volunteers_have_no_today(self, here, enter):
        assert enter(here.lead).get(TODAY).status_code == 403
        assert enter(PersonFactory(has_login=True)).get(TODAY).status_code == 403

    def test_whoever_lost_the_role_is_refused_at_once(self, here, enter):
        client = enter(here.manager)
        assert client.get(TODAY).status_code == 200
        here.manager.ended_at = clock.now()
        here.manager.save()
        assert client.get(TODAY).status_code == 403

    def test_several_roles_one_hat(self, here, enter):
        other = MembershipFactory(user=here.stranger.user, unit=here.unit)
        shift = ShiftFactory(activity=here.walking, starts_at=clock.now() + timedelta(hours=1))
        SignUpFactory(shift=shift, person=PersonFactory(name="Aud Berg"))
        assert "Aud Berg" in enter(other).get(TODAY).content.decode()
        assert "Aud Berg" not in enter(here.stranger).get(TODAY).content.decode()


class TestCallList:
    def test_it_names_whom_to_ring(self, here, enter):
        person = PersonFactory(name="Odd Lie", phone="+4722000099")
        AffiliationFactory(person=person, unit=here.unit)
        Delivery.objects.create(
            key="a", kind="x", cause="signup", cause_id=1, state="failed",
            person_id=person.pk, due_at=clock.now(), subject="You are coming",
        )  # fmt: skip
        page = enter(here.manager).get(reverse("coordination:call-list")).content.decode()
        for text in ("Odd Lie", "tel:+4722000099", "You are coming"):
            assert text in page
        other = enter(here.stranger).get(reverse("coordination:call-list")).content.decode()
        assert "Every message arrived" in other
        assert "Odd" not in other
