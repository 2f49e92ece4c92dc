"""A place is closed in two taps, and opened again."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from careshare import clock
from coordination.planning.services.closing import reopen
from coordination.shifts.models import Closure
from coordination.signups.models import Reached
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ClosureFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SightFactory,
    SignUpFactory,
    WardFactory,
)
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


def address(name: str, row) -> str:
    return reverse(f"coordination:{name}", args=[row.pk])


def text(response) -> str:
    return response.content.decode()


class TestClosures:
    def test_two_taps_close_and_show_whom_to_ring(self, enter, activity, staff):
        start = clock.now() + timedelta(hours=2)
        person = PersonFactory(name="Aud Berg", phone="+4722000099")
        SightFactory(person=person, unit=activity.unit)
        SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=start), person=person)
        client = enter(staff)
        data = {"reason": "infection", "form_uuid": str(uuid.uuid4())}
        response = client.post(reverse("coordination:closure-create"), data, follow=True)
        for said in ("is closed", "Aud Berg", "tel:+4722000099", "Open again"):
            assert said in text(response)
        closure = Closure.objects.get()
        url = address("closure-reopen", closure)
        assert client.get(url).status_code == 200
        closure.refresh_from_db()
        assert closure.reopened_at is None
        assert client.post(url).status_code == 302
        closure.refresh_from_db()
        assert closure.reopened_by == staff.user

    def test_a_ward_is_closed_by_the_button_under_its_name(self, enter, activity, staff):
        ward, theirs = WardFactory(unit=activity.unit, name="East"), WardFactory()
        client, url = enter(staff), reverse("coordination:closure-create")
        page = text(client.get(url))
        assert f'value="infection:{ward.pk}">' in page
        assert f":{theirs.pk}" not in page
        data = {"reason": f"infection:{theirs.pk}", "form_uuid": str(uuid.uuid4())}
        assert client.post(url, data).context["form"].errors["reason"]
        client.post(url, data | {"reason": f"infection:{ward.pk}"})
        assert (Closure.objects.get().ward, Closure.objects.get().reason) == (ward, "infection")

    def test_until_is_the_units_wall_time(self, enter, activity, manager):
        ward = WardFactory(unit=activity.unit)
        day = (clock.now() + timedelta(days=2)).date()
        data = {
            "reason": f"building:{ward.pk}", "until": f"{day}T12:00",
            "form_uuid": str(uuid.uuid4()),
        }  # fmt: skip
        enter(manager).post(reverse("coordination:closure-create"), data)
        closure = Closure.objects.get()
        assert closure.ward == ward
        assert closure.ends_at.astimezone(activity.unit.zone).hour == 12

    @pytest.mark.parametrize(
        "values",
        [
            {"reason": "boredom"},
            {"until": "1999-01-01T10:00"},
            {"until": "9999-12-31T10:00"},
            {"until": "soon"},
            {"until": "2027-03-28T02:30"},
            {"reason": "infection:999999"},
            {"reason": "infection:"},
        ],
    )
    def test_bad_input_closes_nothing(self, enter, activity, manager, values):
        data = {"reason": "infection", "form_uuid": str(uuid.uuid4())} | values
        response = enter(manager).post(reverse("coordination:closure-create"), data)
        assert response.status_code == 200
        assert response.context["form"].errors
        assert not Closure.objects.exists()

    def test_only_the_unit_closes_and_only_its_own(self, enter, activity, coordinator):
        url = reverse("coordination:closure-create")
        assert enter(coordinator).get(url).status_code == 403
        closure = Closure.objects.create(unit=activity.unit, reason="event", starts_at=clock.now())
        lead = MembershipFactory(role=Role.AREA_LEAD, area=activity.unit.area)
        assert enter(lead).get(address("closure-detail", closure)).status_code == 403
        assert enter(MembershipFactory()).get(address("closure-detail", closure)).status_code == 404


class TestReached:
    @pytest.fixture
    def due(self, activity):
        person = PersonFactory(name="Aud Berg", phone="+4722000099", email="aud@example.org")
        SightFactory(person=person, unit=activity.unit)
        shift = ShiftFactory(activity=activity, starts_at=clock.now() + timedelta(hours=2))
        return SignUpFactory(shift=shift, person=person)

    @pytest.fixture
    def closure(self, activity, due, staff):
        started = clock.now() - timedelta(minutes=5)
        closure = ClosureFactory(unit=activity.unit, starts_at=started)
        Closure.objects.update(created_at=started)
        return closure

    def test_ticked_off_by_whom_and_taken_back(self, enter, closure, due, staff):
        own, client = Membership.objects.filter(pk=staff.pk), enter(staff)
        own.update(name="")
        url = reverse("coordination:closure-reached", args=[closure.pk, due.pk])
        for _press in range(2):
            page = text(client.post(url, follow=True))
        assert "1 of 1 reached" in page
        assert f"by a member of staff at {closure.unit.name}" in page
        assert staff.user.email not in page
        own.update(name="Ida Moe")
        assert "by Ida Moe" in text(client.get(address("closure-detail", closure)))
        row = Reached.objects.get()
        assert (row.reached_by, row.reached_at is not None) == (staff.user, True)
        page = text(client.post(url, {"reached": "no"}, follow=True))
        assert "0 of 1 reached" in page
        assert Reached.objects.get().reached_at is None

    def test_who_is_due_is_written_to_once_and_hears_when_it_opens(self, closure, due, staff):
        for _sweep in range(2):
            told = [one for one in letters() if one.to == ["aud@example.org"]]
            assert len(told) == (0 if _sweep else 1)
            if told:
                assert "You have not lost your place." in told[0].body
        reopen(closure=closure, user=staff.user, now=clock.now())
        with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
            (told,) = [one for one in letters() if one.to == ["aud@example.org"]]
        assert "The place is open again" in told.body

    def test_a_wrong_tap_that_is_taken_back_is_silent(self, activity, due, staff):
        closure = ClosureFactory(unit=activity.unit, starts_at=clock.now())
        assert not [one for one in letters() if one.to == ["aud@example.org"]]
        reopen(closure=closure, user=staff.user, now=clock.now())
        with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
            assert not [one for one in letters() if one.to == ["aud@example.org"]]

    def test_enter_in_a_field_closes_nothing(self, enter, staff):
        """The browser presses the first button of the form."""
        client, url = enter(staff), reverse("coordination:closure-create")
        page = text(client.get(url))
        assert page.index('name="asks"') < page.index('name="reason"')
        response = client.post(url, {"asks": "1", "form_uuid": str(uuid.uuid4())})
        assert response.context["form"].errors["reason"]
        assert not Closure.objects.exists()
