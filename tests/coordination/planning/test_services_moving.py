"""Changing this, this and the following, or all; whoever has a place is asked, and keeps it."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.errors import Refused, Stale
from coordination.planning.access.moving import Change, Scope
from coordination.planning.services.moving import cancel_sessions, change_sessions
from coordination.planning.services.series import extend_series
from coordination.planning.services.shifts import plan_shifts
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import Recurrence, ShiftCancelReason, Wish
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from coordination.signups.services import accept_new_time, free_unanswered
from coordination.signups.services.signing_up import announce
from tests.coordination.messages.helpers import letters
from tests.coordination.planning.steps import NOW
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday_morning")]
FRIDAY = date(2026, 11, 6)


@pytest.fixture
def series() -> Series:
    """Four Fridays of one activity, planned in October, of which the first has been."""
    return made(times=4)


def made(**ends) -> Series:
    first = datetime(2026, 10, 26, 9, tzinfo=UTC)
    wish = Wish(date(2026, 10, 30), time(14), time(16), 1, 3, repeats=Recurrence(**ends))
    plan_shifts(
        activity=ActivityFactory(is_published=True), wish=wish, user=UserFactory(), now=first
    )
    return Series.objects.get()


def shift_on(series: Series, day: date) -> Shift:
    return Shift.objects.get(series=series, series_on=day)


def later(series: Series, day: date = FRIDAY, **values) -> Change:
    usual = {"on": day, "starts": time(15), "ends": time(17)}
    return Change(**(usual | values))


def change(shift: Shift, scope: Scope, what: Change, opened: int | None = None):
    return change_sessions(
        shift=shift, scope=scope, change=what, user=UserFactory(), now=clock.now(),
        opened=shift.version if opened is None else opened,
    )  # fmt: skip


def local(shift: Shift) -> tuple[date, time]:
    shift = Shift.objects.get(pk=shift.pk)
    moment = shift.starts_at.astimezone(shift.activity.unit.zone)
    return moment.date(), moment.time()


def test_only_this_session_moves_and_its_people_are_asked(series):
    shift = shift_on(series, FRIDAY)
    coming = SignUpFactory(shift=shift)
    change(shift, Scope.THIS, later(series, FRIDAY + timedelta(days=1)))
    assert local(shift) == (date(2026, 11, 7), time(15))
    shift.refresh_from_db()
    assert (shift.series, shift.series_on) == (series, FRIDAY)  # still the same occurrence
    coming.refresh_from_db()
    assert coming.state == SignUpState.AWAITING
    assert NOW < coming.offer_until < shift.starts_at
    assert shift.positions.get().taken == 1  # the place is kept
    assert local(shift_on(series, date(2026, 11, 13)))[1] == time(14)


def test_this_and_the_following_go_on_as_a_new_series_and_the_past_stays(series):
    past = shift_on(series, date(2026, 10, 30))
    was_there = SignUpFactory(shift=past)
    second = shift_on(series, date(2026, 11, 13))
    comes = SignUpFactory(shift=second)
    change(second, Scope.FOLLOWING, later(series, date(2026, 11, 12), minimum=2, maximum=4))
    series.refresh_from_db()
    new = Series.objects.get(continues=series)
    assert series.ended_at == NOW
    assert "UNTIL=20261106" in series.rrule
    kept = series.shifts.order_by("series_on").values_list("series_on", flat=True)
    assert list(kept) == [date(2026, 10, 30), FRIDAY]
    moved = list(new.shifts.order_by("series_on"))
    assert [local(one) for one in moved] == [
        (date(2026, 11, 12), time(15)), (date(2026, 11, 19), time(15)),
    ]  # fmt: skip
    assert {one.positions.get().maximum for one in moved} == {4}
    was_there.refresh_from_db()
    comes.refresh_from_db()
    assert (was_there.state, comes.state) == (SignUpState.CONFIRMED, SignUpState.AWAITING)


@pytest.mark.parametrize("day", [date(2026, 11, 3), FRIDAY, date(2026, 11, 8)])
def test_all_of_a_series_without_an_end_go_on_without_a_gap_or_a_double(day):
    series = made(is_endless=True)
    shift = shift_on(series, FRIDAY)
    change(shift, Scope.ALL, later(series, day))
    extend_series(NOW + timedelta(weeks=4))
    new = Series.objects.get(continues=series)
    days = list(new.shifts.order_by("series_on").values_list("series_on", flat=True))
    assert days == [day + timedelta(weeks=number) for number in range(len(days))]
    assert days[-1] > (NOW + timedelta(weeks=29)).date()
    extend_series(NOW + timedelta(weeks=4))
    assert series.shifts.count() == 1  # the one that has been
    assert new.shifts.count() == len(days)


def test_an_undo_within_the_window_is_silent_and_gives_everybody_their_place(series):
    shift = shift_on(series, FRIDAY)
    coming = SignUpFactory(shift=shift, person__email="vera@example.org")
    announce(coming, "signup.confirmed", NOW - timedelta(days=1))
    letters()
    change(shift, Scope.THIS, later(series))
    shift.refresh_from_db()
    change(shift, Scope.THIS, later(series, starts=time(14), ends=time(16)))
    coming.refresh_from_db()
    assert coming.state == SignUpState.CONFIRMED
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        assert not [one for one in letters() if one.to == ["vera@example.org"]]


class TestAnswers:
    @pytest.fixture
    def moved(self, series) -> tuple[SignUp, SignUp]:
        """Two sessions of one person, both an hour later."""
        person = PersonFactory(name="Vera Vik", email="vera@example.org")
        shifts = [shift_on(series, day) for day in (FRIDAY, date(2026, 11, 13))]
        rows = [SignUpFactory(shift=one, person=person) for one in shifts]
        change(shifts[0], Scope.FOLLOWING, later(series))
        return tuple(SignUp.objects.get(pk=one.pk) for one in rows)

    def page(self) -> str:
        with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
            (letter,) = [one for one in letters() if one.to == ["vera@example.org"]]
        assert "It was Friday 6 November, 14:00–16:00" in letter.body
        assert "Friday 13 November, 15:00–17:00" in letter.body  # one letter for both
        return re.search(r"https?://[^/]+(/m/\S+)", letter.body)[1]

    @pytest.mark.parametrize(
        ("answer", "state"), [("yes", SignUpState.CONFIRMED), ("no", SignUpState.CANCELLED)]
    )
    def test_one_button_answers_for_all(self, moved, answer, state):
        url, client = self.page(), Client()
        page = client.get(url).content.decode()
        assert "The new time suits me" in page
        assert SignUp.objects.filter(state=SignUpState.AWAITING).count() == 2  # opening does it not
        for _press in range(2):
            client.post(url, {"answer": answer})
        assert {one.state for one in SignUp.objects.all()} == {state}
        if answer == "yes":
            one = SignUp.objects.select_related("shift").get(pk=moved[0].pk)
            assert (one.starts_at, one.offer_until) == (one.shift.starts_at, None)
        assert client.get(url).status_code == 200

    def test_who_comes_to_something_else_then_cannot_say_yes(self, moved):
        start = moved[0].shift.starts_at + timedelta(minutes=90)
        SignUpFactory(shift=ShiftFactory(starts_at=start), person=moved[0].person)
        with pytest.raises(Refused) as refused:
            accept_new_time(sign_up=moved[0], user=None, now=NOW)
        assert [reason.code for reason in refused.value.reasons] == ["overlaps"]
        assert SignUp.objects.get(pk=moved[0].pk).state == SignUpState.AWAITING

    def test_unanswered_at_the_deadline_the_place_is_freed_and_the_owner_told(self, moved):
        unit = moved[0].shift.activity.unit
        owner = MembershipFactory(unit=unit).user
        free_unanswered(moved[0].offer_until - timedelta(minutes=1))
        assert SignUp.objects.get(pk=moved[0].pk).state == SignUpState.AWAITING
        with time_machine.travel(moved[0].offer_until + timedelta(minutes=1), tick=False):
            free_unanswered(clock.now())
        freed = SignUp.objects.get(pk=moved[0].pk)
        assert (freed.state, freed.cancel_reason) == (SignUpState.CANCELLED, "no_answer")
        with time_machine.travel(freed.cancelled_at + timedelta(minutes=2), tick=False):
            told = {tuple(one.to): one for one in letters()}
        assert "No answer to the new time" in told[(owner.email,)].body
        assert ("vera@example.org",) in told


class TestRefusals:
    def test_every_reason_and_nothing_written(self, series):
        shift = shift_on(series, FRIDAY)
        for scope, what, code in [
            (Scope.THIS, later(series, date(2026, 11, 1)), "plan_in_the_past"),
            (Scope.THIS, later(series, date(9999, 12, 31)), "plan_too_far"),
            (Scope.THIS, later(series, ends=time(15)), "no_length"),
            (Scope.ALL, later(series, date(2026, 11, 10)), "series_other_week"),
            (Scope.ALL, later(series, minimum=3, maximum=2), "places_backwards"),
        ]:
            with pytest.raises(Refused) as refused:
                change(shift, scope, what)
            assert [reason.code for reason in refused.value.reasons] == [code]
        assert Series.objects.count() == 1
        assert local(shift) == (FRIDAY, time(14))

    def test_fewer_places_than_people_removes_nobody(self, series):
        last = shift_on(series, date(2026, 11, 20))
        for _person in range(3):
            SignUpFactory(shift=last)
        with pytest.raises(Refused) as refused:
            change(shift_on(series, FRIDAY), Scope.ALL, later(series, minimum=1, maximum=2))
        assert [reason.code for reason in refused.value.reasons] == ["places_below_taken"]
        assert SignUp.objects.confirmed().count() == 3

    def test_two_hands(self, series):
        shift = shift_on(series, FRIDAY)
        change(shift, Scope.THIS, later(series))
        with pytest.raises(Stale):
            change(shift, Scope.THIS, later(series, starts=time(16), ends=time(18)), opened=1)


def test_cancelling_from_a_day_on_ends_the_series_and_frees_all(series):
    rest = made_of = shift_on(series, date(2026, 11, 13))
    freed = [SignUpFactory(shift=one) for one in (rest, shift_on(series, date(2026, 11, 20)))]
    stays = SignUpFactory(shift=shift_on(series, FRIDAY))
    count = cancel_sessions(
        shift=made_of, scope=Scope.FOLLOWING, reason=ShiftCancelReason.PLAN_CHANGED,
        user=UserFactory(), side="unit", now=NOW,
    )  # fmt: skip
    assert count == 2
    series.refresh_from_db()
    assert series.ended_at == NOW
    assert series.shifts.planned().count() == 2
    assert {SignUp.objects.get(pk=one.pk).state for one in freed} == {SignUpState.CANCELLED}
    stays.refresh_from_db()
    assert stays.state == SignUpState.CONFIRMED


class TestPages:
    def test_the_page_shows_whom_it_is_about_before_anything_is_saved(self, series):
        shift = shift_on(series, FRIDAY)
        SignUpFactory(shift=shift, person__name="Vera Vik")
        client = Client()
        manager = MembershipFactory(unit=shift.activity.unit).user
        client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
        url = reverse("coordination:shift-move", args=[shift.pk])
        data = {"scope": "all", "on": "2026-11-06", "starts": "15:00", "ends": "17:00",
                "place": "", "minimum": 1, "maximum": 3, "version": 1}  # fmt: skip
        page = client.post(url, data).content.decode()
        for said in ("3 sessions", "Vera Vik", "becomes Fri 6 Nov, 15:00–\u206017:00"):
            assert said in page
        assert Series.objects.count() == 1
        page = client.post(url, {**data, "confirm": "1"}, follow=True).content.decode()
        assert "3 sessions are changed." in page
        assert "Undo the change" in page
        assert Series.objects.count() == 2
        cancel = reverse("coordination:shift-cancel", args=[shift.pk])
        page = client.post(cancel, {"scope": "all", "reason": "staff"}).content.decode()
        assert "Cancel 3 sessions?" in page
        assert Shift.objects.filter(state="cancelled").count() == 0
        client.post(cancel, {"scope": "all", "reason": "staff", "confirm": "1"})
        assert Shift.objects.filter(state="cancelled").count() == 3
