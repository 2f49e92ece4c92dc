"""Standing volunteers: signed up with the sessions, never over, never double, free when they go."""

from datetime import timedelta

import pytest

from careshare import clock
from careshare.errors import Refused
from careshare.outbox.models import Event
from coordination.activities.rules import SignUpMode
from coordination.shifts.models import Position, PositionRequirement
from coordination.signups import services
from coordination.signups.models import PlaceOffer, SignUp, Standing
from coordination.signups.rules import CancelledBy, CancelReason, SignUpState, Via
from tests.factories.when import PositionFactory, SeriesFactory, ShiftFactory, SignUpFactory
from tests.factories.who import PersonFactory
from volunteers.credentials.rules import CredentialType

pytestmark = pytest.mark.django_db

NOON = 12


def add(series, week, places=1):
    """One more session of a series, and the day up to which it is made."""
    on = series.starts_on + timedelta(weeks=week)
    starts = clock.now().replace(hour=NOON, minute=0, second=0, microsecond=0)
    starts += on - starts.date()
    shift = ShiftFactory(
        activity=series.activity, series=series, series_on=on, starts_at=starts, places=places
    )
    series.made_until = max(series.made_until or on, on)
    series.save()
    return shift


@pytest.fixture
def series():
    return SeriesFactory(rrule="FREQ=WEEKLY")


@pytest.fixture
def shifts(series):
    return [add(series, week, places=2) for week in range(4)]


@pytest.fixture
def vera():
    return PersonFactory(name="Vera Vik")


def stand(person, series, **values):
    return services.stand(person=person, series=series, user=None, now=clock.now(), **values)


def days(person):
    """The sessions on which somebody has a place, in order."""
    rows = SignUp.objects.confirmed().filter(person=person).order_by("starts_at")
    return [one.shift for one in rows]


def codes(act) -> set[str]:
    with pytest.raises(Refused) as refusal:
        act()
    return {reason.code for reason in refusal.value.reasons}


class TestJoining:
    def test_all_days_ahead_at_once_and_a_second_press_changes_nothing(self, series, shifts, vera):
        assert len(stand(vera, series).made) == 4
        assert stand(vera, series).made == []
        assert days(vera) == shifts
        assert set(SignUp.objects.values_list("via", flat=True)) == {Via.STANDING}
        assert list(Position.objects.values_list("taken", flat=True)) == [1, 1, 1, 1]
        assert Event.objects.filter(name="standing.joined").count() == 1
        assert not Event.objects.filter(name__startswith="signup").exists()  # one letter for all

    def test_a_full_day_or_another_session_then_is_left_out_with_why(self, series, shifts, vera):
        SignUpFactory.create_batch(2, shift=shifts[0])
        SignUpFactory(person=vera, shift=ShiftFactory(starts_at=shifts[2].starts_at))
        outcome = stand(vera, series)
        assert outcome.missed == [shifts[0], shifts[2]]
        assert {one.code for one in outcome.reasons} == {"shift_full", "overlaps"}
        assert Position.objects.get(shift=shifts[0]).taken == 2

    def test_what_one_has_already_stays_and_a_day_given_back_stays_free(self, series, shifts, vera):
        own = SignUpFactory(person=vera, shift=shifts[0])
        no = SignUpFactory(person=vera, shift=shifts[1])
        services.cancel(sign_up=no, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())
        stand(vera, series)
        assert days(vera) == [shifts[0], shifts[2], shifts[3]]
        own.refresh_from_db()
        assert own.via == Via.SELF

    def test_two_of_a_series_at_one_time_give_one_place(self, series, shifts, vera):
        """A session that was moved may lie on another of the same series."""
        shifts[1].starts_at, shifts[1].ends_at = shifts[0].starts_at, shifts[0].ends_at
        shifts[1].save()
        outcome = stand(vera, series)
        assert len(outcome.made) == 3
        assert {one.code for one in outcome.reasons} == {"overlaps"}

    def test_refused_where_no_day_has_room(self, series, vera):
        SignUpFactory(shift=add(series, 0))
        assert codes(lambda: stand(vera, series)) == {"shift_full"}
        assert not Standing.objects.exists()

    def test_refused_where_the_series_has_ended(self, series, shifts, vera):
        series.ended_at = clock.now()
        series.save()
        assert codes(lambda: stand(vera, series)) == {"series_over"}

    def test_approve_first_knows_its_people_or_somebody_places_them(self, series, shifts, vera):
        series.activity.sign_up_mode = SignUpMode.APPROVE_FIRST
        series.activity.save()
        assert codes(lambda: stand(vera, series)) == {"come_once_first"}
        assert len(stand(vera, series, is_placed=True).made) == 4
        once = ShiftFactory(
            activity=series.activity, starts_at=shifts[0].starts_at + timedelta(days=1)
        )
        known = SignUpFactory(shift=once).person
        assert len(stand(known, series).made) == 4

    def test_of_several_positions_the_one_that_asks_for_nothing_more(self, series, shifts, vera):
        asks = PositionFactory(shift=shifts[0], maximum=9)
        PositionRequirement.objects.create(position=asks, type=CredentialType.ID_SEEN)
        stand(vera, series)
        assert SignUp.objects.get(shift=shifts[0]).position_id != asks.pk

    def test_who_has_left_stands_nowhere(self, series, shifts, vera):
        stand(vera, series)
        vera.left_at = clock.now()
        vera.save()
        add(series, 4)
        services.keep_standing(clock.now())
        assert SignUp.objects.count() == 4

    def test_opening_times_bind_a_single_day_only(self, series, shifts, vera):
        series.activity.opens_days = 2
        series.activity.save()
        assert len(stand(vera, series).made) == 4

    def test_statements_do_not_grow_with_the_sessions(
        self, series, vera, django_assert_max_num_queries
    ):
        for week in range(12):
            add(series, week)
        with django_assert_max_num_queries(40):
            assert len(stand(vera, series).made) == 12


