"""Whoever comes every time goes along where a series changes, ends or is made further."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from careshare import clock
from coordination.planning.access.moving import Change, Scope
from coordination.planning.access.series import series_page
from coordination.planning.access.standing import regulars
from coordination.planning.services.moving import cancel_sessions, change_sessions
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import Recurrence, ShiftCancelReason, Wish
from coordination.signups.access import every_time, given_back, own_regular_times, regular_times
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import SignUpState
from coordination.signups.services import hand_back, keep_standing, pause, resume, stand
from tests.factories import ActivityFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
FIRST, SECOND = date(2026, 11, 6), date(2026, 11, 13)


@pytest.fixture
def series() -> Series:
    """Fridays without an end, made four weeks ahead."""
    with time_machine.travel(NOW, tick=False):
        activity = ActivityFactory(is_published=True, unit__area__policy__horizon_weeks=4)
        wish = Wish(FIRST, time(14), time(16), 1, 3, repeats=Recurrence(is_endless=True))
        plan_shifts(activity=activity, wish=wish, user=UserFactory(), now=NOW)
        return Series.objects.get()


@pytest.fixture
def vera(series):
    person = PersonFactory(name="Vera Vik")
    stand(person=person, series=series, user=None, now=NOW)
    return person


def go_on(now: datetime) -> None:
    """What the sweep does, twice: making it twice makes nothing twice."""
    for _sweep in range(2):
        extend_series(now)
        keep_standing(now)


def test_each_new_stretch_brings_her_sign_ups(series, vera):
    before = SignUp.objects.count()
    assert before == Shift.objects.count()
    go_on(NOW + timedelta(weeks=3))
    assert SignUp.objects.count() == Shift.objects.count() == before + 3
    assert SignUp.objects.confirmed().filter(person=vera).count() == before + 3


def test_cancelled_from_some_day_on_it_stays_hers_until_its_last_day(series, vera):
    assert regular_times(own_regular_times(vera, NOW), NOW)[0].last == ""
    later = Shift.objects.get(series_on=SECOND + timedelta(weeks=1))
    cancel_sessions(shift=later, scope=Scope.FOLLOWING, reason=ShiftCancelReason.STAFF,
                    user=None, side="unit", now=NOW)  # fmt: skip
    (regular,) = regular_times(own_regular_times(vera, NOW), NOW)
    assert [one.shift.series_on for one in regular.days] == [FIRST, SECOND]
    assert regular.last == "Fri 13 Nov, 14:00–\u206016:00"
    over = Shift.objects.get(series_on=SECOND).starts_at
    assert own_regular_times(vera, over) == []


def test_given_back_or_of_somebody_who_left_it_is_nobodys(series, vera):
    hand_back(standing=Standing.objects.get(), user=None, now=NOW)
    assert own_regular_times(vera, NOW) == []


def test_where_it_goes_on_as_a_new_series_she_does_too(series, vera):
    second = Shift.objects.get(series_on=SECOND)
    change_sessions(
        shift=second, scope=Scope.FOLLOWING, user=UserFactory(), now=NOW, opened=second.version,
        change=Change(SECOND - timedelta(days=1), time(15), time(17)),
    )  # fmt: skip
    standing, new = Standing.objects.get(), Series.objects.get(continues=series)
    assert (standing.series, standing.person) == (new, vera)
    asked = SignUp.objects.filter(state=SignUpState.AWAITING)
    assert {one.shift.series_id for one in asked} == {new.pk}
    count = SignUp.objects.count()
    go_on(NOW + timedelta(weeks=3))
    made = SignUp.objects.confirmed().filter(shift__series=new)
    assert made.count() == SignUp.objects.count() - count == 3
    zone = new.activity.unit.zone
    assert {one.starts_at.astimezone(zone).hour for one in made} == {15}
    assert {one.starts_at.astimezone(zone).weekday() for one in made} == {3}


def test_where_it_ends_nothing_more_is_made(series, vera):
    cancel_sessions(
        shift=Shift.objects.get(series_on=SECOND), scope=Scope.FOLLOWING, side="unit",
        reason=ShiftCancelReason.PLAN_CHANGED, user=UserFactory(), now=NOW,
    )  # fmt: skip
    go_on(NOW + timedelta(weeks=3))
    assert SignUp.objects.live().get().shift.series_on == FIRST
    assert not Standing.objects.live().exists()


def test_across_the_night_on_which_the_clock_changes_it_stays_14(series, vera):
    zone = series.activity.unit.zone
    with time_machine.travel(datetime(2027, 3, 10, 9, tzinfo=UTC), tick=False):
        go_on(clock.now())
    hours = {one.starts_at.astimezone(zone).hour for one in SignUp.objects.confirmed()}
    assert hours == {14}
    last = SignUp.objects.order_by("starts_at").last()
    assert last.starts_at.astimezone(zone).date() > date(2027, 3, 28)


class TestChangedFromSomeDayOn:
    """To people it stays one regular time: what lies before that day belongs to it, too."""

    THIRD = date(2026, 11, 20)

    @pytest.fixture
    def standing(self, series, vera):
        third = Shift.objects.get(series_on=self.THIRD)
        change_sessions(
            shift=third, scope=Scope.FOLLOWING, user=UserFactory(), now=NOW,
            opened=third.version, change=Change(self.THIRD, time(15), time(17)),
        )  # fmt: skip
        return Standing.objects.get()

    def live(self) -> list[date]:
        rows = SignUp.objects.live().order_by("shift__series_on")
        return list(rows.values_list("shift__series_on", flat=True))

    def test_giving_it_back_frees_the_days_before_it_as_well(self, standing):
        assert len(self.live()) == 4
        hand_back(standing=standing, user=None, now=NOW)
        assert self.live() == []

    def test_a_pause_and_its_end_too(self, standing):
        fourth = self.THIRD + timedelta(weeks=1)
        pause(standing=standing, until=fourth, user=None, now=NOW)
        assert self.live() == [fourth]
        resume(standing=Standing.objects.get(), user=None, now=NOW)
        assert self.live() == [FIRST, SECOND, self.THIRD, fourth]

    def test_the_page_names_all_its_days(self, standing, vera):
        with time_machine.travel(NOW, tick=False):
            (regular,) = regular_times([standing], NOW)
        shown = [one.shift.series_on for one in regular.days if one.sign_up]
        assert shown == [FIRST, SECOND, self.THIRD, self.THIRD + timedelta(weeks=1)]

    def test_somebody_joins_from_a_day_before_it(self, series, standing, vera):
        first = Shift.objects.get(series_on=FIRST)
        other = PersonFactory()
        assert every_time(other, first) is not None
        assert every_time(vera, first) is None
        series.refresh_from_db()
        outcome = stand(person=other, series=series, user=None, now=NOW)
        assert len(outcome.made) == 4
        assert outcome.standing.series == standing.series
        again = stand(person=other, series=standing.series, user=None, now=NOW)
        assert again.standing == outcome.standing

    def test_given_back_it_is_taken_up_again(self, series, standing, vera):
        hand_back(standing=standing, user=None, now=NOW)
        (offered,) = given_back(vera, NOW)
        assert offered.shift.series_on == FIRST
        stand(person=vera, series=offered.shift.series, user=None, now=NOW)
        assert len(self.live()) == 4
        assert given_back(vera, NOW) == []

    def test_the_page_of_what_it_was_leads_on(self, series, standing):
        series.refresh_from_db()
        page = series_page(series, NOW)
        assert page.goes_on_as == standing.series
        assert "goes on differently" in page.goes_on
        assert [one.series_on for one in page.shifts] == [FIRST, SECOND]
        assert [one.name for one in regulars(series, NOW)] == ["Vera Vik"]
