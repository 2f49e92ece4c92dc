"""Somebody takes over what a coordinator put down about her; nobody is there twice."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careshare import clock
from coordination.activities.models import LeadingVolunteer
from coordination.finding.services import FOLLOWING, put_together
from coordination.signups.models import SignUp, Suspension
from tests.factories.what import LeadingVolunteerFactory
from tests.factories.when import ShiftFactory, SignUpFactory
from tests.factories.who import (
    AffiliationFactory,
    AreaFactory,
    CareUnitFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)
from volunteers.people.models import Affiliation, OwnCode, Person, PersonLink, Sight

pytestmark = pytest.mark.django_db
TOGETHER = reverse("coordination:person-together")


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def manager():
    return MembershipFactory()


@pytest.fixture
def vera(manager):
    """Put on the list by name alone, and on a session."""
    person = PersonFactory(name="Vera Vik", email="", phone="")
    AffiliationFactory(person=person, unit=manager.unit)
    return person


@pytest.fixture
def address(manager, vera) -> str:
    page = client_of(manager.user).post(reverse("volunteers:person-link", args=[vera.pk]))
    return re.search(r'value="https?://[^/"]+(/join/[^"]+)"', page.content.decode()).group(1)


class TestLink:
    def test_it_stands_there_once_and_a_new_one_stops_it(self, manager, vera, address):
        client, url = client_of(manager.user), reverse("volunteers:person-link", args=[vera.pk])
        assert address not in client.get(url).content.decode()
        client.post(url)
        page = client_of(UserFactory()).get(address).content.decode()
        assert "does not work any more" in page

    def test_no_log_in_no_name_in_full_and_opening_changes_nothing(self, vera, address):
        page = Client().get(address).content.decode()
        assert "Are you Vera?" in page
        assert "Vik" not in page
        response = Client().post(address)
        assert response.status_code == 302
        assert address in response["Location"]
        vera.refresh_from_db()
        assert vera.user is None
        assert Client().get(address[:-2] + "x/").status_code == 404

    def test_whoever_is_new_becomes_the_person(self, vera, address):
        shift = ShiftFactory(places=2)
        SignUpFactory(shift=shift, person=vera)
        user = UserFactory(email="vera@example.org")
        client = client_of(user)
        assert "Yes, that is me" in client.get(address).content.decode()
        for _press in range(2):
            client.post(address)
        vera.refresh_from_db()
        assert (vera.user, vera.email) == (user, "vera@example.org")
        assert shift.activity.name in client.get(reverse("coordination:my-times")).content.decode()

    def test_it_works_once(self, vera, address):
        client_of(UserFactory()).post(address)
        second = UserFactory()
        assert "was used already" in client_of(second).post(address).content.decode()
        vera.refresh_from_db()
        assert vera.user != second

    def test_too_late(self, vera, address):
        PersonLink.objects.update(expires_at=clock.now() - timedelta(minutes=1))
        user = UserFactory()
        assert "does not work any more" in client_of(user).post(address).content.decode()
        assert not user.people.exists()


class TestTwice:
    @pytest.fixture
    def own(self):
        """Vera registered by herself meanwhile."""
        return PersonFactory(name="Vera V", has_login=True)

    def test_both_are_put_together_with_all_days_and_lists(self, vera, own, address):
        shift = ShiftFactory(places=2)
        made = SignUpFactory(shift=shift, person=vera)
        client = client_of(own.user)
        page = client.get(address).content.decode()
        assert "I am here already as Vera V" in page
        for _press in range(2):
            client.post(address, {"same": own.pk})
        made.refresh_from_db()
        vera.refresh_from_db()
        assert made.person == own
        assert (vera.merged_into, vera.user, vera.left_at is None) == (own, None, False)
        assert own.affiliations.current().filter(unit__isnull=False).exists()

    def test_a_place_on_a_list_that_both_had_ends_on_the_day_that_it_is_there(self, own):
        """Late in the evening in UTC it is tomorrow in Oslo and still today at Honolulu."""
        unit = CareUnitFactory(area__time_zone="Europe/Oslo")
        club = OrganisationFactory(home_area__time_zone="Pacific/Honolulu")
        far = AreaFactory(time_zone="Pacific/Kiritimati")
        other = PersonFactory(offered_to=far)
        for person in (own, other):
            for place in ({"unit": unit}, {"organisation": club}, {}):
                AffiliationFactory(person=person, **place)
        now = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
        put_together(keep=own, other=other, user=own.user, now=now)
        ends = Affiliation.objects.filter(person=other).order_by("pk").values_list("until")
        assert [until.day for (until,) in ends] == [3, 2, 3]
        assert own.affiliations.current().count() == 3

    def test_a_hold_of_one_row_ends_what_the_other_leads(self, vera, own, address):
        """Else whoever is on hold would register anew and go on leading there."""
        row = LeadingVolunteerFactory(person=vera)
        elsewhere = LeadingVolunteerFactory(person=vera)
        unit = row.activity.unit
        Suspension.objects.create(
            person=own,
            unit=unit,
            party_key=f"unit:{unit.pk}",
            reason="safety",
            made_at=clock.now(),
            made_by=UserFactory(),
        )
        client_of(own.user).post(address, {"same": own.pk})
        led = LeadingVolunteer.objects.at(clock.now()).filter(person=own)
        assert list(led) == [elsewhere]
        row.refresh_from_db()
        assert row.why_ended == "on_hold"

    def test_on_one_session_one_place_stays_and_the_other_is_offered(self, vera, own, address):
        shift = ShiftFactory(places=2)
        for person in (vera, own):
            SignUpFactory(shift=shift, person=person)
        waits = SignUpFactory(shift=shift, state="waitlisted", waiting_since=clock.now())
        client_of(own.user).post(address, {"same": own.pk})
        assert SignUp.objects.confirmed().filter(shift=shift, person=own).count() == 1
        waits.refresh_from_db()
        assert (waits.state, shift.positions.get().taken) == ("offered", 2)

    def test_two_places_at_once_are_named_and_nothing_moves(self, vera, own, address):
        first, second = ShiftFactory(places=1), ShiftFactory(places=1)
        SignUpFactory(shift=first, person=vera)
        SignUpFactory(shift=second, person=own)
        page = client_of(own.user).post(address, {"same": own.pk}).content.decode()
        assert "at the same time" in page
        vera.refresh_from_db()
        assert (vera.left_at, vera.user) == (None, None)

    def test_a_strangers_row_cannot_be_chosen(self, vera, own, address):
        stranger = PersonFactory(has_login=True)
        client_of(own.user).post(address, {"same": stranger.pk})
        vera.refresh_from_db()
        assert vera.merged_into is None
        assert vera.user == own.user  # taken over as somebody who shares the log-in

    def test_one_log_in_that_got_the_same_name_twice_by_its_address(self):
        user = UserFactory()
        first, second = (PersonFactory(name=name, user=user) for name in ("Vera Vik", "vera  vik"))
        PersonFactory(name="Odd Vik", user=user)
        client = client_of(user)
        assert TOGETHER in client.get(reverse("volunteers:who")).content.decode()
        assert client.get(TOGETHER).content.decode().count('name="other"') == 1
        assert client.post(TOGETHER, {"other": second.pk}).status_code == 302
        second.refresh_from_db()
        assert second.merged_into == first
        assert TOGETHER not in client.get(reverse("volunteers:who")).content.decode()

    def test_whatever_knows_a_person_goes_along_or_is_named_here(self):
        """A new table about people must say what becomes of it."""
        apart = {Person, PersonLink, Affiliation, Sight}  # each has a way of its own
        apart |= {OwnCode}  # keyed by the row that it was made for: nobody's any more
        known = {one.related_model for one in Person._meta.related_objects}
        assert known == apart | set(FOLLOWING)

    def test_nobody_puts_strangers_together(self, own):
        stranger = PersonFactory(name="Vera V", has_login=True)
        client_of(own.user).post(TOGETHER, {"other": stranger.pk})
        stranger.refresh_from_db()
        assert stranger.merged_into is None
