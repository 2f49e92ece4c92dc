"""Whatever is done to a series: the past stays, no day is lost or doubled, no day off is used, and
who gave a regular time back comes no more; an undo at once gives back all."""

from datetime import UTC, date, datetime, time, timedelta

import hypothesis.strategies as st
import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from careshare.errors import Refused
from coordination.planning.access.moving import Change, Scope
from coordination.planning.access.series import off_days
from coordination.planning.services.moving import cancel_sessions, change_sessions
from coordination.planning.services.restoring import Before, restore_sessions
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Position, Series, SeriesDate, Shift
from coordination.shifts.rules import DateKind, Recurrence, ShiftCancelReason, Wish
from coordination.signups import services
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import SignUpState
from tests.factories import ActivityFactory, PersonFactory, SignUpFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
TUESDAY = date(2026, 12, 1)
DAY = timedelta(days=1)


def planned(**repeats) -> Series:
    """Tuesdays from 14 to 16 for two people, from December over the turn of the year."""
    activity = ActivityFactory(is_published=True, unit__area__policy__horizon_weeks=6)
    wish = Wish(TUESDAY, time(14), time(16), 1, 2, repeats=Recurrence(**repeats),
                skips_holidays=True)  # fmt: skip
    plan_shifts(activity=activity, wish=wish, user=UserFactory(), now=NOW)
    return Series.objects.get()


class Plans(RuleBasedStateMachine):
    """A series without an end, changed in every way while weeks go by."""

    def __init__(self):
        super().__init__()
        self.guard = transaction.atomic()
        self.guard.__enter__()
        self.clock = time_machine.travel(NOW, tick=False)
        self.clock.start()
        self.now = NOW
        series = planned(is_endless=True)
        self.unit = series.activity.unit
        self.off = off_days(self.unit.area, TUESDAY, date(2027, 12, 31))
        self.people = [PersonFactory(), PersonFactory()]
        self.user = UserFactory()
        services.stand(person=self.people[0], series=series, user=None, now=NOW)
        self.alone: set[int] = set()  # moved by themselves: to a day that was chosen by name
        self.past: dict[int, tuple] = {}
        self.undo_of: tuple[Before, list] | None = None

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.guard.__exit__(None, None, None)

    def act(self, service, **values):
        self.undo_of = None
        try:
            return service(user=self.user, now=self.now, **values)
        except Refused:
            return None

    def press(self, service, **values):
        """An act with an undo."""
        before, was = Before(), picture()
        done = self.act(service, before=before, **values)
        self.undo_of = (before, was) if done is not None else None
        return done is not None

    def upcoming(self, which: int) -> Shift | None:
        rows = Shift.objects.for_pages().select_related("series").upcoming(self.now)
        rows = rows.order_by("starts_at", "pk")[:6]
        return rows[which % len(rows)] if rows else None

    which = st.integers(0, 5)
    who = st.integers(0, 1)

    @rule(which=which, scope=st.sampled_from(list(Scope)), hour=st.sampled_from((9, 14)),
          weekday=st.sampled_from((None, 1, 4, 5)), too=st.booleans())  # fmt: skip
    def move(self, which, scope, weekday, hour, too):
        """To Tuesday, Friday or Saturday of its week, or to another hour alone."""
        shift = self.upcoming(which)
        if shift is not None:
            day = shift.starts_at.astimezone(self.unit.zone).date()
            if weekday is not None:
                day = shift.series_on + (weekday - shift.series_on.weekday()) * DAY
            self.move_to(shift, scope, day, hour, too=too)

    def move_to(self, shift, scope, day, hour, *, too=False):
        change = Change(day, time(hour), time(hour + 2), moves_alone=too)
        if self.press(change_sessions, shift=shift, scope=scope, change=change,
                      opened=shift.version):  # fmt: skip
            self.alone.add(shift.pk)

    @rule(which=which, days=st.sampled_from((-6, 6)))
    def move_to_another_week(self, which, days):
        shift = self.upcoming(which)
        if shift is not None:
            self.move_to(shift, Scope.THIS, shift.series_on + days * DAY, 14)

    @rule(which=which, scope=st.sampled_from((Scope.THIS, Scope.THIS, Scope.FOLLOWING)))
    def cancel(self, which, scope):
        shift = self.upcoming(which)
        if shift is not None:
            self.press(cancel_sessions, shift=shift, scope=scope, side="unit",
                       reason=ShiftCancelReason.STAFF)  # fmt: skip

    @rule()
    def undo(self):
        if self.undo_of is None:
            return
        before, was = self.undo_of
        if self.act(restore_sessions, before=Before(**before.as_values()), side="unit") is not None:
            assert picture() == was

    @rule(who=who, does=st.sampled_from(("stand", "pause", "resume", "say_yes")))
    def come_or_go(self, who, does):
        person = self.people[who]
        standing = Standing.objects.filter(person=person).last()
        if does == "stand":
            series = Series.objects.order_by("pk").first()
            self.act(services.stand, person=person, series=series)
        elif does == "say_yes":
            for one in SignUp.objects.filter(state=SignUpState.AWAITING, person=person):
                self.act(services.accept_new_time, sign_up=one)
        elif standing is not None:
            until = {"until": self.now.date() + 15 * DAY} if does == "pause" else {}
            self.act(getattr(services, does), standing=standing, **until)

    @rule(which=which, hour=st.sampled_from((9, 14)))
    def change_and_hand_back(self, which, hour):
        """A regular time that was changed from some day on is given back."""
        self.move(which, Scope.FOLLOWING, None, hour, False)
        for one in Standing.objects.filter(ended_at=None):
            self.act(services.hand_back, standing=one)

    @rule(days=st.sampled_from((1, 8)))
    def later(self, days):
        self.undo_of = None
        self.now += days * DAY
        self.clock.stop()
        self.clock = time_machine.travel(self.now, tick=False)
        self.clock.start()
        for _sweep in range(2):
            extend_series(self.now)
            services.keep_standing(self.now)

    @invariant()
    def the_past_stays(self):
        gone = Shift.objects.filter(starts_at__lte=self.now).order_by("pk")
        rows = {row[0]: row for row in gone.values_list("pk", "starts_at", "series", "state")}
        assert {pk: rows.get(pk) for pk in self.past} == self.past
        self.past = rows

    @invariant()
    def no_day_is_lost_or_doubled(self):
        rows = list(Shift.objects.exclude(cancel_reason=ShiftCancelReason.PLAN_CHANGED))
        held = [week(one.series_on) for one in rows if one.state == "planned"]
        assert len(held) == len(set(held))
        alive = Series.objects.filter(ended_at=None).first()
        assert Series.objects.filter(ended_at=None).count() <= 1
        if alive is None:
            return
        off = {week(one.on) for one in SeriesDate.objects.filter(kind=DateKind.HOLIDAY)
               if one.series == alive or one.on < alive.starts_on}  # fmt: skip
        known = off | {week(one.series_on) for one in rows}
        day = self.now.date() + 7 * DAY
        while week(day) < week(alive.made_until):
            assert week(day) in known, day
            day += 7 * DAY

    @invariant()
    def no_day_off_is_used(self):
        for one in Shift.objects.planned().exclude(pk__in=self.alone):
            assert one.series_on not in self.off

    @invariant()
    def who_gave_it_back_comes_no_more(self):
        here = Standing.objects.filter(ended_at=None).values("person")
        rows = SignUp.objects.live().exclude(person__in=here)
        assert not rows.filter(shift__starts_at__gt=self.now).exists()


