"""What somebody else pressed between a cancellation and its undo holds."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.errors import Refused
from coordination.arrangements.access import Verdict
from coordination.planning.access.moving import Scope
from coordination.planning.services.series import extend_series
from coordination.planning.views import restoring
from coordination.shifts.models import Shift
from coordination.signups.models import SignUp, Standing, Suspension
from coordination.signups.services import hand_back, look_for_people, pause, stand
from coordination.signups.services.moving import free_unanswered
from tests.coordination.planning.steps import end
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
    ClosureFactory,
    MembershipFactory,
    PersonFactory,
    SignUpFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday_morning")]


@pytest.fixture
def series():
    return made(is_endless=True)


@pytest.fixture
def client(series):
    client = Client()
    manager = MembershipFactory(unit=series.activity.unit).user
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("scope", [Scope.THIS, Scope.FOLLOWING])
def test_nothing_takes_place_after_the_last_day_of_an_activity(series, scope):
    before = cancel_them(on(FRIDAY + WEEK), scope)
    end(series.activity, FRIDAY)
    was = picture()
    with pytest.raises(Refused) as refused:
        undo(before)
    assert [one.code for one in refused.value.reasons] == ["plan_after_the_end"]
    assert picture() == was


def test_an_activity_that_ends_is_not_made_to_go_on(series):
    """Its series goes on as far as the last day at most, whatever an undo gives back."""
    before = change(on(FRIDAY), Scope.ALL, FRIDAY, 15)
    end(series.activity, FRIDAY + WEEK)
    with pytest.raises(Refused):
        undo(before)
    with time_machine.travel(NOW + 3 * WEEK, tick=False):
        extend_series(clock.now())
    assert Shift.objects.planned().count() == 2


def test_whoever_is_on_hold_or_has_left_stays_away(series):
    shift = on(FRIDAY)
    held, left, comes = (SignUpFactory(shift=shift) for _each in range(3))
    before = cancel_them(shift, Scope.THIS)
    unit = series.activity.unit
    Suspension.objects.create(
        person=held.person, unit=unit, party_key=f"unit:{unit.pk}", reason="concern",
        made_by=UserFactory(), made_at=NOW,
    )  # fmt: skip
    left.person.left_at = NOW
    left.person.save()
    assert undo(before) == [held, left]
    assert SignUp.objects.live().get() == comes


def test_whoever_gave_the_regular_time_back_stays_away(series):
    for _each in range(2):
        stand(person=PersonFactory(), series=series, user=None, now=NOW)
    before = cancel_them(on(FRIDAY), Scope.THIS)
    gone, comes = Standing.objects.order_by("pk")
    hand_back(standing=gone, user=None, now=NOW)
    assert {one.person_id for one in undo(before)} == {gone.person_id}
    assert SignUp.objects.live().get(shift=on(FRIDAY)).person_id == comes.person_id


def test_whoever_pauses_the_regular_time_stays_away_until_then(series):
    standing = stand(person=PersonFactory(), series=series, user=None, now=NOW).standing
    before = cancel_them(on(FRIDAY), Scope.ALL)
    pause(standing=standing, until=FRIDAY + WEEK, user=None, now=NOW)
    undo(before)
    days = SignUp.objects.live().order_by("starts_at").values_list("shift__series_on")
    assert days.first() == (FRIDAY + WEEK,)


@pytest.mark.parametrize("state", ["awaiting", "offered"])
@pytest.mark.parametrize("seconds", [20, 6 * 60 * 60])
def test_whoever_had_to_answer_has_the_whole_time_anew(series, state, seconds):
    """The time ran out while there was nothing to answer: the sweeps must free nobody at once."""
    until, later = NOW + timedelta(hours=1), NOW + timedelta(seconds=seconds)
    asked = SignUpFactory(shift=on(FRIDAY + WEEK), state=state, offer_until=until, offered_at=NOW,
                          waiting_since=NOW)  # fmt: skip
    before = cancel_them(on(FRIDAY + WEEK), Scope.THIS)
    with time_machine.travel(later, tick=False):
        undo(before, later)
        free_unanswered(later)
        look_for_people(later)
    asked.refresh_from_db()
    assert asked.state == state
    assert (asked.offer_until == until) == (seconds == 20)
    assert asked.offer_until > later


def test_a_closed_place_changes_nothing(series):
    comes = SignUpFactory(shift=on(FRIDAY))
    before = cancel_them(on(FRIDAY), Scope.THIS)
    ClosureFactory(unit=series.activity.unit)
    assert undo(before) == []
    assert SignUp.objects.live().get() == comes


def test_the_page_names_who_is_not_put_down_again(client):
    vera = SignUpFactory(shift=on(FRIDAY), person__name="Vera Vik")
    url = reverse("coordination:shift-cancel", args=[vera.shift_id])
    client.post(url, {"scope": "this", "reason": "staff", "confirm": "1"})
    vera.person.left_at = NOW
    vera.person.save()
    undo_url = reverse("coordination:shift-undo", args=[vera.shift_id])
    page = client.post(undo_url, follow=True).content.decode()
    assert "Vera Vik is not put down again" in page


def test_whose_task_it_is_no_more_undoes_nothing(client, monkeypatch):
    """Asked again under lock: what is agreed between page and press counts."""
    shift = on(FRIDAY)
    url = reverse("coordination:shift-cancel", args=[shift.pk])
    client.post(url, {"scope": "this", "reason": "staff", "confirm": "1"})
    asked = iter([Verdict(True), Verdict(False)])
    monkeypatch.setattr(restoring, "may_cancel", lambda *_asked: next(asked))
    answer = client.post(reverse("coordination:shift-undo", args=[shift.pk]))
    assert answer.status_code == 403
    shift.refresh_from_db()
    assert shift.state == "cancelled"