class TestHorizon:
    def test_new_sessions_bring_their_sign_ups_once(self, series, shifts, vera):
        stand(vera, series)
        more = [add(series, week) for week in (4, 5)]
        for _sweep in range(2):
            services.keep_standing(clock.now())
        assert days(vera) == [*shifts, *more]
        assert not Event.objects.filter(name="standing.missed").exists()

    def test_where_it_does_not_work_that_is_told_once(self, series, shifts, vera):
        stand(vera, series)
        full, free = add(series, 4), add(series, 5)
        SignUpFactory(shift=full)
        for _sweep in range(2):
            services.keep_standing(clock.now())
        assert days(vera) == [*shifts, free]
        told = Event.objects.get(name="standing.missed")
        assert told.facts["shifts"] == [full.pk]

    def test_nothing_new_is_one_question(self, series, shifts, vera, django_assert_num_queries):
        stand(vera, series)
        with django_assert_num_queries(1):
            services.keep_standing(clock.now())


class TestPausing:
    def test_the_days_before_are_free_and_come_back(self, series, shifts, vera):
        standing = stand(vera, series).standing
        until = shifts[2].series_on
        services.pause(standing=standing, until=until, user=None, now=clock.now())
        assert days(vera) == shifts[2:]
        services.resume(standing=standing, user=None, now=clock.now())
        assert days(vera) == shifts
        assert SignUp.objects.live().count() == 4

    def test_sessions_made_meanwhile_wait_for_the_end_of_the_pause(self, series, shifts, vera):
        standing = stand(vera, series).standing
        until = shifts[3].series_on + timedelta(weeks=2)
        services.pause(standing=standing, until=until, user=None, now=clock.now())
        add(series, 4)
        after = add(series, 5)
        services.keep_standing(clock.now())
        assert days(vera) == [after]

    def test_a_shorter_pause_gives_the_days_between_back(self, series, shifts, vera):
        standing = stand(vera, series).standing
        for until in (shifts[3].series_on, shifts[1].series_on):
            services.pause(standing=standing, until=until, user=None, now=clock.now())
        assert days(vera) == shifts[1:]

    def test_a_day_in_the_past_is_refused(self, series, shifts, vera):
        standing = stand(vera, series).standing
        today = clock.now().date() - timedelta(days=1)
        act = lambda: services.pause(standing=standing, until=today, user=None, now=clock.now())  # noqa: E731
        assert codes(act) == {"pause_backwards"}


class TestHandingBack:
    def test_all_days_ahead_are_free_and_no_new_ones_come(self, series, shifts, vera):
        once = SignUpFactory(person=vera, shift=shifts[0])
        past = SignUpFactory(person=vera, shift=add(series, -2))
        standing = stand(vera, series).standing
        for _press in range(2):
            services.hand_back(standing=standing, user=None, now=clock.now())
        assert days(vera) == [past.shift]
        assert set(Position.objects.filter(shift__in=shifts).values_list("taken", flat=True)) == {0}
        add(series, 4)
        services.keep_standing(clock.now())
        assert SignUp.objects.live().count() == 1
        assert Event.objects.filter(name="standing.ended").count() == 1
        once.refresh_from_db()
        assert once.cancel_reason == CancelReason.STOOD_DOWN

    def test_taken_back_by_joining_again(self, series, shifts, vera):
        services.hand_back(standing=stand(vera, series).standing, user=None, now=clock.now())
        assert len(stand(vera, series).made) == 4
        assert SignUp.objects.live().count() == 4

    def test_who_waits_is_offered_the_place_at_once(self, series, shifts, vera):
        standing = stand(vera, series).standing
        SignUpFactory(shift=shifts[0])
        waiting = services.wait(
            person=PersonFactory(), position=shifts[0].positions.get(), user=None
        )
        services.hand_back(standing=standing, user=None, now=clock.now())
        waiting.refresh_from_db()
        assert waiting.state == SignUpState.OFFERED

    def test_single_days_are_offered_around_only_when_they_are_near(self, series, shifts, vera):
        """Before, a successor is looked for: nobody is asked twenty times in one day."""
        SignUpFactory(shift=add(series, -2))  # a regular who may be asked
        services.hand_back(standing=stand(vera, series).standing, user=None, now=clock.now())
        services.look_for_people(clock.now())
        assert set(PlaceOffer.objects.values_list("shift", flat=True)) == {shifts[0].pk}

    def test_who_was_asked_to_come_instead_is_asked_for_the_free_place(self, series, shifts, vera):
        standing = stand(vera, series).standing
        mine = SignUp.objects.get(shift=shifts[0])
        services.wish_swap(sign_up=mine, user=None, now=clock.now())
        SignUpFactory(shift=add(series, -2))
        services.look_for_people(clock.now())
        services.hand_back(standing=standing, user=None, now=clock.now())
        assert PlaceOffer.objects.open_at(clock.now()).get().kind == "wave"