def week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def picture() -> list:
    """All that takes place, who comes, and what makes more."""
    shifts = Shift.objects.planned().order_by("pk")
    return [
        list(shifts.values_list("pk", "starts_at", "ends_at", "series", "series_on")),
        sorted(SignUp.objects.live().values_list("pk", "state", "starts_at")),
        list(Series.objects.filter(ended_at=None).values_list("pk", "rrule", "made_until")),
        sorted(Standing.objects.values_list("pk", "series", "ended_at")),
    ]


def test_whatever_is_done_to_a_series_its_days_and_people_stay_right():
    options = settings(
        max_examples=10, stateful_step_count=10, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), derandomize=True,
        phases=(Phase.generate,),
    )  # fmt: skip
    run_state_machine_as_test(Plans, settings=options)


@settings(max_examples=10, deadline=None, database=None, derandomize=True,
          phases=(Phase.generate,),
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(
    times=st.integers(2, 8), every=st.integers(1, 3), at=st.integers(0, 7), days=st.integers(-1, 5),
    hour=st.sampled_from((9, 14, 15)), zone=st.sampled_from(("Europe/Oslo", "Europe/London")),
)  # fmt: skip
def test_splitting_keeps_past_and_people(times, every, at, days, hour, zone):
    """This and following: what lies before is as it was, and everybody keeps the place."""
    guard = transaction.atomic()
    with guard, time_machine.travel(NOW, tick=False):
        activity = ActivityFactory(is_published=True, unit__area__time_zone=zone)
        repeats = Recurrence(times=times, every=every)
        wish = Wish(TUESDAY, time(14), time(16), 1, 2, repeats=repeats)
        shifts = plan_shifts(activity=activity, wish=wish, user=UserFactory(), now=NOW)
        people = {SignUpFactory(shift=one).pk: one.pk for one in shifts}
        at %= len(shifts)
        before = list(Shift.objects.values_list("pk", "starts_at", "series").order_by("pk"))
        shift = Shift.objects.for_pages().select_related("series").get(pk=shifts[at].pk)
        change = Change(shift.series_on + days * DAY, time(hour), time(hour + 2))
        change_sessions(shift=shift, scope=Scope.FOLLOWING, change=change, user=UserFactory(),
                        now=NOW, opened=1)  # fmt: skip
        rows = list(Shift.objects.select_related("activity__unit__area").order_by("pk"))
        after = [(one.pk, one.starts_at, one.series_id) for one in rows]
        assert after[:at] == before[:at]
        local = [one.starts_at.astimezone(one.activity.unit.zone) for one in rows[at:]]
        assert [moment.date() for moment in local] == [
            TUESDAY + days * DAY + number * every * 7 * DAY for number in range(at, times)
        ]
        assert {moment.hour for moment in local} == {hour}
        assert dict(SignUp.objects.live().values_list("pk", "shift")) == people
        assert set(Position.objects.values_list("taken", flat=True)) == {1}
        transaction.set_rollback(True)


def test_made_twice_is_made_once():
    with time_machine.travel(NOW, tick=False):
        planned(is_endless=True)
        later = NOW + 21 * DAY
        extend_series(later)
        once = [list(model.objects.values_list("pk")) for model in (Shift, Position, SeriesDate)]
        assert len(once[0]) > 5
        extend_series(later)
        twice = [list(model.objects.values_list("pk")) for model in (Shift, Position, SeriesDate)]
        assert twice == once
