"""My hours: sums from attendance alone, a file, and what one adds oneself."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.outbox.models import Delivery, Event
from careshare.outbox.services.events import insert
from coordination.messages.emails.attendance import hours_declined
from coordination.messages.services import leaving
from coordination.shifts.models import Shift
from coordination.signups.models import AddedHours, Attendance
from tests.factories import (
    ActivityFactory,
    AddedHoursFactory,
    AttendanceFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "coordination:my-hours"


@pytest.fixture
def hers(her):
    return her


@pytest.fixture
def client_of():
    """A browser that is logged in as a member."""

    def _enter(membership) -> Client:
        client = Client()
        client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return _enter


def came(person, days, activity=None, **more):
    start = clock.now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=days)
    shift = ShiftFactory(starts_at=start, activity=activity or ActivityFactory(state="published"))
    return AttendanceFactory(sign_up=SignUpFactory(shift=shift, person=person), **more)


def text(response):
    return response.content.decode()


def form(where, days=2, **more):
    day = clock.now().date() - timedelta(days=days)
    return {"form_uuid": str(uuid.uuid4()), "activity": where.pk, "day": day.isoformat(),
            "came": "10:00", "left": "12:00", "travel": "40", **more}  # fmt: skip


class TestMyHours:
    def test_sums_by_activity_travel_apart_and_nobody_elses(self, hers, vera):
        walk = ActivityFactory(name="Walking", state="published")
        came(vera, 1, walk, minutes=90, travel_minutes=30)
        came(vera, 2, walk, minutes=120)
        came(vera, 3, minutes=0, state="absent")
        came(PersonFactory(), 1, walk, minutes=600)
        body = text(hers.get(reverse(PAGE)))
        assert "3.5 hours in" in body
        assert "And 30 minutes of travel" in body
        assert "2 times" in body

    def test_the_file_is_harmless_and_has_the_same_lines(self, hers, vera):
        came(vera, 1, ActivityFactory(name="=1+1", state="published"), minutes=90)
        answer = hers.get(reverse("coordination:my-hours-csv"))
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0] == 'Day,Time,Activity,Care unit,Hours,"Travel, hours"'
        assert "'=1+1" in lines[1]
        assert lines[1].endswith("1.5,0.0")
        assert answer["Content-Type"].startswith("text/csv")

    def test_a_year_that_is_none_shows_the_last(self, hers, vera):
        came(vera, 1, minutes=60)
        for year in ("1999", "x", "99999", "-1"):
            assert "1 hour in" in text(hers.get(reverse(PAGE), {"year": year}))

    def test_as_many_queries_for_many_as_for_one(self, hers, vera, django_assert_max_num_queries):
        def fill():
            came(vera, 1 + Attendance.objects.count(), minutes=60)
            AddedHoursFactory(person=vera)

        fill()
        with django_assert_max_num_queries(14) as first:
            hers.get(reverse(PAGE))
        fill(), fill()
        with django_assert_max_num_queries(len(first)):
            hers.get(reverse(PAGE))


class TestAdding:
    @pytest.fixture
    def walk(self, vera):
        activity = ActivityFactory(name="Walking", state="published")
        came(vera, 9, activity, minutes=120)
        return activity

    def test_they_count_once_somebody_there_said_yes(self, hers, vera, walk, client_of):
        given = form(walk)
        for _twice in range(2):
            hers.post(reverse("coordination:hours-add"), given)
        row = AddedHours.objects.get()
        assert "Waits for an answer" in text(hers.get(reverse(PAGE)))
        assert "2 hours in" in text(hers.get(reverse(PAGE)))
        manager = MembershipFactory(unit=walk.unit)
        client = client_of(manager)
        assert "A volunteer added hours" in text(client.get(reverse("coordination:today")))
        assert "Vera Vik" in text(client.get(reverse("coordination:added-hours", args=[walk.pk])))
        for _twice in range(2):
            client.post(reverse("coordination:hours-approve", args=[row.pk]))
        row.refresh_from_db()
        kept = row.attendance
        assert (row.state, kept.minutes, kept.travel_minutes, kept.via) == (
            "approved", 120, 40, "added",
        )  # fmt: skip
        assert (kept.recorded_by, kept.recorded_for) == (manager.user, "unit")
        afterwards = Shift.objects.get(pk=kept.sign_up.shift_id).coverage
        assert (afterwards.taken, afterwards.minimum) == (1, 0)  # R14 stays as it was
        assert "4 hours in" in text(hers.get(reverse(PAGE)))

    def test_of_a_planned_session_it_becomes_its_attendance(self, hers, vera, walk, client_of):
        start = clock.now().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=2)
        planned = SignUpFactory(shift=ShiftFactory(activity=walk, starts_at=start), person=vera)
        add = reverse("coordination:hours-add")
        assert "I was there" in text(hers.get(reverse(PAGE)))
        assert str(start.date()) in text(hers.get(add, {"of": str(planned.public_id)}))
        hers.post(add, form(walk))
        client = client_of(MembershipFactory(unit=walk.unit))
        client.post(reverse("coordination:hours-approve", args=[AddedHours.objects.get().pk]))
        assert Attendance.objects.get(sign_up=planned).minutes == 120

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"left": "09:00"}, "ends before it begins"),
            ({"day": "9999-12-31"}, "not over yet"),
            ({"day": "0001-01-01"}, "days ago"),
            ({"travel": "-5"}, "greater than or equal to 0"),
            ({"travel": "99999"}, "less than or equal to"),
            ({"activity": "0"}, "Select a valid choice"),
            ({"came": "\x00"}, "Enter a valid time"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_is_written(self, hers, walk, wrong, says):
        assert says in text(hers.post(reverse("coordination:hours-add"), form(walk, **wrong)))
        assert not AddedHours.objects.exists()

    def test_twice_the_same_time_is_refused_and_so_is_a_foreign_activity(self, hers, vera, walk):
        add = reverse("coordination:hours-add")
        hers.post(add, form(walk))
        assert "added hours in this time already" in text(hers.post(add, form(walk, came="11:00")))
        assert "Select a valid choice" in text(hers.post(add, form(ActivityFactory())))
        counted = Attendance.objects.get().sign_up.starts_at.date().isoformat()
        told = text(hers.post(add, form(walk, day=counted, came="13:00", left="15:00")))
        assert "counted already" in told

    def test_declined_with_a_reason_which_the_volunteer_reads(self, hers, vera, walk, client_of):
        hers.post(reverse("coordination:hours-add"), form(walk))
        row = AddedHours.objects.get()
        client = client_of(MembershipFactory(unit=walk.unit))
        url = reverse("coordination:hours-decline", args=[row.pk])
        assert "Select a valid choice" in text(client.post(url, {"reason": "because"}))
        client.post(url, {"reason": "other_times"})
        client.post(reverse("coordination:hours-approve", args=[row.pk]))
        row.refresh_from_db()
        assert (row.state, row.attendance) == ("declined", None)
        assert "The times were others" in text(hers.get(reverse(PAGE)))
        insert(leaving.hours_declined(Event.objects.get(name="hours.declined")))
        letter = hours_declined(Delivery.objects.get(kind="hours-declined"), clock.now())
        assert "not counted: The times were others" in letter.body

    def test_taken_back_it_is_no_longer_asked(self, hers, vera, walk):
        row = AddedHoursFactory(person=vera, activity=walk)
        for _twice in range(2):
            hers.post(reverse("coordination:hours-back", args=[row.public_id]))
        row.refresh_from_db()
        assert row.state == "taken_back"
