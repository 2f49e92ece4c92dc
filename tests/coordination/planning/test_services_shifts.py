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
from coordination.planning.access.closures import people_due
from coordination.planning.services.cancelling import cancel_shift
from coordination.planning.services.closing import close_place, reopen
from coordination.planning.services.places import PlacesWish, change_places
from coordination.planning.services.placing import place
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Closure, Series, Shift
from coordination.shifts.rules import ClosureReason, ShiftCancelReason, Wish
from coordination.signups.models import SignUp
from coordination.signups.services import free_unanswered, look_for_people, sign_up
from tests.factories import (
    ActivityFactory,
    CareUnitFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    UserFactory,
    WardFactory,
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


class TestClosing:
    def close(self, unit, **options) -> Closure:
        usual = {
            "ward": None,
            "reason": ClosureReason.INFECTION,
            "until": None,
            "user": UserFactory(),
            "now": clock.now(),
        }
        return close_place(unit=unit, **(usual | options))

    def test_a_closed_place_takes_nobody_until_it_is_open_again(self):
        shift = ShiftFactory(places=2)
        kept = SignUpFactory(shift=shift)
        closure = self.close(shift.activity.unit)
        act = {"person": PersonFactory(), "position": shift.positions.get(), "user": None}
        assert refusal(lambda: sign_up(**act)) == {"place_closed"}
        for _press in range(2):
            reopen(closure=closure, user=None, now=clock.now())
        assert sign_up(**act).state == "confirmed"
        kept.refresh_from_db()
        assert kept.state == "confirmed"
        assert set(Event.objects.filter(cause="closure").values_list("name", flat=True)) == {
            "closure.opened",
            "closure.ended",
        }

    @pytest.fixture
    def asked(self):
        """A place that is held for an answer, of either kind, in a session in six days."""
        shift = ShiftFactory(starts_at=clock.now() + timedelta(days=6), places=2)
        until = clock.now() + timedelta(hours=12)
        return [
            SignUpFactory(shift=shift, state=state, offer_until=until)
            for state in ("offered", "awaiting")
        ]

    def pass_by(self, until):
        with time_machine.travel(until, tick=False):
            look_for_people(clock.now())
            free_unanswered(clock.now())

    def test_nobody_loses_a_place_or_a_turn_in_a_closure(self, asked):
        closure = self.close(asked[0].shift.activity.unit)
        later = clock.now() + timedelta(hours=20)
        self.pass_by(later)
        with time_machine.travel(later, tick=False):
            reopen(closure=closure, user=None, now=clock.now())
            look_for_people(clock.now())
            free_unanswered(clock.now())
            for one, days in zip(asked, (0.5, 2.5), strict=True):
                before = one.state
                one.refresh_from_db()
                assert one.state == before
                assert one.offer_until - clock.now() >= timedelta(days=days)
                assert Event.objects.filter(name="signup.moved", cause_id=one.pk).count() == 1
        self.pass_by(asked[1].offer_until)
        for one in asked:
            one.refresh_from_db()
            assert one.state == "cancelled"

    def test_an_answer_for_a_day_after_the_closure_is_due_in_time(self, asked):
        self.close(asked[0].shift.activity.unit, until=clock.now() + timedelta(days=3))
        self.pass_by(asked[0].offer_until)
        assert {one.state for one in SignUp.objects.all()} == {"cancelled"}

    def test_what_is_still_closed_and_what_was_a_wrong_tap_stay_as_they_are(self, asked):
        ward = WardFactory(unit=asked[0].shift.activity.unit)
        asked[0].shift.activity.ward = ward
        asked[0].shift.activity.save()
        whole = self.close(ward.unit)
        reopen(closure=whole, user=None, now=clock.now() + timedelta(seconds=10))
        assert not Event.objects.filter(name="signup.moved").exists()
        part, whole = self.close(ward.unit, ward=ward), self.close(ward.unit)
        later = clock.now() + timedelta(hours=20)
        reopen(closure=whole, user=None, now=later)
        assert not Event.objects.filter(name="signup.moved").exists()
        reopen(closure=part, user=None, now=later)
        assert Event.objects.filter(name="signup.moved").count() == 2

    def test_a_closed_ward_leaves_the_others_open(self):
        unit = CareUnitFactory()
        ward, other = WardFactory(unit=unit), WardFactory(unit=unit)
        self.close(unit, ward=ward)
        open_one = ShiftFactory(activity=ActivityFactory(unit=unit, ward=other, is_published=True))
        act = {"person": PersonFactory(), "position": open_one.positions.get(), "user": None}
        assert sign_up(**act).state == "confirmed"

    def test_the_same_form_twice_closes_once_and_another_is_told(self):
        unit, form = CareUnitFactory(), uuid.uuid4()
        assert self.close(unit, form_uuid=form) == self.close(unit, form_uuid=form)
        assert refusal(lambda: self.close(unit)) == {"closed_already"}

    @pytest.mark.parametrize(
        ("until", "code"),
        [
            (datetime(2026, 8, 1, tzinfo=UTC), "closure_backwards"),
            (datetime(9999, 12, 31, tzinfo=UTC), "closure_too_long"),
        ],
    )
    def test_an_end_that_cannot_be_is_refused(self, until, code):
        unit = CareUnitFactory()
        assert refusal(lambda: self.close(unit, until=until)) == {code}

    def test_who_is_due_within_a_day_is_listed_and_nobody_else(self):
        now = clock.now()
        activity = ActivityFactory(is_published=True)
        due = [
            SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=now + timedelta(hours=n)))
            for n in (-1, 2, 23)
        ]
        for hours in (-3, 25):
            start = now + timedelta(hours=hours)
            SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=start))
        SignUpFactory(shift=ShiftFactory(starts_at=now + timedelta(hours=2)))
        closure = self.close(activity.unit)
        assert people_due(closure, now) == due
