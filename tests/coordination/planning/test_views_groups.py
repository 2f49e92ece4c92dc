"""Only some of a group come: capacity, attendance and hours count the heads that were said."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused, Stale
from coordination.finding.access import hours_given
from coordination.planning.services.placing import change_agreed
from coordination.signups.models import Attendance, SignUp
from coordination.signups.services import change_coming, change_heads
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ClosureFactory,
    MembershipFactory,
    PersonFactory,
    PositionFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
)
from volunteers.people.models import Person

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


class TestAnotherNumber:
    """Who places people changes how many of a group come, from the session's page."""

    @pytest.fixture
    def shift(self, activity):
        return ShiftFactory(activity=activity, places=10)

    @pytest.fixture
    def row(self, shift, choir):
        return SignUpFactory(shift=shift, person=choir, heads=4)

    def change(self, client, row, **values):
        page = client.get(address("sign-up-change", row))
        data = {name: page.context["form"][name].value() for name in page.context["form"].fields}
        return client.post(address("sign-up-change", row), data | values)

    @pytest.mark.parametrize(("heads", "comes"), [(1, True), (9, True), (10, True), (11, False)])
    def test_never_more_than_there_is_room(self, enter, manager, shift, row, heads, comes):
        answer = self.change(enter(manager), row, heads=heads)
        row.refresh_from_db()
        assert answer.status_code == (302 if comes else 200)
        assert row.heads == (heads if comes else 4)
        assert shift.positions.get().taken == row.heads
        assert AuditEntry.objects.filter(action="signup.changed").count() == int(comes)
        if not comes:
            assert "Only 10 places are left there, and the group is 11." in answer.text

    def test_others_places_are_not_taken(self, enter, manager, shift, row):
        SignUpFactory(shift=shift, heads=5)
        assert self.change(enter(manager), row, heads=6).status_code == 200
        assert self.change(enter(manager), row, heads=5).status_code == 302
        assert shift.positions.get().taken == 10

    def test_a_closed_place_takes_no_more_and_lets_fewer_come(self, enter, manager, shift, row):
        ClosureFactory(unit=shift.activity.unit)
        assert self.change(enter(manager), row, heads=5).status_code == 200
        assert self.change(enter(manager), row, heads=3).status_code == 302

    def test_what_comes_free_is_offered_to_whoever_waits(self, enter, manager, shift, row):
        SignUpFactory(shift=shift, heads=6)
        waits = SignUpFactory(shift=shift, state="waitlisted", waiting_since=clock.now())
        self.change(enter(manager), row, heads=3)
        waits.refresh_from_db()
        assert waits.state == "offered"

    def test_fewer_on_another_position_and_more_there(self, enter, manager, shift, row):
        small = PositionFactory(shift=shift, name="At the piano", minimum=0, maximum=2)
        client = enter(manager)
        assert self.change(client, row, heads=2, position=small.pk).status_code == 302
        row.refresh_from_db()
        assert (row.position, row.heads) == (small, 2)
        big = shift.positions.exclude(pk=small.pk).get()
        assert self.change(client, row, heads=9, position=big.pk).status_code == 302
        row.refresh_from_db()
        assert (row.position, row.heads) == (big, 9)
        assert sorted(shift.positions.values_list("taken", flat=True)) == [0, 9]

    def test_two_hands_on_one_form(self, enter, manager, row):
        client = enter(manager)
        self.change(client, row, heads=5)
        assert self.change(client, row, heads=6, version=1).status_code == 200
        row.refresh_from_db()
        assert row.heads == 5

    @pytest.mark.parametrize("is_agreed", [True, False])
    def test_nor_where_the_other_hand_came_between_the_page_and_the_lock(self, row, is_agreed):
        change_heads(sign_up=row, heads=5, opened=1, user=None, now=clock.now())
        values = {"sign_up": row, "heads": 6, "opened": 1, "user": None, "now": clock.now()}
        whole = (row.shift.starts_at, row.shift.ends_at)
        more = {"part": whole, "position": None, "side": "unit"} if is_agreed else {"part": None}
        with pytest.raises(Stale):
            (change_agreed if is_agreed else change_coming)(**values, **more)
        row.refresh_from_db()
        assert row.heads == 5

    def test_the_page_says_who_speaks_for_the_group(self, enter, manager, shift, row, choir):
        Person.objects.filter(pk=choir.pk).update(contact_name="Line Sand")
        page = enter(manager).get(address("shift-detail", shift)).text
        assert "Line Sand speaks for the group" in page

    def test_one_person_stays_one(self, enter, manager, shift):
        alone = SignUpFactory(shift=shift)
        client = enter(manager)
        assert "heads" not in client.get(address("sign-up-change", alone)).context["form"].fields
        self.change(client, alone, heads=3)
        with pytest.raises(Refused):
            change_heads(sign_up=alone, heads=3, opened=alone.version, user=None, now=clock.now())
        alone.refresh_from_db()
        assert alone.heads == 1

    def test_the_group_and_who_plans_are_told_and_whoever_did_it_is_not(
        self, enter, manager, shift, row, choir
    ):
        Person.objects.filter(pk=choir.pk).update(email="choir@example.org")
        policy = shift.activity.unit.area.policy
        policy.undo_seconds = 0
        policy.save()
        other = MembershipFactory(unit=shift.activity.unit).user.email
        letters()
        self.change(enter(manager), row, heads=3)
        sent = {one.to[0]: one for one in letters()}
        assert set(sent) == {"choir@example.org", other}
        assert "How many: 3 people" in sent["choir@example.org"].body
        assert sent[other].subject.startswith("Solvik Choir, now 3: ")
        assert "Of Solvik Choir now 3 come." in sent[other].body
