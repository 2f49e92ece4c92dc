"""Changing more of a series than one session: the day that was really changed, days off, what was
moved by itself, and what it went on as before."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.errors import Refused
from coordination.planning.access.moving import Change, Scope, concerned, plan_of
from coordination.planning.services.finishing import end_activity
from coordination.planning.services.moving import cancel_sessions, change_sessions
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Position, Series, SeriesDate, Shift
from coordination.shifts.rules import Recurrence, ShiftCancelReason, Wish
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from coordination.signups.services import stand
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    PersonFactory,
    SignUpFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
FRIDAY = date(2026, 11, 6)
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
TWO, THREE, FOUR = time(14), time(15), time(16)


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(NOW, tick=False):
        yield


def made(first: date = FRIDAY, *, also_on=(), skips: bool = False, **ends) -> Series:
    wish = Wish(first, TWO, FOUR, 1, 3, repeats=Recurrence(**ends), skips_holidays=skips,
                also_on=also_on)  # fmt: skip
    plan_shifts(activity=ActivityFactory(is_published=True), wish=wish, user=UserFactory(), now=NOW)
    return Series.objects.get()


def on(day: date) -> Shift:
    """The session that is held on a day."""
    return Shift.objects.for_pages().planned().select_related("series").get(starts_at__date=day)


def change(shift: Shift, scope: Scope, day: date, starts=TWO, ends=FOUR, **values):
    return change_sessions(
        shift=shift, scope=scope, change=Change(day, starts, ends, **values), opened=shift.version,
        user=UserFactory(), now=clock.now(),
    )  # fmt: skip


def held() -> list[tuple[date, int]]:
    """All that takes place: the day and the hour."""
    rows = Shift.objects.planned().select_related("activity__unit__area").order_by("starts_at")
    zone = rows[0].activity.unit.zone
    local = [one.starts_at.astimezone(zone) for one in rows]
    return [(moment.date(), moment.hour) for moment in local]


def weeks(first: date, hours: list[int]) -> list[tuple[date, int]]:
    return [(first + number * WEEK, hour) for number, hour in enumerate(hours)]


class TestTheDay:
    """It moves the others only where somebody really changed it."""

    @pytest.mark.parametrize("day", [FRIDAY + 13 * DAY, FRIDAY + 6 * DAY])
    def test_what_lies_on_another_day_by_itself_moves_no_other(self, day):
        made(times=5)
        change(on(FRIDAY + WEEK), Scope.THIS, day)
        change(on(day), Scope.FOLLOWING, day, THREE, time(17))
        rest = [(FRIDAY + week * WEEK, 15) for week in (2, 3, 4)]
        assert held() == sorted([(FRIDAY, 14), (day, 15), *rest])
        series = Series.objects.get(ended_at=None)
        days = series.shifts.order_by("series_on").values_list("series_on", flat=True)
        assert list(days) == [FRIDAY + week * WEEK for week in (1, 2, 3, 4)]

    def test_every_other_week_stays_that_week(self):
        made(is_endless=True, every=2)
        day = FRIDAY + 2 * WEEK + 6 * DAY
        change(on(FRIDAY + 2 * WEEK), Scope.THIS, day)
        change(on(day), Scope.FOLLOWING, day, THREE, time(17))
        extend_series(NOW + 8 * WEEK)
        days = sorted({one for one, _hour in held()} - {FRIDAY, day})
        assert days == [FRIDAY + 2 * number * WEEK for number in range(2, len(days) + 2)]
        assert days[-1] > (NOW + 30 * WEEK).date()

    def test_an_extra_day_was_chosen_by_name_and_stays(self):
        made(also_on=(FRIDAY + 4 * DAY,), times=3)
        change(on(FRIDAY), Scope.ALL, FRIDAY - DAY)
        assert [day for day, _hour in held()] == [
            FRIDAY - DAY, FRIDAY + 4 * DAY, FRIDAY + 6 * DAY, FRIDAY + 13 * DAY,
        ]  # fmt: skip
        new = Series.objects.get(ended_at=None)
        assert list(new.dates.values_list("on", "kind")) == [(FRIDAY + 4 * DAY, "extra")]

    def test_two_on_one_day_are_refused(self):
        made(also_on=(FRIDAY + 4 * DAY,), times=3)
        with pytest.raises(Refused) as refused:
            change(on(FRIDAY), Scope.ALL, FRIDAY - 3 * DAY)
        assert [one.code for one in refused.value.reasons] == ["series_day_twice"]
        assert Series.objects.count() == 1

    def test_the_place_alone_leaves_times_and_numbers_as_each_has_them(self):
        made(times=3)
        Position.objects.filter(shift=on(FRIDAY + WEEK)).update(maximum=7)
        change(on(FRIDAY), Scope.ALL, FRIDAY, place="At the gate", minimum=1, maximum=3)
        assert held() == weeks(FRIDAY, [14, 14, 14])
        assert set(Shift.objects.values_list("place", flat=True)) == {"At the gate"}
        assert Position.objects.get(shift=on(FRIDAY + WEEK)).maximum == 7


class TestDaysOff:
    """A series that avoids days off avoids them on its new weekday, too."""

    def test_what_would_fall_on_one_is_left_out_by_name(self):
        series = made(date(2026, 12, 15), skips=True, times=4)
        gone = SignUpFactory(shift=on(date(2026, 12, 22)))
        change(on(date(2026, 12, 15)), Scope.ALL, date(2026, 12, 18))
        assert [day for day, _hour in held()] == [date(2026, 12, 18), date(2027, 1, 8)]
        named = SeriesDate.objects.exclude(series=series).order_by("on")
        assert list(named.values_list("on", flat=True)) == [date(2026, 12, 25), date(2027, 1, 1)]
        assert all(named.values_list("name", flat=True))
        gone.refresh_from_db()
        assert (gone.state, gone.cancel_reason) == ("cancelled", "shift_cancelled")

    def test_what_the_old_weekday_left_out_comes_back(self):
        series = made(date(2026, 12, 11), skips=True, times=5)
        vera = PersonFactory()
        stand(person=vera, series=series, user=None, now=NOW)
        assert len(held()) == 3
        change(on(date(2026, 12, 11)), Scope.ALL, date(2026, 12, 8))
        assert held() == weeks(date(2026, 12, 8), [14] * 5)
        assert SignUp.objects.live().filter(person=vera).count() == 5
        new = Series.objects.get(ended_at=None)
        assert (new.dates.count(), new.made_until) == (0, date(2027, 1, 5))
        places = Position.objects.filter(shift__series=new)
        assert {(one.minimum, one.maximum) for one in places} == {(1, 3)}

    @pytest.mark.parametrize(("last_on", "comes_back"), [(date(2027, 1, 1), False),
                                                         (date(2027, 1, 2), True)])  # fmt: skip
    def test_nothing_comes_back_after_the_last_day_of_the_activity(self, last_on, comes_back):
        series = made(date(2026, 12, 11), skips=True, times=5)
        end_activity(activity=series.activity, last_on=last_on, why="other", user=UserFactory(),
                     now=NOW, side="unit")  # fmt: skip
        change(on(date(2026, 12, 11)), Scope.ALL, date(2026, 12, 12))  # 26 December is a day off
        days = [date(2026, 12, 12), date(2026, 12, 19), date(2027, 1, 2)]
        assert [day for day, _hour in held()] == (days if comes_back else days[:-1])

    def test_the_hour_alone_keeps_them_out(self):
        made(date(2026, 12, 11), skips=True, times=5)
        change(on(date(2026, 12, 18)), Scope.FOLLOWING, date(2026, 12, 18), THREE, FOUR)
        assert held() == [
            (date(2026, 12, 11), 14), (date(2026, 12, 18), 15), (date(2027, 1, 8), 15),
        ]  # fmt: skip
        assert Series.objects.get(ended_at=None).dates.count() == 2

    def test_refused_where_none_is_left(self):
        made(date(2026, 12, 21), skips=True, times=1)
        with pytest.raises(Refused) as refused:
            change(on(date(2026, 12, 21)), Scope.ALL, date(2026, 12, 25))
        assert "series_empty" in [one.code for one in refused.value.reasons]
        change(on(date(2026, 12, 21)), Scope.THIS, date(2026, 12, 25))  # by name it may be
        assert held() == [(date(2026, 12, 25), 14)]


class TestMovedByItself:
    """A session that somebody changed alone stays as it is, unless that is asked for."""

    @pytest.fixture(autouse=True)
    def _series(self):
        made(times=3)
        change(on(FRIDAY + WEEK), Scope.THIS, FRIDAY + WEEK, time(10), time(12))

    def test_it_stays_and_goes_along_to_the_new_series(self):
        change(on(FRIDAY), Scope.ALL, FRIDAY - DAY, THREE, time(17))
        assert held() == [
            (FRIDAY - DAY, 15), (FRIDAY + WEEK, 10), (FRIDAY + 2 * WEEK - DAY, 15),
        ]  # fmt: skip
        alone = on(FRIDAY + WEEK)
        assert alone.series == Series.objects.get(ended_at=None)
        assert alone.series_on == FRIDAY + WEEK - DAY  # the occurrence that it stands for

    def test_asked_for_it_becomes_like_the_others(self):
        change(on(FRIDAY), Scope.ALL, FRIDAY - DAY, moves_alone=True)
        assert held() == weeks(FRIDAY - DAY, [14] * 3)

    def test_unchanged_the_others_become_like_it(self):
        change(on(FRIDAY + WEEK), Scope.ALL, FRIDAY + WEEK, time(10), time(12))
        assert held() == weeks(FRIDAY, [10] * 3)

    def test_the_page_names_it_and_asks(self):
        shift, client = on(FRIDAY), Client()
        manager = MembershipFactory(unit=shift.activity.unit).user
        client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
        url = reverse("coordination:shift-move", args=[shift.pk])
        data = {"scope": "all", "on": "2026-11-06", "starts": "15:00", "ends": "17:00",
                "place": "", "minimum": 1, "maximum": 3, "version": 1}  # fmt: skip
        page = client.post(url, data).content.decode()
        assert "2 sessions" in page
        assert "stays as it is" in page
        assert "Fri 13 Nov, 10:00–\u206012:00" in page
        page = client.post(url, {**data, "confirm": "1", "also": "on"}).content.decode()
        assert "3 sessions" in page
        assert "stays as it is" not in page
        assert 'name="moves_alone" value="on"' in page
        client.post(url, {**data, "confirm": "1", "moves_alone": "on"})
        assert held() == weeks(FRIDAY, [15] * 3)


class TestChangedBefore:
    """All means all, also of a series that was changed from some day on."""

    @pytest.fixture(autouse=True)
    def _series(self):
        made(times=4)
        change(on(FRIDAY + 2 * WEEK), Scope.FOLLOWING, FRIDAY + 2 * WEEK - DAY, THREE, time(17))

    @pytest.mark.parametrize("day", [FRIDAY, FRIDAY + 2 * WEEK - DAY])
    def test_all_from_either_side(self, day):
        shift = on(day)
        assert len(concerned(shift, Scope.ALL, NOW)) == 4
        change(shift, Scope.ALL, day, time(9), time(10))
        assert held() == [
            (FRIDAY, 9), (FRIDAY + WEEK, 9), (FRIDAY + 2 * WEEK - DAY, 9),
            (FRIDAY + 3 * WEEK - DAY, 9),
        ]  # fmt: skip
        assert Series.objects.filter(ended_at=None).count() == 1

    def test_this_and_the_following_go_over_the_seam(self):
        change(on(FRIDAY + WEEK), Scope.FOLLOWING, FRIDAY + WEEK - 2 * DAY)
        assert [day for day, _hour in held()] == [
            FRIDAY, *(FRIDAY + week * WEEK - 2 * DAY for week in (1, 2, 3))
        ]  # fmt: skip

    def test_cancelling_all_cancels_all(self):
        cancel_sessions(shift=on(FRIDAY), scope=Scope.ALL, user=UserFactory(), side="unit", now=NOW,
                        reason=ShiftCancelReason.STAFF)  # fmt: skip
        assert not Shift.objects.planned().exists()
        assert not Series.objects.filter(ended_at=None).exists()

    def test_whoever_comes_hears_once_and_keeps_the_place(self):
        vera = PersonFactory()
        for shift in Shift.objects.planned():
            SignUpFactory(shift=shift, person=vera)
        change(on(FRIDAY), Scope.ALL, FRIDAY, time(9), time(10))
        assert set(SignUp.objects.values_list("state", flat=True)) == {SignUpState.AWAITING}


@pytest.mark.parametrize("ends", [{"times": 2}, {"is_endless": True}])
def test_a_plan_asks_as_many_queries_for_many_as_for_few(ends, django_assert_num_queries):
    made(skips=True, **ends)
    shift = on(FRIDAY)
    with django_assert_num_queries(9):
        plan_of(shift, Scope.ALL, Change(FRIDAY - DAY, TWO, FOUR), NOW)
