"""Planning, changing, cancelling, placing and closing."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused, Stale
from careshare.outbox.models import Event
from coordination.planning.services.cancelling import cancel_shift
from coordination.planning.services.places import PlacesWish, change_places
from coordination.planning.services.placing import place
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import ShiftCancelReason, Wish
from coordination.signups.services import sign_up
from tests.factories import (
    ActivityFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture(autouse=True)
def _september():
    with time_machine.travel(datetime(2026, 9, 1, 9, tzinfo=UTC), tick=False):
        yield


def wish(**values) -> Wish:
    usual = {
        "on": date(2026, 9, 8),
        "starts": time(14),
        "ends": time(16),
        "minimum": 1,
        "maximum": 3,
        "weeks": 1,
    }
    return Wish(**(usual | values))


def plan(activity=None, **options) -> list[Shift]:
    form = options.pop("form_uuid", None)
    return plan_shifts(
        activity=activity or ActivityFactory(), wish=wish(**options), user=UserFactory(),
        now=clock.now(), form_uuid=form,
    )  # fmt: skip


def refusal(act) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return {reason.code for reason in refused.value.reasons}


class TestPlanning:
    def test_one_session(self):
        (shift,) = plan()
        assert shift.series is None
        assert shift.starts_at == datetime(2026, 9, 8, 12, tzinfo=UTC)
        position = shift.positions.get()
        assert (position.minimum, position.maximum, position.taken) == (1, 3, 0)
        assert AuditEntry.objects.filter(action="shift.planned", subject_id=shift.pk).exists()

    @pytest.mark.parametrize(
        ("first", "change"), [(date(2026, 10, 20), date(2026, 10, 25)),
                              (date(2027, 3, 23), date(2027, 3, 28))],
    )  # fmt: skip
    def test_a_series_keeps_its_wall_time_across_the_change_of_clocks(self, first, change):
        plan(on=first, weeks=12, minimum=3, maximum=3)
        series = Series.objects.get()
        assert series.rrule == "FREQ=WEEKLY;COUNT=12"
        assert series.positions.get().maximum == 3
        shifts = list(series.shifts.order_by("starts_at"))
        assert [one.series_on for one in shifts] == [first + timedelta(weeks=n) for n in range(12)]
        assert {one.starts_at.astimezone(OSLO).time() for one in shifts} == {time(14)}
        assert {one.ends_at - one.starts_at for one in shifts} == {timedelta(hours=2)}
        assert shifts[0].series_on < change < shifts[1].series_on
        assert {one.positions.get().maximum for one in shifts} == {3}

    @pytest.mark.parametrize("weeks", [1, 12])
    def test_the_same_form_twice_gives_the_same_sessions(self, weeks):
        activity, form = ActivityFactory(), uuid.uuid4()
        first = plan(activity, weeks=weeks, form_uuid=form)
        again = plan(activity, weeks=weeks, form_uuid=form)
        assert [one.pk for one in first] == [one.pk for one in again]
        assert Shift.objects.count() == weeks

    def test_a_night_that_has_the_hour_twice_refuses_the_whole_series_and_names_it(self):
        with pytest.raises(Refused) as refused:
            plan(on=date(2026, 10, 11), starts=time(2, 30), ends=time(5), weeks=4)
        assert refused.value.reasons[0].values["day"] == date(2026, 10, 25)
        assert not Shift.objects.exists()
        assert not Series.objects.exists()

    @pytest.mark.parametrize(
        "values",
        [
            {"maximum": -1},
            {"maximum": 10**20},
            {"weeks": 10**20},
            {"on": date(9999, 12, 31)},
            {"ends": time(14)},
        ],
    )
    def test_bad_numbers_write_nothing(self, values):
        assert refusal(lambda: plan(**values))
        assert not Shift.objects.exists()

    def test_an_ended_activity_gets_no_sessions(self):
        assert refusal(lambda: plan(ActivityFactory(state="ended"))) == {"activity_ended"}

    def test_as_many_statements_for_one_week_as_for_sixty(self, django_assert_max_num_queries):
        activity = ActivityFactory()
        with django_assert_max_num_queries(15):
            plan_shifts(activity=activity, wish=wish(weeks=60), user=None, now=clock.now())


class TestChanging:
    def change(self, shift, minimum, maximum, opened=1):
        numbers = {shift.positions.get().pk: (minimum, maximum)}
        return change_places(
            shift=shift, wish=PlacesWish(numbers), opened=opened, user=None, now=clock.now()
        )

    def test_the_numbers_change_and_who_comes_stays(self):
        shift = ShiftFactory(places=2)
        SignUpFactory(shift=shift)
        assert self.change(shift, 2, 5).version == 2
        position = shift.positions.get()
        assert (position.minimum, position.maximum, position.taken) == (2, 5, 1)

    def test_never_below_who_comes(self):
        shift = ShiftFactory(places=2)
        SignUpFactory(shift=shift)
        SignUpFactory(shift=shift)
        assert refusal(lambda: self.change(shift, 1, 1)) == {"places_below_taken"}

    def test_two_hands_on_one_form(self):
        shift = ShiftFactory(places=2)
        self.change(shift, 1, 3)
        with pytest.raises(Stale):
            self.change(shift, 1, 4)

    def test_another_sessions_position_is_left_alone(self):
        shift, other = ShiftFactory(), ShiftFactory()
        numbers = {other.positions.get().pk: (5, 5)}
        change_places(shift=shift, wish=PlacesWish(numbers), opened=1, user=None, now=clock.now())
        assert other.positions.get().maximum == 1

    def test_what_has_begun_is_not_changed(self):
        shift = ShiftFactory(starts_at=clock.now() - timedelta(minutes=1))
        assert refusal(lambda: self.change(shift, 1, 5)) == {"shift_has_begun"}


class TestCancelling:
    def cancel(self, shift):
        return cancel_shift(
            shift=shift, reason=ShiftCancelReason.STAFF, user=UserFactory(), side="unit",
            now=clock.now(),
        )  # fmt: skip

    def test_everybody_is_freed_and_told_once(self):
        shift = ShiftFactory(places=3)
        states = ["confirmed", "requested", "waitlisted", "declined"]
        rows = [SignUpFactory(shift=shift, state=state) for state in states]
        assert len(self.cancel(shift)) == 3
        assert self.cancel(shift) == []
        for row in rows[:3]:
            row.refresh_from_db()
            assert (row.state, row.cancel_reason, row.cancelled_by) == (
                "cancelled",
                "shift_cancelled",
                "unit",
            )
        assert shift.positions.get().taken == 0
        assert Event.objects.filter(name="signup.cancelled").count() == 3

    def test_nobody_signs_up_afterwards(self):
        shift = ShiftFactory()
        self.cancel(shift)
        act = {"person": PersonFactory(), "position": shift.positions.get(), "user": None}
        assert refusal(lambda: sign_up(**act)) == {"shift_cancelled"}

    def test_what_has_begun_takes_place(self):
        shift = ShiftFactory(starts_at=clock.now() - timedelta(minutes=1))
        assert refusal(lambda: self.cancel(shift)) == {"shift_has_begun"}


class TestPlacing:
    def place(self, shift, person=None, position=None):
        return place(
            shift=shift, position=position or shift.positions.get(), user=UserFactory(),
            person=person or PersonFactory(), side="unit", now=clock.now(),
        )  # fmt: skip

    def test_a_place_counts_at_once_even_where_requests_are_approved_first(self):
        shift = ShiftFactory(
            activity=ActivityFactory(is_published=True, sign_up_mode="approve_first"), places=3
        )
        made = self.place(shift)
        assert (made.state, made.via) == ("confirmed", "staff")
        asked = SignUpFactory(shift=shift, state="requested")
        assert self.place(shift, asked.person).pk == asked.pk
        asked.refresh_from_db()
        assert asked.state == "confirmed"

    def test_every_refusal_is_said(self):
        shift = ShiftFactory(starts_at=clock.now() - timedelta(hours=1))
        SignUpFactory(shift=shift)
        assert refusal(lambda: self.place(shift)) == {"shift_past", "shift_full"}

    def test_a_position_of_another_session_is_refused(self):
        shift, other = ShiftFactory(), ShiftFactory()
        act = {"shift": shift, "position": other.positions.get()}
        assert refusal(lambda: self.place(**act)) == {"position_elsewhere"}
