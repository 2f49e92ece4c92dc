"""The pages of a session: who reads what, planning, changing, cancelling."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from careshare import clock
from coordination.shifts.models import Series, Shift
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    ShiftFactory,
)
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


def address(name: str, row) -> str:
    return reverse(f"coordination:{name}", args=[row.pk])


def text(response) -> str:
    return response.content.decode()


class TestPage:
    def test_those_who_take_part_read_names_and_who_sees_the_person_the_number(
        self, enter, shift, comer, manager, staff, coordinator
    ):
        for membership, has_phone in ((manager, True), (staff, True), (coordinator, False)):
            page = text(enter(membership).get(address("shift-detail", shift)))
            assert "Aud Berg" in page
            assert ("tel:+4722000099" in page) is has_phone

    def test_how_full_it_is_stands_there_in_words(self, enter, shift, comer, manager):
        page = text(enter(manager).get(address("shift-detail", shift)))
        assert "of 1, filled</span>" in page

    def test_the_lead_and_outsiders_read_no_names(self, enter, shift, comer, outsider):
        lead = MembershipFactory(role=Role.AREA_LEAD, area=shift.activity.unit.area)
        for membership in (lead, outsider):
            response = enter(membership).get(address("shift-detail", shift))
            assert response.status_code == 200
            assert "Aud Berg" not in text(response)
            assert "room for 3" in text(response)

    def test_strangers_find_nothing(self, enter, shift, comer):
        client = enter(MembershipFactory())
        names = ("shift-detail", "shift-place", "shift-cancel", "shift-change", "attendance")
        for name in names:
            assert client.get(address(name, shift)).status_code == 404
        assert client.get(address("note-call", comer)).status_code == 404
        assert client.get(address("shift-plan", shift.activity)).status_code == 404

    def test_times_are_the_units(self, enter, activity, manager):
        start = clock.now().replace(month=1, day=15, hour=13, minute=0, year=2027)
        shift = ShiftFactory(activity=activity, starts_at=start)
        assert "14:00–\u206016:00" in text(enter(manager).get(address("shift-detail", shift)))

    @pytest.mark.parametrize(
        ("who", "name", "status"),
        [
            ("staff", "shift-plan", 403),
            ("staff", "shift-change", 403),
            ("staff", "shift-place", 403),
            ("staff", "attendance", 403),  # the partner holds it
            ("staff", "shift-cancel", 200),  # for safety
            ("coordinator", "shift-plan", 403),
            ("coordinator", "shift-cancel", 403),
            ("coordinator", "attendance", 200),
            ("outsider", "shift-cancel", 403),
            ("outsider", "shift-place", 403),
            ("manager", "shift-plan", 200),
            ("manager", "attendance", 403),
        ],
    )
    def test_the_record_says_who_may(self, enter, request, shift, who, name, status):
        row = shift.activity if name == "shift-plan" else shift
        client = enter(request.getfixturevalue(who))
        assert client.get(address(name, row)).status_code == status


class TestPlan:
    def data(self, **values) -> dict:
        day = (clock.now() + timedelta(days=7)).date()
        usual = {
            "on": day.isoformat(), "starts": "14:00", "ends": "16:00", "minimum": 3,
            "maximum": 3, "weeks": 12, "form_uuid": str(uuid.uuid4()),
        }  # fmt: skip
        return usual | values

    def test_twelve_weeks_with_one_form_pressed_twice(self, enter, activity, manager):
        client, data = enter(manager), self.data()
        for _press in range(2):
            response = client.post(address("shift-plan", activity), data)
            assert response.status_code == 302
            assert response["Location"] == address("activity-detail", activity)
        assert Shift.objects.count() == 12

    def test_it_starts_as_last_time_a_week_later(self, enter, activity, manager):
        last = ShiftFactory(activity=activity, places=4, places__minimum=2)
        form = enter(manager).get(address("shift-plan", activity)).context["form"]
        zone = activity.unit.zone
        start = last.starts_at.astimezone(zone)
        assert form.initial["on"] == start.date() + timedelta(weeks=1)
        assert form.initial["starts"] == start.time()
        assert (form.initial["minimum"], form.initial["maximum"]) == (2, 4)

    def test_the_first_day_says_what_it_is(self, enter, activity, manager):
        page = text(enter(manager).get(address("shift-plan", activity)))
        assert "The day of the first session. A series goes on from it" in page

    def test_the_dates_show_before_anything_is_written(self, enter, activity, manager):
        data = self.data(show="1", ends="13:00", starts="22:00")
        page = text(enter(manager).post(address("shift-plan", activity), data))
        assert "12 sessions" in page
        assert "Each ends the day after it begins." in page
        assert not Shift.objects.exists()

    def test_htmx_fetches_the_dates_alone(self, enter, activity, manager):
        response = enter(manager).get(
            address("shift-plan", activity), self.data(weeks=2), headers={"HX-Request": "true"}
        )
        assert "2 sessions" in text(response)
        assert 'id="planned-days"' in text(response)
        assert "<html" not in text(response)

    @pytest.mark.parametrize(("weeks", "folded"), [(12, ""), (13, "1 more date"),
                                                   (52, "40 more dates")])  # fmt: skip
    def test_of_a_long_series_the_first_dates_stand_open(
        self, enter, activity, manager, weeks, folded
    ):
        data = self.data(show="1", weeks=weeks)
        page = enter(manager).post(address("shift-plan", activity), data).content.decode()
        dates = page.partition('id="planned-days"')[2].partition("</section>")[0]
        before, opens, after = dates.partition("<details")
        assert (before.count("<li>"), after.count("<li>")) == (12, weeks - 12)
        assert bool(opens) == bool(folded)
        assert f"<summary>{folded}</summary>" in after or not folded

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"on": "9999-12-31"}, "on"),
            ({"on": "1999-12-31"}, "on"),
            ({"on": "31 February"}, "on"),
            ({"ends": "14:00"}, "ends"),
            ({"ends": "25:00"}, "ends"),
            ({"maximum": "-1"}, "maximum"),
            ({"maximum": "9" * 30}, "maximum"),
            ({"weeks": "9" * 30}, "weeks"),
            ({"weeks": "many"}, "weeks"),
            ({"every": "2", "weeks": "1"}, "until"),  # neither an end nor "without an end"
            ({"times": "0"}, "weeks"),
            ({"times": "9" * 30}, "times"),
            ({"until": "9999-12-31"}, "on"),
            ({"until": "1999-12-31"}, "until"),
            ({"not_on": "Christmas"}, "not_on"),
            ({"also_on": "9999-12-31"}, "on"),
            ({"rhythm": "hourly"}, "rhythm"),
            ({"weekdays": "8"}, "weekdays"),
            ({"maximum": "2"}, "maximum"),  # below the minimum
        ],
    )
    def test_bad_input_is_said_beside_the_field_and_kept(
        self, enter, activity, manager, values, field
    ):
        response = enter(manager).post(address("shift-plan", activity), self.data(**values))
        assert response.status_code == 200
        assert response.context["form"].errors[field]
        if field not in ("rhythm", "weekdays"):  # a choice that there is none of
            assert next(iter(values.values())) in text(response)
        assert not Shift.objects.exists()

    def test_behind_more_stands_a_series_without_an_end(self, enter, activity, manager):
        activity.unit.area.closing_days.create(month=12, day=24, name="Christmas Eve")
        data = self.data(weeks=1, is_endless="on", weekdays=["0", "2"], skips_holidays="on")
        page = enter(manager).post(address("shift-plan", activity), {**data, "show": "1"})
        assert '<details class="ds-details" open>' in text(page)
        assert "Later ones follow by themselves" in text(page)
        assert enter(manager).post(address("shift-plan", activity), data).status_code == 302
        series = Series.objects.get()
        days = set(series.shifts.values_list("series_on", flat=True))
        assert {day.weekday() for day in days} >= {0, 2}
        assert len(days) > 40
        page = text(enter(manager).get(address("series-detail", series)))
        assert "It has no end. Its sessions are made 26 weeks ahead." in page

    def test_a_strange_night_is_asked_about_and_the_input_kept(self, enter, activity, manager):
        data = self.data(on="2027-03-28", starts="02:30", ends="05:00", weeks=1)
        with time_machine.travel("2026-11-02T09:00:00Z", tick=False):
            page = enter(manager).post(address("shift-plan", activity), data)
            assert page.context["form"].errors["starts"]
            assert '<details class="ds-details" open>' in text(page)
            assert "2027-03-28" in text(page)
            answered = {**data, "clock_change": "hold"}
            assert enter(manager).post(address("shift-plan", activity), answered).status_code == 302
        assert Shift.objects.get().starts_at.hour == 1

    def test_choosing_lists_what_one_plans(self, enter, activity, manager, coordinator, staff):
        url = reverse("coordination:shift-choose")
        ActivityFactory(unit=activity.unit, name="Book club")
        page = text(enter(manager).get(url))
        assert "Walking group" in page
        assert "Book club" in page
        assert "Walking group" not in text(enter(coordinator).get(url))
        assert enter(staff).get(url).status_code == 403


class TestChangeAndCancel:
    def test_the_numbers_of_one_session(self, enter, shift, comer, manager):
        pk = shift.positions.get().pk
        data = {"version": 1, f"minimum_{pk}": 2, f"maximum_{pk}": 4, "taken": 0}
        assert enter(manager).post(address("shift-change", shift), data).status_code == 302
        position = shift.positions.get()
        assert (position.minimum, position.maximum, position.taken) == (2, 4, 1)
        page = text(enter(manager).post(address("shift-change", shift), data))
        assert "Somebody else saved this" in page
        assert "Saved now: 4" in page
        assert 'name="version" value="2"' in page

    def test_cancelling_lists_whom_it_concerns_and_asks_why(self, enter, shift, comer, manager):
        client, url = enter(manager), address("shift-cancel", shift)
        assert "Aud Berg" in text(client.get(url))
        assert client.post(url, {"reason": "because"}).status_code == 200
        assert client.post(url, {"reason": "weather"}).status_code == 302
        shift.refresh_from_db()
        comer.refresh_from_db()
        assert (shift.state, comer.state) == ("cancelled", "cancelled")
        page = text(client.get(address("shift-detail", shift)))
        assert "This session is cancelled.</strong> Why: Weather." in page
        assert "Nobody has signed up yet." not in page

    def test_who_does_not_plan_cancels_for_safety_only(self, enter, shift, staff):
        url = address("shift-cancel", shift)
        assert enter(staff).post(url, {"reason": "weather"}).status_code == 200
        assert enter(staff).post(url, {"reason": "safety"}).status_code == 302
