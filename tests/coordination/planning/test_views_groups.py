"""Only some of a group come: capacity, attendance and hours count the heads that were said."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from coordination.finding.access import hours_given
from coordination.signups.models import Attendance, SignUp
from tests.factories import PersonFactory, ShiftFactory, SightFactory, SignUpFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def choir(activity):
    person = PersonFactory(name="Solvik Choir", kind="group", heads=12)
    SightFactory(person=person, unit=activity.unit)
    return person


def address(name, row) -> str:
    return reverse(f"coordination:{name}", args=[row.pk])


class TestPlacing:
    def give(self, client, shift, person, **more):
        place = shift.positions.get()
        data = {"person": person.pk, "position": place.pk, "form_uuid": str(uuid.uuid4())} | more
        return client.post(address("shift-place", shift), data)

    def test_so_many_as_fit(self, enter, manager, shift, choir):
        client = enter(manager)
        assert "How many of the group" in client.get(address("shift-place", shift)).text
        assert self.give(client, shift, choir).status_code == 200  # twelve do not fit in three
        assert self.give(client, shift, choir, heads="3").status_code == 302
        assert SignUp.objects.get().heads == 3
        assert shift.positions.get().taken == 3

    def test_a_request_of_all_gets_a_yes_for_some(self, enter, manager, shift, choir):
        SignUpFactory(shift=shift, person=choir, state="requested")
        assert self.give(enter(manager), shift, choir, heads="2").status_code == 302
        assert (SignUp.objects.get().state, SignUp.objects.get().heads) == ("confirmed", 2)

    @pytest.mark.parametrize(("heads", "comes"), [("1", True), ("3", True), ("4", False)])
    def test_so_many_as_the_manager_says_of_a_group_that_has_an_offer(
        self, enter, manager, shift, choir, heads, comes
    ):
        """What the offer held counts as free, and no more than that."""
        now = clock.now()
        SignUpFactory(shift=shift, person=choir, state="offered", heads=2, waiting_since=now,
                      offered_at=now, offer_until=now + timedelta(hours=1))  # fmt: skip
        status = self.give(enter(manager), shift, choir, heads=heads).status_code
        row = SignUp.objects.get()
        assert status == (302 if comes else 200)
        assert (row.state, row.heads) == (("confirmed", int(heads)) if comes else ("offered", 2))
        assert shift.positions.get().taken == row.heads

    @pytest.mark.parametrize("heads", ["0", "many", "9" * 20])
    def test_what_is_no_number_of_people_stands_beside_the_field(
        self, enter, manager, shift, choir, heads
    ):
        response = self.give(enter(manager), shift, choir, heads=heads)
        assert list(response.context["form"].errors) == ["heads"]
        assert not SignUp.objects.exists()

    def test_one_person_is_one(self, enter, manager, shift, choir):
        alone = PersonFactory()
        SightFactory(person=alone, unit=shift.activity.unit)
        response = self.give(enter(manager), shift, alone, heads="2")
        assert list(response.context["form"].errors) == ["heads"]


class TestAttendance:
    @pytest.fixture
    def row(self, activity, choir):
        begun = clock.now() - timedelta(hours=3)
        shift = ShiftFactory(activity=activity, starts_at=begun, places=12)  # two hours
        return SignUpFactory(shift=shift, person=choir)

    def note(self, client, row, **values):
        data = {f"s{row.pk}-{name}": value for name, value in values.items()}
        return client.post(address("attendance", row.shift), data)

    def test_hours_are_those_of_so_many_as_came(self, enter, coordinator, row, choir):
        client = enter(coordinator)
        page = client.get(address("attendance", row.shift)).text
        assert f'name="s{row.pk}-heads" value="12"' in page
        assert self.note(client, row, state="came", version=0, heads="9").status_code == 302
        known = Attendance.objects.get()
        assert (known.heads, known.minutes) == (9, 120)
        assert "18" in hours_given(choir)
        # corrected, and left alone where nothing is said of it
        self.note(client, row, state="came", version=known.version, heads="10")
        assert Attendance.objects.get().heads == 10
        known = Attendance.objects.get()
        self.note(client, row, state="came", version=known.version, heads="10", travel="20")
        assert (Attendance.objects.get().heads, Attendance.objects.get().minutes) == (10, 120)

    def test_all_who_were_expected_where_nothing_is_said(self, enter, coordinator, row):
        self.note(enter(coordinator), row, state="came", version=0)
        assert Attendance.objects.get().heads == 12

    def test_nobody_is_asked_how_many_of_one_person_came(self, enter, coordinator, row):
        alone = SignUpFactory(shift=ShiftFactory(activity=row.shift.activity,
                                                 starts_at=row.starts_at))  # fmt: skip
        page = enter(coordinator).get(address("attendance", alone.shift)).text
        assert f"s{alone.pk}-heads" not in page
