"""A part of a session for one person, and another position of it, as a coordinator sets it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare.outbox.models import Event
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import AttendanceState
from coordination.signups.services import record_attendance
from tests.factories import PersonFactory, ShiftFactory, SignUpFactory
from tests.factories.when import PositionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday_morning")]


@pytest.fixture
def manages(enter, manager):
    return enter(manager)


def change(client, sign_up, begin=0, end=0, **data):
    """Move the start and end by so many minutes from those of the session."""
    zone, shift = sign_up.shift.activity.unit.zone, sign_up.shift
    at = {
        "starts": shift.starts_at + timedelta(minutes=begin),
        "ends": shift.ends_at + timedelta(minutes=end),
    }
    times = {name: f"{moment.astimezone(zone):%H:%M}" for name, moment in at.items()}
    sign_up.refresh_from_db()
    url = reverse("coordination:sign-up-change", args=[sign_up.pk])
    return client.post(url, {"version": sign_up.version, **times} | data)


def length(sign_up) -> int:
    sign_up.refresh_from_db()
    return int((sign_up.ends_at - sign_up.starts_at).total_seconds() // 60)


def text(response) -> str:
    return response.content.decode()


def page_of(client, shift) -> str:
    return text(client.get(reverse("coordination:shift-detail", args=[shift.pk])))


class TestPart:
    def test_one_hour_of_two_is_kept_shown_and_told(self, manages, comer):
        assert change(manages, comer, end=-60).status_code == 302
        assert (length(comer), comer.has_own_times) == (60, True)
        assert "only" in page_of(manages, comer.shift)
        assert Event.objects.filter(name="signup.retimed", cause_id=comer.pk).count() == 1
        assert change(manages, comer).status_code == 302
        assert (length(comer), comer.has_own_times) == (120, False)

    @pytest.mark.parametrize(
        ("starts", "ends", "says"),
        [(-30, 0, "outside the session"), (0, 30, "outside the session"),
         (0, -120, "must come after"), (60, -90, "must come after")],
    )  # fmt: skip
    def test_only_a_part_of_it(self, manages, comer, starts, ends, says):
        assert says in text(change(manages, comer, starts, ends))
        assert length(comer) == 120

    @pytest.mark.parametrize("times", [{"starts": "25:00"}, {"ends": "x" * 10_000}, {"ends": ""}])
    def test_times_that_are_none_are_refused(self, manages, comer, times):
        assert change(manages, comer, **times).status_code == 200
        assert length(comer) == 120

    def test_two_hands(self, manages, comer):
        assert "Somebody else saved this" in text(change(manages, comer, end=-60, version=7))
        assert length(comer) == 120

    def test_a_part_leaves_time_for_something_else_and_then_cannot_grow_over_it(
        self, manages, comer
    ):
        change(manages, comer, end=-60)
        middle = comer.shift.starts_at + timedelta(hours=1)
        SignUpFactory(shift=ShiftFactory(starts_at=middle), person=comer.person)
        assert "already comes to something else then" in text(change(manages, comer))
        assert length(comer) == 60
        assert change(manages, comer, despite="Both know").status_code == 302
        comer.refresh_from_db()
        assert (comer.is_overlap_allowed, comer.overlap_reason) == (True, "Both know")
        # For less again nobody is asked, and what was set aside stays written down.
        assert change(manages, comer, end=-30).status_code == 302
        comer.refresh_from_db()
        assert comer.overlap_reason == "Both know"

    def test_who_came_has_the_minutes_of_the_part(self, manages, comer):
        change(manages, comer, end=-60)
        shift = comer.shift
        record_attendance(
            sign_up=comer, state=AttendanceState.CAME, user=None, side="unit",
            now=shift.ends_at,
        )  # fmt: skip
        assert Attendance.objects.get().minutes == 60


class TestPosition:
    @pytest.fixture
    def piano(self, comer):
        return PositionFactory(shift=comer.shift, name="At the piano", maximum=1)

    def test_somebody_is_put_on_another_position(self, manages, comer, piano):
        assert change(manages, comer, position=piano.pk).status_code == 302
        comer.refresh_from_db()
        piano.refresh_from_db()
        assert (comer.position_id, piano.taken) == (piano.pk, 1)
        assert comer.shift.positions.order_by("pk").first().taken == 0
        assert "At the piano" in page_of(manages, comer.shift)

    def test_not_where_it_is_full(self, manages, comer, piano):
        SignUpFactory(position=piano, shift=comer.shift, person=PersonFactory())
        before = comer.position_id
        answer = text(change(manages, comer, position=piano.pk, end=-60))
        assert "All places are taken" in answer
        assert "Why all the same" not in answer
        comer.refresh_from_db()
        assert (comer.position_id, comer.has_own_times) == (before, False)

    def test_nor_on_another_session(self, manages, comer, piano):
        other = ShiftFactory().positions.get()
        assert change(manages, comer, position=other.pk).status_code == 200
        assert not SignUp.objects.filter(position=other).exists()
