"""The volunteer's pages: what she finds, comes to, and takes back."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, reverse_lazy

from careshare import clock
from coordination.activities.rules import ActivityState, SignUpMode
from coordination.finding.access import SUGGESTED
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from tests.coordination.finding.helpers import come, shift_at
from tests.factories.what import ActivityFactory
from tests.factories.when import (
    PositionFactory,
    ShiftFactory,
    SignUpFactory,
)
from tests.factories.who import (
    AffiliationFactory,
    CareUnitFactory,
    InterestFactory,
    MembershipFactory,
    PersonFactory,
    UserFactory,
)
from volunteers.people.rules import PersonKind

pytestmark = pytest.mark.django_db
HOME = reverse_lazy("coordination:volunteer-home")


class TestHome:
    def test_shows_the_next_time_with_whom_to_ring(self, her, vera, unit):
        SignUpFactory(shift=shift_at(unit), person=vera)
        page = her.get(HOME).content.decode()
        assert "Hello Vera" in page
        assert "You are coming" in page
        assert 'href="tel:+4722000001"' in page
        assert "I can't come" in page
        (there,) = re.findall(r'href="(/times/[^"]+)#there"', page)
        assert "Bus 12 stops outside." in her.get(there).content.decode()

    def test_offers_what_suits_with_one_button_each(self, her, vera, unit):
        shift = shift_at(unit)
        page = her.get(HOME).content.decode()
        assert f'action="/find/{shift.public_id}/come/"' in page
        assert "You could come" in page

    @pytest.mark.parametrize("hidden", ["full", "elsewhere", "draft", "past", "cancelled", "mine"])
    def test_offers_nothing_that_she_cannot_take(self, her, vera, unit, hidden):
        place = CareUnitFactory() if hidden == "elsewhere" else unit
        shift = shift_at(place, hours=-2 if hidden == "past" else 72, places=1)
        if hidden == "full":
            SignUpFactory(shift=shift)
        elif hidden == "mine":
            SignUpFactory(shift=shift, person=vera)
        elif hidden == "draft":
            shift.activity.state = ActivityState.DRAFT
            shift.activity.save()
        elif hidden == "cancelled":
            shift.state = ShiftState.CANCELLED
            shift.save()
        assert f"/find/{shift.public_id}/come/" not in her.get(HOME).content.decode()

    def test_chooses_what_she_knows_and_wished_and_shows_it_by_day(self, her, vera, unit):
        soon = [shift_at(unit, name=f"Soon {n}", hours=30 + n) for n in range(SUGGESTED)]
        wished = shift_at(unit, name="Wished", hours=60, type__code="exercise")
        known = shift_at(unit, name="Known", hours=90)
        InterestFactory(person=vera, type_code="exercise")
        SignUpFactory(
            shift=ShiftFactory(activity=known.activity, starts_at=known.starts_at + timedelta(7)),
            person=vera,
        )
        page = her.get(HOME).content.decode()
        shown = [one for one in (*soon, wished, known) if f"/find/{one.public_id}/come/" in page]
        assert shown == [*soon[: SUGGESTED - 2], wished, known]
        places = [page.index(f"/find/{one.public_id}/come/") for one in shown]
        assert places == sorted(places)

    def test_says_how_far_it_is(self, her, vera, unit):
        vera.latitude, vera.longitude = 59.91, 10.75
        vera.save()
        unit.latitude, unit.longitude = 59.92, 10.76
        unit.save()
        shift_at(unit)
        assert "1.2\N{NO-BREAK SPACE}km" in her.get(HOME).content.decode()

    def test_asks_as_many_queries_for_many_as_for_one(
        self, her, vera, unit, django_assert_num_queries
    ):
        def fill(number):
            for each in range(number):
                hours = 48 + 24 * (SignUp.objects.count() + each)
                SignUpFactory(shift=shift_at(unit, hours=hours), person=vera)
                shift_at(unit, hours=hours + 4)

        fill(1)
        her.get(HOME)
        for path in (HOME, "/find/", "/times/"):
            with CaptureQueriesContext(connection) as one:
                her.get(path)
            fill(3)
            with django_assert_num_queries(len(one)):
                her.get(path)

    def test_somebody_with_a_role_is_asked_who_she_is(self, client):
        membership = MembershipFactory()
        client.force_login(membership.user)
        assert client.get(HOME).headers["Location"] == reverse("volunteers:who")

    def test_a_log_in_without_a_volunteer_may_register(self, client):
        client.force_login(UserFactory())
        assert client.get(HOME).headers["Location"] == reverse("volunteers:register")

    def test_strangers_log_in_first(self, client):
        assert "/account/login/" in client.get(HOME).headers["Location"]


class TestCome:
    def test_takes_one_press_from_home(self, her, vera, unit):
        shift = shift_at(unit)
        answer = come(her, shift, form_uuid=uuid.uuid4())
        made = SignUp.objects.get(person=vera)
        assert answer.headers["Location"] == f"/times/{made.public_id}/?new=1"
        page = her.get(answer.headers["Location"]).content.decode()
        assert "You are coming" in page
        assert "tel:+4722000001" in page
        assert f"/times/{made.public_id}/undo/" in page

    def test_twice_is_not_an_error(self, her, vera, unit):
        shift = shift_at(unit)
        form = uuid.uuid4()
        first, second = come(her, shift, form_uuid=form), come(her, shift, form_uuid=form)
        assert first.headers["Location"] == second.headers["Location"]
        assert SignUp.objects.filter(person=vera).count() == 1

    def test_an_old_form_does_not_sign_up_again(self, her, vera, unit):
        shift = shift_at(unit)
        form = uuid.uuid4()
        made = come(her, shift, form_uuid=form).headers["Location"].split("/")[2]
        her.post(f"/times/{made}/undo/")
        again = come(her, shift, form_uuid=form)
        assert "You are not coming" in her.get(again.headers["Location"]).content.decode()

    def test_undo_frees_the_place(self, her, vera, unit):
        shift = shift_at(unit)
        come(her, shift)
        made = SignUp.objects.get(person=vera)
        her.post(f"/times/{made.public_id}/undo/")
        made.refresh_from_db()
        assert made.state == SignUpState.CANCELLED
        assert shift.positions.get().taken == 0

    def test_a_group_comes_with_its_heads(self, client, unit):
        school = PersonFactory(name="Class 9B", kind=PersonKind.GROUP, heads=25, has_login=True)
        AffiliationFactory(person=school, unit=unit)
        client.force_login(school.user)
        shift = shift_at(unit, places=30)
        assert "come, 25 people" in client.get(HOME).content.decode()
        come(client, shift)
        assert SignUp.objects.get(person=school).heads == 25

    def test_waits_for_an_answer_where_somebody_approves(self, her, vera, unit):
        shift = shift_at(unit, sign_up_mode=SignUpMode.APPROVE_FIRST)
        page = her.get(come(her, shift).headers["Location"]).content.decode()
        assert "You would like to come" in page

    def test_the_second_position_is_taken_where_the_first_is_full(self, her, vera, unit):
        shift = shift_at(unit, places=1)
        SignUpFactory(shift=shift)
        other = PositionFactory(shift=shift, name="Driver")
        come(her, shift)
        assert SignUp.objects.get(person=vera).position == other

    def test_nonsense_in_the_form_is_left_out(self, her, vera, unit):
        shift = shift_at(unit)
        assert come(her, shift, form_uuid="x", position="-1").status_code == 302
        assert SignUp.objects.filter(person=vera, form_uuid=None).exists()

    def test_a_position_of_another_shift_is_not_taken(self, her, vera, unit):
        shift, other = shift_at(unit), shift_at(unit, hours=100)
        come(her, shift, position=other.positions.get().pk)
        assert SignUp.objects.get(person=vera).shift == shift

    def test_state_and_heads_cannot_be_sent_along(self, her, vera, unit):
        shift = shift_at(unit, sign_up_mode=SignUpMode.APPROVE_FIRST)
        come(her, shift, state="confirmed", heads="7", person=PersonFactory().pk)
        made = SignUp.objects.get()
        assert (made.person, made.state, made.heads) == (vera, SignUpState.REQUESTED, 1)


class TestFind:
    def test_narrows_by_place_kind_and_day(self, her, vera, unit):
        shift = shift_at(unit, type__code="exercise")
        other = shift_at(CareUnitFactory(area=unit.area), hours=96)
        weekday = shift.starts_at.astimezone(unit.zone).isoweekday()
        for query in (
            f"unit={unit.pk}",
            f"type={shift.activity.type_id}",
            f"weekday={weekday}",
        ):
            page = her.get(f"/find/?{query}").content.decode()
            assert str(shift.public_id) in page, query
            assert str(other.public_id) not in page, query

    @pytest.mark.parametrize("query", ["unit=999", "weekday=9", "type=x", "page=0", "page=x"])
    def test_nonsense_is_no_fault(self, her, unit, query):
        shift_at(unit)
        assert her.get(f"/find/?{query}").status_code == 200

    def test_full_ones_are_shown_and_say_so(self, her, unit):
        shift = shift_at(unit, places=1)
        SignUpFactory(shift=shift)
        page = her.get("/find/").content.decode()
        assert str(shift.public_id) in page
        assert "All places are taken" in page

    def test_says_how_many_activities_and_not_how_many_days(self, her, unit):
        assert "activit" not in her.get("/find/").content.decode().split('id="found"')[1][:80]
        shift = shift_at(unit)
        ShiftFactory(activity=shift.activity, starts_at=shift.starts_at + timedelta(days=7))
        assert "1 activity, the next days first" in her.get("/find/").content.decode()
        shift_at(unit)
        assert "2 activities, the next days first" in her.get("/find/").content.decode()

    def test_a_new_time_that_waits_for_her_is_no_coming_yet(self, her, vera, unit):
        SignUpFactory(shift=shift_at(unit), person=vera, state="awaiting")
        page = her.get("/find/").content.decode()
        assert "There is a new time" in page
        assert "You are coming" not in page

    def test_leads_to_suggesting_something(self, her, unit):
        assert reverse("coordination:initiative-list") in her.get("/find/").content.decode()

    def test_what_one_can_come_to_stands_first(self, her, unit):
        activity = ActivityFactory(unit=unit, is_published=True)
        full, free = (
            ShiftFactory(activity=activity, places=1, starts_at=clock.now() + timedelta(days=days))
            for days in (1, 2)
        )
        SignUpFactory(shift=full)
        page = her.get("/find/").content.decode()
        assert page.index(str(free.public_id)) < page.index("1 that you cannot come to")
        assert page.index("1 that you cannot come to") < page.index(str(full.public_id))

    def test_has_pages(self, her, unit):
        activity = ActivityFactory(unit=unit, is_published=True)
        for number in range(21):
            ShiftFactory(activity=activity, starts_at=clock.now() + timedelta(days=1 + number))
        assert "Page 2 of 2" in her.get("/find/?page=2").content.decode()

    def test_who_offered_herself_to_an_area_finds_there(self, client, unit):
        person = PersonFactory(has_login=True, offered_to=unit.area)
        client.force_login(person.user)
        assert str(shift_at(unit).public_id) in client.get("/find/").content.decode()


def test_times_show_in_the_units_zone(her, vera, unit):
    with time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=UTC), tick=False):
        her.force_login(vera.user)
        starts = datetime(2026, 11, 24, 13, tzinfo=UTC)
        activity = ActivityFactory(unit=unit, is_published=True)
        shift = ShiftFactory(activity=activity, starts_at=starts, places=2)
        page = her.get(f"/find/{shift.public_id}/").content.decode()
    assert "14:00–\u206016:00" in page
