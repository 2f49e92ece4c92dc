"""Undo gives back what was: every session as it was, its people, its series, and silently."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.errors import Refused, Stale
from careshare.outbox.services.events import expand_due
from coordination.planning.access.moving import Scope
from coordination.planning.services.places import PlacesWish, change_places
from coordination.planning.services.restoring import Before, restore_sessions
from coordination.planning.services.series import extend_series
from coordination.shifts.models import Series, SeriesDate
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import CancelledBy, SignUpState
from coordination.signups.services import cancel, hand_back, keep_standing, stand
from tests.coordination.messages.helpers import letters
from tests.coordination.planning.undoing import (
    FRIDAY,
    NOW,
    WEEK,
    cancel_them,
    change,
    made,
    on,
    picture,
    undo,
)
from tests.factories import (
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday_morning")]


class TestAChange:
    def test_each_session_gets_its_own_values_back(self):
        made(times=4)
        change(on(FRIDAY + WEEK), Scope.THIS, FRIDAY + WEEK, 10, place="At the gate")
        SignUpFactory(shift=on(FRIDAY + WEEK))
        was = picture()
        before = change(on(FRIDAY), Scope.ALL, FRIDAY - timedelta(days=1), 15, minimum=2,
                        maximum=5, moves_alone=True)  # fmt: skip
        assert picture() != was
        undo(before)
        assert picture() == was

    def test_those_who_come_every_time_and_the_days_off_too(self):
        series = made(date(2026, 12, 11), skips=True, is_endless=True)
        stand(person=PersonFactory(), series=series, user=None, now=NOW)
        was = picture()
        dates = set(SeriesDate.objects.filter(series=series).values_list("on", flat=True))
        before = change(on(date(2026, 12, 11)), Scope.ALL, date(2026, 12, 8), 14)
        extend_series(NOW)  # the sweeps may come between
        keep_standing(NOW)
        undo(Before(**before.as_values()))
        added = SignUp.objects.filter(state=SignUpState.CANCELLED)
        assert all(one.shift.state == "cancelled" for one in added)
        now = picture()
        now[2] = [row for row in now[2] if row[1] != SignUpState.CANCELLED]
        assert now == was
        assert set(SeriesDate.objects.filter(series=series).values_list("on", flat=True)) == dates
        assert Standing.objects.live().get().series == series

    def test_what_fell_on_a_day_off_takes_place_again_with_its_people(self):
        made(date(2026, 12, 15), skips=True, times=4)
        SignUpFactory(shift=on(date(2026, 12, 22)))
        was = picture()
        before = change(on(date(2026, 12, 15)), Scope.ALL, date(2026, 12, 18), 14)
        undo(before)
        assert picture() == was

    def test_refused_where_somebody_changed_one_meanwhile_or_more_come(self):
        made(times=2)
        before = change(on(FRIDAY), Scope.ALL, FRIDAY, 15, minimum=1, maximum=9)
        for _person in range(4):
            SignUpFactory(shift=on(FRIDAY))
        with pytest.raises(Refused) as refused:
            undo(before)
        assert [one.code for one in refused.value.reasons] == ["places_below_taken"]
        shift = on(FRIDAY + WEEK)
        numbers = {shift.positions.get().pk: (1, 4)}
        change_places(shift=shift, wish=PlacesWish(numbers), opened=shift.version, user=None,
                      now=NOW)  # fmt: skip
        with pytest.raises(Stale):
            undo(before)
        assert Series.objects.count() == 2

    def test_refused_once_it_would_have_begun(self):
        made(times=2)
        before = change(on(FRIDAY), Scope.THIS, FRIDAY, 18)
        with pytest.raises(Refused) as refused:
            undo(before, datetime(2026, 11, 6, 15, tzinfo=UTC))
        assert [one.code for one in refused.value.reasons] == ["shift_has_begun"]

    def test_who_was_told_of_another_time_hears_that_it_is_as_it_was_and_only_then(self):
        member = MembershipFactory(unit=made(times=3).activity.unit)
        minutes = 0
        for undone_after, told in ((0, []), (2, ["10:00", "14:00"])):
            with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
                before = change(on(FRIDAY), Scope.ALL, FRIDAY, 10)
            minutes += undone_after
            with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
                sent = letters()
                undo(before, clock.now())
            minutes += 2
            with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
                sent += letters()
            mine = [one for one in sent if one.to == [member.user.email]]
            assert [one.subject.partition(", now ")[2][-11:-6] for one in mine] == told
        assert "instead of Fri 6 Nov, 10:00 it is now Friday 6 November, 14:00" in mine[1].body
        assert "2 more sessions have another time, too." in mine[1].body


class TestACancellation:
    @pytest.fixture
    def series(self):
        return made(is_endless=True)

    @pytest.mark.parametrize("scope", list(Scope))
    def test_all_that_the_press_cancelled_takes_place_again(self, series, scope):
        shift = on(FRIDAY + WEEK)
        stand(person=PersonFactory(), series=series, user=None, now=NOW)
        for state in ("waitlisted", "requested", "awaiting"):
            SignUpFactory(shift=shift, state=state)
        was = picture()
        before = cancel_them(shift, scope)
        assert picture() != was
        undo(Before(**before.as_values()))
        assert picture() == was

    def test_who_had_gone_before_stays_away(self, series):
        gone = SignUpFactory(shift=on(FRIDAY))
        cancel(sign_up=gone, by=CancelledBy.VOLUNTEER, user=None, now=NOW)
        undo(cancel_them(on(FRIDAY), Scope.THIS))
        gone.refresh_from_db()
        assert gone.state == SignUpState.CANCELLED

    def test_who_comes_to_something_else_by_now_is_named(self, series):
        shift = on(FRIDAY)
        vera = SignUpFactory(shift=shift)
        before = cancel_them(shift, Scope.THIS)
        SignUpFactory(person=vera.person, shift=ShiftFactory(starts_at=shift.starts_at))
        assert undo(before) == [vera]
        assert SignUp.objects.get(pk=vera.pk).state == SignUpState.CANCELLED
        assert on(FRIDAY).positions.get().taken == 0

    def test_within_the_silent_seconds_nobody_hears_of_it(self, series):
        MembershipFactory(unit=series.activity.unit)
        stand(person=PersonFactory(email="vera@example.org"), series=series, user=None,
              now=NOW - timedelta(days=1))  # fmt: skip
        letters()
        undo(cancel_them(on(FRIDAY), Scope.ALL))
        with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
            expand_due(clock.now())
            assert letters() == []

    def test_the_others_are_told_where_the_first_is_cancelled_again_at_once(self, series):
        own = MembershipFactory(unit=series.activity.unit).user.email
        before = cancel_them(on(FRIDAY), Scope.ALL)
        with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
            letters()
            undo(before, clock.now())
            cancel_them(on(FRIDAY), Scope.THIS)
        with time_machine.travel(NOW + timedelta(minutes=4), tick=False):
            sent = [one for one in letters() if one.to == [own]]
            (told,) = [one for one in sent if one.subject.startswith("Takes place after all: ")]
            more = len(before.sessions) - 2
            assert f"{more} more sessions take place after all" in told.body

    def test_after_them_who_runs_it_does_in_one_letter_and_once(self, series):
        own = MembershipFactory(unit=series.activity.unit).user.email
        before = cancel_them(on(FRIDAY), Scope.ALL)
        with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
            (told,) = [one for one in letters() if one.to == [own]]
            assert told.subject.startswith("Cancelled: ")
            undo(before, clock.now())
        with time_machine.travel(NOW + timedelta(minutes=4), tick=False):
            (told,) = [one for one in letters() if one.to == [own]]
            assert told.subject.startswith("Takes place after all: ")
            more = len(before.sessions) - 1
            assert f"{more} more sessions take place after all" in told.body
            again = cancel_them(on(FRIDAY), Scope.THIS)
        with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
            letters()
            undo(again, clock.now())
            cancel_them(on(FRIDAY), Scope.THIS)  # within the silent seconds of the undo
        with time_machine.travel(NOW + timedelta(minutes=8), tick=False):
            said = [one.subject for one in letters() if one.to == [own]]
            assert not [one for one in said if one.startswith("Takes place")]

    def test_whoever_took_it_back_knows(self, series):
        member = MembershipFactory(unit=series.activity.unit)
        before = cancel_them(on(FRIDAY), Scope.THIS)
        with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
            letters()
            restore_sessions(before=before, user=member.user, now=clock.now(), side="unit")
        with time_machine.travel(NOW + timedelta(minutes=4), tick=False):
            assert letters() == []

    def test_after_them_everybody_does(self, series):
        vera = PersonFactory(email="vera@example.org")
        for week in range(3):
            SignUpFactory(shift=on(FRIDAY + week * WEEK), person=vera)
        before = cancel_them(on(FRIDAY), Scope.ALL)
        with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
            assert len([one for one in letters() if one.to == ["vera@example.org"]]) == 1
            undo(before, clock.now())
        with time_machine.travel(NOW + timedelta(minutes=4), tick=False):
            (letter,) = [one for one in letters() if one.to == ["vera@example.org"]]
        assert "You are coming" in letter.subject
        assert "Friday 20 November, 14:00–16:00" in letter.body

    def test_given_back_it_stays_free(self, series):
        standing = stand(person=PersonFactory(), series=series, user=None, now=NOW).standing
        before = change(on(FRIDAY), Scope.ALL, FRIDAY, 15)
        hand_back(standing=Standing.objects.get(), user=None, now=NOW)
        undo(before)
        assert not SignUp.objects.live().exists()
        assert Standing.objects.get(pk=standing.pk).ended_at == NOW


class TestPages:
    @pytest.fixture
    def client(self):
        made(times=3)
        client = Client()
        manager = MembershipFactory(unit=Series.objects.get().activity.unit).user
        client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_two_taps_after_a_cancellation(self, client):
        shift = on(FRIDAY)
        was = picture()
        url = reverse("coordination:shift-cancel", args=[shift.pk])
        page = client.post(url, {"scope": "all", "reason": "staff", "confirm": "1"}, follow=True)
        assert "Undo: it takes place after all" in page.content.decode()
        undo_url = reverse("coordination:shift-undo", args=[shift.pk])
        page = client.post(undo_url, follow=True).content.decode()
        assert "it is as it was before" in page
        assert "takes place after all" not in page
        assert picture() == was
        again = client.post(undo_url, follow=True).content.decode()
        assert "it stays as it is now" in again

    def test_another_browser_has_nothing_to_undo(self, client):
        shift = on(FRIDAY)
        change(shift, Scope.THIS, FRIDAY, 15)
        url = reverse("coordination:shift-undo", args=[shift.pk])
        client.post(url)
        assert on(FRIDAY).starts_at.hour == 14  # 15 in Oslo
